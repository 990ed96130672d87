# Random queries over a table of ApiFdw::DifferTables, for the API and, with the same words, for the copy.  Where
# nothing is asked of a column without a value (param_only, in a target list alone), the copy has NULL, too.
package ApiFdw::DifferQueries;

use strict;
use warnings;

use parent -norequire, 'ApiFdw::DifferConditions';
use ApiFdw::DifferConditions;
use ApiFdw::DifferTables qw(is_only is_always);
use ApiFdw::DifferValues qw(pick chance literal);

my @forms = (qw(plain) x 8, qw(limited inner inner inner left left right full semi semi anti anti anti_outer not_in except scalar lateral two two),
	qw(union grouped derived cte update locked prepared prepared));

# make(tables, own table, number): { api, copy: the statements, forms, aliases }; srand decides, but every second pair
# has the next form in turn, and the first of its conditions does, of one sort or the other: what is tried hangs on no luck.
sub make
{
	my ($class, $tables, $own, $number) = @_;
	my $self = bless { tables => $tables, own => $own, own_sql => "copy.$own->{name}", aliases => 0,
		all => [], forms => [], turns => { map { $_ => int($number / 2) } $number % 2 ? ('sure') : qw(form unsure) } }, $class;
	my $form = $self->next_of('form', @forms) // pick(@forms);
	my $body = $self->$form;

	# the bound of a partition reads its key
	for my $alias (grep { $_->{table}{key} } @{ $self->{all} })
	{
		my $key = $alias->{table}{key};
		$alias->{state}{ $key->{name} } = 'read' if is_only($key) && ($alias->{state}{ $key->{name} } // '') ne 'given';
	}
	push @{ $self->{forms} }, $form;
	return { form => $form, forms => $self->{forms}, aliases => $self->{all}, loops => scalar($body =~ /<<.*copy\.o|copy\.o.*<</s),
		map { $_ => $self->statement($body, $_) } qw(api copy) };
}

# ---- aliases ----

sub alias
{
	my ($self, $table) = @_;
	my $alias = { name => 'a' . ++$self->{aliases}, table => $table // $self->{tables}[0], state => {}, values => {} };

	push @{ $self->{all} }, $alias;
	return $alias;
}

sub own_alias
{
	my ($self) = @_;
	return { name => 'o' . ++$self->{aliases}, table => $self->{own}, own => 1, state => {}, values => {} };
}

# What stands in FROM; the API's differs from the copy's.
sub from
{
	my ($self, $alias) = @_;
	return $alias->{own} ? "$self->{own_sql} $alias->{name}" : "<<$alias->{name}>>";
}

sub copy_of
{
	my ($alias) = @_;
	my $table = $alias->{table};
	my $unsent = sub { is_only($_[0]) && ($alias->{state}{ $_[0]{name} } // 'null') eq 'null' };

	return "copy.$table->{name} $alias->{name}" if !grep { $unsent->($_) } @{ $table->{columns} };
	return '(SELECT ' . join(', ', map { $unsent->($_) ? "NULL::" . ($_->{sql_type} // $_->{type}) . " AS \"$_->{name}\"" : "\"$_->{name}\"" } @{ $table->{columns} })
	  . " FROM copy.$table->{name}) $alias->{name}";
}

sub statement
{
	my ($self, $body, $where) = @_;
	my %of = map { $_->{name} => $where eq 'api' ? "api.$_->{table}{name} $_->{name}" : copy_of($_) } @{ $self->{all} };

	$body =~ s/<<(\w+)>>/$of{$1}/g;
	return $body if !$self->{parameters} || !@{ $self->{parameters} };
	my @parameters = @{ $self->{parameters} };
	return "PREPARE q (" . join(', ', map { $_->[0] } @parameters) . ") AS $body; EXECUTE q ("
	  . join(', ', map { literal(@$_) } @parameters) . ')';
}

# ---- what binds ----

# Conditions that give values to what needs them, and to some that do not: from columns of ours, or constants.
sub bound
{
	my ($self, $alias, $own, $least) = @_;
	my @columns = grep { $_->{place} } @{ $alias->{table}{columns} };
	my @chosen = grep { is_always($_) ? !left_out() : chance(is_only($_) ? 0.6 : 0.35) } @columns;
	my @terms;

	for my $column (@chosen)
	{
		my $source = $own && chance(0.8) && $self->source($alias, $own, $column);
		push @terms, $source || $self->sure($alias, $column);
	}
	push @terms, $self->source($alias, $own, ApiFdw::DifferConditions::column_of($alias, 'rid')) // ()
	  if $own && (!@terms || chance(0.1));
	push @terms, "$alias->{name}.rid > 0" if !@terms && $least;
	return @terms;
}

# Now and then what is needed is not given.
sub left_out { return chance(0.08); }

# a.k = o.x, or undef
sub source
{
	my ($self, $alias, $own, $column) = @_;
	my ($found) = grep { ($_->{of} // '') eq $column->{name} } @{ $own->{table}{columns} };
	my ($left, $right);

	return if !$found;
	$self->note($alias, $column, 'given', $self->own_values($found));
	push @{ $self->{forms} }, 'join_key';
	$alias->{joined}{ $column->{name} } = @{ $self->{own}{rows} };
	if (!$self->{weak} && chance(0.08))
	{
		push @{ $self->{forms} }, 'outer_list';
		$self->note($alias, $column, 'given', my $value = ApiFdw::DifferConditions::some_value($column));
		return ApiFdw::DifferConditions::ref_of($alias, $column) . " IN ($own->{name}.$found->{name}, " . literal($column->{type}, $value) . ')';
	}
	($left, $right) = (ApiFdw::DifferConditions::ref_of($alias, $column), "$own->{name}.$found->{name}");
	return chance(0.5) ? "$left = $right" : "$right = $left";
}

sub all_of { return join ' AND ', @_; }
sub where { return @_ ? ' WHERE ' . all_of(@_) : ''; }

sub more
{
	my ($self, $most, @aliases) = @_;
	return map { $self->condition(@aliases) } 1 .. ($most > 1 ? pick(0, 1, 1, 2) : pick(0, 0, 1, 1, 1));
}

# Columns of the aliases; whole rows, too.
sub targets
{
	my ($self, @aliases) = @_;
	return join ', ', map {
		my $alias = pick(@aliases);
		my @columns = grep { !$alias->{guarded} || !is_only($_) } @{ $alias->{table}{columns} };
		my $what = rand;
		$what < 0.08 && @columns == @{ $alias->{table}{columns} } ? $alias->{name} : $what < 0.14 ? "count($alias->{name}.\"" . pick(@columns)->{name} . '") OVER ()'
		  : ApiFdw::DifferConditions::ref_of($alias, pick(@columns))
	} 1 .. pick(1, 2, 3, 5);
}

# ---- forms ----

sub plain
{
	my ($self) = @_;
	my $a = $self->alias(pick(@{ $self->{tables} }));
	my @terms = ($self->bound($a), $self->more(2, $a));
	my $what = pick('*', 'count(*)', $self->targets($a), $self->targets($a));

	push @terms, $self->sub_term($a) if chance(0.15);
	return "SELECT $what FROM " . $self->from($a) . where(ApiFdw::DifferValues::shuffled(@terms));
}

# A sub-select in WHERE about a column that always has its own value.
sub sub_term
{
	my ($self, $a) = @_;
	my $own = $self->own_alias;
	my @of = map { $_->{name} } grep { ($_->{of} // '') eq 'rid' } @{ $own->{table}{columns} };

	push @{ $self->{forms} }, 'sub_term';
	return pick("$a->{name}.rid NOT IN (SELECT $own->{name}.n FROM " . $self->from($own) . ')',
		"EXISTS (SELECT 1 FROM " . $self->from($own) . " WHERE $own->{name}.n = $a->{name}.rid)",
		"NOT EXISTS (SELECT 1 FROM " . $self->from($own) . " WHERE $own->{name}.$of[0] = $a->{name}.rid AND $own->{name}.n > 1)");
}

sub limited
{
	my ($self) = @_;
	my $a = $self->alias;
	my @terms = ($self->bound($a), $self->more(1, $a));
	my $what = $self->targets($a) =~ s/count\((\S+)\) OVER \(\)/$1/gr;

	return "SELECT $what FROM " . $self->from($a) . where(@terms) . " ORDER BY $a->{name}.rid" . pick('', ' DESC') . ' LIMIT ' . pick(0, 1, 3, 8) . pick('', ' OFFSET 1');
}

sub joined
{
	my ($self, $type) = @_;
	my ($own, $a) = ($self->own_alias, $self->alias);
	my @on = $self->bound($a, $own, 1);

	push @on, $self->condition($a) if chance(0.3);
	my @where = $self->more(1, $type eq 'JOIN' ? ($own, $a) : $own);
	my $what = $self->targets($own, $a, $a);
	return "SELECT $what FROM " . $self->from($own) . ', ' . $self->from($a) . where(@on, @where) if $type eq 'JOIN' && chance(0.3);
	return "SELECT $what FROM " . $self->from($own) . " $type " . $self->from($a) . ' ON ' . all_of(@on) . where(@where);
}

sub inner { return $_[0]->joined('JOIN'); }
sub left { return $_[0]->joined('LEFT JOIN'); }

# The table is the side whose rows all stay: what ON says of it is not sent.
sub outer
{
	my ($self, $type) = @_;
	my ($own, $a) = ($self->own_alias, $self->alias);
	local $self->{outer} = 1;
	my @where = $self->bound($a);
	my %ours = map { ($_->{of} // '') => 1 } @{ $own->{table}{columns} };
	my $linked = pick(grep { $ours{ $_->{name} } } @{ $a->{table}{columns} });
	my $link = $linked && $self->weak_source($a, $own, $linked);

	return $self->plain if !$link;
	return 'SELECT ' . $self->targets($own, $a, $a) . ' FROM ' . $self->from($own) . " $type " . $self->from($a) . " ON $link" . where(@where);
}

sub weak_source
{
	my ($self, @of) = @_;
	local $self->{weak} = 1;
	return $self->source(@of);
}

sub right { return $_[0]->outer('RIGHT JOIN'); }
sub full { return $_[0]->outer('FULL JOIN'); }

sub semi
{
	my ($self) = @_;
	my ($own, $a) = ($self->own_alias, $self->alias);
	my @terms = ($self->bound($a, $own, 1), $self->more(1, $a));
	my @rest = $self->more(1, $own);

	return 'SELECT ' . $self->targets($own) . ' FROM ' . $self->from($own) . where('EXISTS (SELECT 1 FROM ' . $self->from($a) . where(@terms) . ')', @rest);
}

sub anti
{
	my ($self) = @_;
	my ($own, $a) = ($self->own_alias, $self->alias);
	my @terms = ($self->bound($a, $own, 1), $self->more(1, $a));

	return 'SELECT ' . $self->targets($own) . ' FROM ' . $self->from($own) . where('NOT EXISTS (SELECT 1 FROM ' . $self->from($a) . where(@terms) . ')', $self->more(1, $own));
}

sub anti_outer
{
	my ($self) = @_;
	my ($own, $a) = ($self->own_alias, $self->alias);
	my @on = ($self->bound($a, $own, 1), $self->more(1, $a));

	return 'SELECT ' . $self->targets($own) . ' FROM ' . $self->from($own) . ' LEFT JOIN ' . $self->from($a) . ' ON ' . all_of(@on) . " WHERE $a->{name}.rid IS NULL";
}

sub not_in
{
	my ($self) = @_;
	my ($own, $a) = ($self->own_alias, $self->alias);
	my @terms = ($self->bound($a), $self->more(1, $a));

	return 'SELECT ' . $self->targets($own) . ' FROM ' . $self->from($own) . " WHERE $own->{name}.o_rid NOT IN (SELECT $a->{name}.rid FROM " . $self->from($a) . where(@terms) . ')';
}

sub except
{
	my ($self) = @_;
	my ($own, $a) = ($self->own_alias, $self->alias);
	my @terms = ($self->bound($a), $self->more(1, $a));

	return pick("SELECT $own->{name}.o_rid FROM " . $self->from($own) . " EXCEPT SELECT $a->{name}.rid FROM " . $self->from($a) . where(@terms),
		"WITH w AS (SELECT DISTINCT $a->{name}.rid FROM " . $self->from($a) . where(@terms) . ') SELECT ' . $self->targets($own) . ' FROM ' . $self->from($own)
		  . " WHERE NOT EXISTS (SELECT 1 FROM w WHERE w.rid = $own->{name}.o_rid)");
}

sub scalar
{
	my ($self) = @_;
	my ($own, $a) = ($self->own_alias, $self->alias);
	my $of = 'FROM ' . $self->from($a) . where($self->bound($a, $own, 1), $self->more(1, $a));

	return "SELECT $own->{name}.n, " . pick("(SELECT count(*) $of)", "(SELECT max($a->{name}.rid) $of)", "EXISTS (SELECT 1 $of)", "ARRAY(SELECT $a->{name}.rid $of ORDER BY 1)")
	  . ' FROM ' . $self->from($own);
}

sub lateral
{
	my ($self) = @_;
	my ($own, $a) = ($self->own_alias, $self->alias);
	my @terms = ($self->bound($a, $own, 1), $self->more(1, $a));

	my $left = chance(0.5);
	return "SELECT $own->{name}.n, l.* FROM " . $self->from($own) . ($left ? ' LEFT JOIN' : ' CROSS JOIN') . ' LATERAL (SELECT ' . plain_columns($a) . ' FROM '
	  . $self->from($a) . where(@terms) . pick('', " ORDER BY $a->{name}.rid LIMIT " . pick(1, 2)) . ') l' . ($left ? ' ON true' : '');
}

# Those that have a value of their own, whatever is asked for.
sub plain_columns
{
	my ($a) = @_;
	return join ', ', map { ApiFdw::DifferConditions::ref_of($a, $_) } grep { !is_only($_) || ($a->{state}{ $_->{name} } // '') eq 'given' } @{ $a->{table}{columns} };
}

# The table with itself, or with another.
sub two
{
	my ($self) = @_;
	my ($a, $b) = ($self->alias, $self->alias($self->{tables}[-1]));
	my @where = ($self->bound($a), $self->more(1, $a));
	my @on = $a->{table} == $b->{table} ? () : ($self->bound($b), "$b->{name}.rid = $a->{name}.rid");

	for my $column ($a->{table} == $b->{table} ? grep { $_->{place} } @{ $b->{table}{columns} } : ())
	{
		my $given = ($a->{state}{ $column->{name} } // '') eq 'given';
		next if !is_always($column) && !($given && chance(0.5));
		my $value = $a->{values}{ $column->{name} } // [];
		$self->note($b, $column, 'given', @$value, map { $_->{ $column->{name} } } @{ $a->{table}{rows} });
		$b->{joined}{ $column->{name} } = @{ $a->{table}{rows} };
		push @on, ApiFdw::DifferConditions::ref_of($b, $column) . ' = ' . ApiFdw::DifferConditions::ref_of($a, $column);
	}
	push @on, "$a->{name}.rid = $b->{name}.rid" if !@on || chance(0.3);
	push @{ $self->{forms} }, 'two';
	return 'SELECT ' . $self->targets($a, $b) . ' FROM ' . $self->from($a) . pick(' JOIN ', ' LEFT JOIN ') . $self->from($b) . ' ON ' . all_of(@on) . where(@where);
}

# Rows of ours that are changed, or locked, where the table has some: whole rows of it may be wanted for that.
sub update
{
	my ($self) = @_;
	my ($own, $a) = ($self->own_alias, $self->alias);
	my @terms = ($self->bound($a, $own, 1), $self->more(1, $a));

	return 'UPDATE ' . $self->from($own) . " SET n = $own->{name}.n FROM " . $self->from($a) . where(@terms) . " RETURNING $own->{name}.n, $own->{name}.o_rid";
}

sub locked
{
	my ($self) = @_;
	my $sql = $self->joined('JOIN') =~ s/count\((\S+)\) OVER \(\)/$1/gr;

	return "$sql FOR UPDATE OF o1";
}

sub union
{
	my ($self) = @_;
	return join pick(' UNION ALL ', ' UNION ALL ', ' UNION ', ' INTERSECT '), map {
		my $a = $self->alias(pick(@{ $self->{tables} }));
		my @terms = ($self->bound($a), $self->more(1, $a));
		"SELECT $a->{name}.rid FROM " . $self->from($a) . where(@terms)
	} 1, 2;
}

sub grouped
{
	my ($self) = @_;
	my $a = $self->alias;
	my $column = pick(@{ $a->{table}{columns} });
	my $ref = ApiFdw::DifferConditions::ref_of($a, $column);
	my @terms = ($self->bound($a), $self->more(1, $a));
	local $self->{having} = 1;
	my $having = chance(0.4) ? ' HAVING count(*) > 1' : chance(0.4) ? ' HAVING ' . $self->sure($a, $column) : '';

	# equal numerics may be shown with one scale or another
	return "SELECT $ref, count(*) FROM " . $self->from($a) . where(@terms) . " GROUP BY $ref$having" if $column->{type} ne 'numeric';
	return "SELECT count(*), sum($a->{name}.rid) FROM " . $self->from($a) . where(@terms) . " GROUP BY $ref$having";
}

sub derived
{
	my ($self) = @_;
	my $a = $self->alias;
	my @terms = ($self->bound($a), $self->more(1, $a));

	return 'SELECT * FROM (SELECT ' . pick('DISTINCT ', '') . "$a->{name}.rid FROM " . $self->from($a) . where(@terms) . ") w" . pick('', ' WHERE w.rid > 2', ' WHERE w.rid IN (1, 2, 5)');
}

sub cte
{
	my ($self) = @_;
	my $a = $self->alias;
	my @terms = ($self->bound($a), $self->more(1, $a));

	return 'WITH w AS MATERIALIZED (SELECT ' . $a->{name} . '.* FROM ' . $self->from($a) . where(@terms) . ') SELECT * FROM w' . pick('', ' WHERE rid % 2 = 1', ' WHERE rid < 6');
}

# A prepared statement; its parameters may be null.
sub prepared
{
	my ($self) = @_;
	my $form = pick(qw(plain plain semi anti inner));

	$self->{parameters} = [];
	return $self->$form if $form ne 'plain' || chance(0.3);
	my $a = $self->alias;
	my @columns = grep { $_->{place} } @{ $a->{table}{columns} };
	my @terms = $self->bound($a);

	push @terms, $self->idiom($a, pick(@columns)) if @columns;
	return 'SELECT ' . $self->targets($a) . ' FROM ' . $self->from($a) . where(@terms);
}

1;
