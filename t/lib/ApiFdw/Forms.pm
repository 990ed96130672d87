# Random statements of the forms that a user writes beside plain queries: those that change or lock rows, those that end
# early, sub-selects that give a value, inner sides that are several tables, parameters.  What a statement does does not hang
# on its plan: a row that several rows could change takes nothing of them.
package ApiFdw::Forms;

use strict;
use warnings;

use parent 'ApiFdw::Queries';

use ApiFdw::Relations qw(%api_tables @columns %column_type pick chance value);

my @lockable = qw(t1 t1 t2 l1 l2 l3);
my @in_order = map { $_ eq 'c' ? 'c COLLATE "C"' : $_ } @columns;

our @forms = qw(update delete merge lock limit early scalar once sub union parts lateral prepared);

# make(seed, share of required tables, form): { form, sql, and where they apply
#   begin: it stands in a transaction that is rolled back; before, after, cleanup: statements around it, after's rows count;
#   reference: what the copies are asked instead, whose rows hold all that may come, with offset and limit;
#   ordered, possible: as of ApiFdw::Queries; may_fail: what both may say }
sub make
{
	my ($class, $seed, $required, $form) = @_;
	my $self = bless { aliases => 0, ctes => [], required => $required, possible => 1 }, $class;

	srand($seed);
	my $method = "form_$form";
	my $made = $self->$method;
	my $with = @{ $self->{ctes} } ? 'WITH ' . join(', ', @{ $self->{ctes} }) . ' ' : '';

	$made->{$_} = $with . $made->{$_} for grep { defined $made->{$_} } qw(sql reference);
	if ($made->{parameters})
	{
		my $name = 'prepared_' . $seed;
		$made->{before} .= "PREPARE $name ($made->{types}) AS $made->{sql};";
		$made->{cleanup} = "DEALLOCATE $name;";
		($made->{sql}, @{ $made->{after} }) = map { "EXECUTE $name ($_)" } @{ $made->{parameters} };
	}
	return { form => $form, possible => $self->{possible}, %$made };
}

# ---- relations ----

# One row for each value of i, at most: what rows it joins take of it is certain.
sub unique
{
	my ($self) = @_;
	my $alias = $self->alias;
	return { sql => pick('k1', 'k2') . " $alias", alias => $alias, path => ['i'], keys => ['i'], unique => 1 };
}

# Several tables of which the same column can be asked, one after the other.
sub arms
{
	my ($self) = @_;
	my $alias = $self->alias;
	my $key = pick(qw(i i t b n d));
	my @fit = grep {
		my $path = $api_tables{$_}{path} // [];
		@$path == 1 && $path->[0] eq $key || !@$path && grep { $_ eq $key } @{ $api_tables{$_}{params} }
	} sort keys %api_tables;
	my @arms = map { pick(@fit) } 1 .. pick(1, 2, 2, 3);

	$arms[-1] = 'l2' if @arms > 1 && chance(0.2);
	my $sql = join ' UNION ALL ', map {
		my $where = chance(0.1);
		# such an arm is planned for itself: PostgreSQL gives it nothing of a join
		$self->{possible} = 0 if $where && $api_tables{$_}{path};
		'SELECT ' . join(', ', map { $_ eq 'v' && chance(0.2) ? "coalesce(v, 'none') AS v" : $_ } @columns) . " FROM $_"
		  . (' WHERE w IS DISTINCT FROM 3' x !!$where)
	} @arms;
	return { sql => "($sql) $alias", alias => $alias, path => [$key], keys => [$key] };
}

# A table in parts.
sub parts
{
	my ($self) = @_;
	my $alias = $self->alias;
	my ($name, @path) = @{ pick([ 'p1', 'i' ], [ 'p2', 't' ], ['p3']) };
	return { sql => "$name $alias", alias => $alias, path => \@path, keys => @path ? \@path : [qw(i w)] };
}

# What a statement takes keys to.
sub source
{
	my ($self) = @_;
	my $what = rand;

	return $what < 0.35 ? $self->unique : $what < 0.5 ? $self->arms : $what < 0.65 ? $self->parts : $self->relation(0.9);
}

# An outer side joined to a relation: { sql, aliases, where }
sub joined
{
	my ($self, $relation, $outer) = @_;
	$outer //= $self->unbound(0.2);
	my $on = $self->keys_of($relation, 0, $outer->{alias});

	$on .= ' AND ' . $self->condition($relation->{alias}, $outer->{alias}) if chance(0.35);
	return { sql => "$outer->{sql} " . pick('JOIN', 'JOIN', 'LEFT JOIN') . " $relation->{sql} ON $on",
		aliases => [ $outer->{alias}, $relation->{alias} ], where => [] };
}

sub targets
{
	my ($self, $from) = @_;
	return join ', ', map { $self->target($from) } 1 .. 1 + int rand 3;
}

# ---- rows that are changed or locked ----

# The relations that a changed table is joined to, and the conditions.
sub sources
{
	my ($self, $target) = @_;
	my $relation = $self->source;
	my $sql = $relation->{sql};
	my @where = $self->keys_of($relation, 0, $target);
	my @aliases = ($target, $relation->{alias});

	if (chance(0.2))
	{
		my $second = $relation->{unique} ? $self->unique : $self->relation(0.7);
		$sql .= ", $second->{sql}";
		push @where, $self->keys_of($second, 0, $relation->{unique} ? $target : @aliases);
		push @aliases, $second->{alias};
	}
	push @where, $self->condition(@aliases) if chance(0.4);
	push @where, $self->sub_condition($target) if chance(0.15);
	return { sql => $sql, where => join(' AND ', @where), alias => $relation->{alias}, unique => $relation->{unique} };
}

# What is set of a row, and what RETURNING gives.
sub changes
{
	my ($from) = @_;
	my $a = $from->{alias};

	return ("mark = a0.mark + 1, v = coalesce(a0.v, '') || '!'", 'a0.id, a0.mark') if !$from->{unique};
	return ("v = $a.v, w = coalesce($a.w, -1), z = $a.z, mark = a0.mark + 1", pick('a0.id, a0.v', "a0.id, $a", "a0, $a.t"));
}

sub changed { return (begin => 1, after => ["SELECT * FROM $_[0] ORDER BY id"]); }

sub form_update
{
	my ($self) = @_;
	my $table = pick('t1', 't1', 't2');
	my $from = $self->sources('a0');
	my ($set, $returning) = changes($from);

	return { sql => "UPDATE $table a0 SET $set FROM $from->{sql} WHERE $from->{where}" . pick('', " RETURNING $returning"),
		changed($table) };
}

sub form_delete
{
	my ($self) = @_;
	my $table = pick('t1', 't1', 't2');

	return { sql => "DELETE FROM $table a0 WHERE " . $self->sub_condition('a0') . ' RETURNING id', changed($table) }
	  if chance(0.15);
	my $from = $self->sources('a0');
	return { sql => "DELETE FROM $table a0 USING $from->{sql} WHERE $from->{where}" . pick('', ' RETURNING a0.id'),
		changed($table) };
}

# A row is changed once at most: more is an error, of copies as well.
sub form_merge
{
	my ($self) = @_;
	my $table = pick('t1', 't1', 't2');
	my $source = chance(0.8) ? $self->unique : $self->source;
	my ($a, $on) = ($source->{alias}, $self->keys_of($source, 0, 'a0'));
	my $when = sub { return ' WHEN MATCHED' . (chance($_[0]) ? ' AND ' . $self->condition('a0', $a) : ''); };
	my $action = $source->{unique}
	  ? sub { return pick("UPDATE SET v = $a.v, w = coalesce($a.w, a0.w + 1)", 'UPDATE SET mark = a0.mark + 1', 'DELETE', 'DO NOTHING'); }
	  : sub { return 'DO NOTHING'; };
	my $sql = "MERGE INTO $table a0 USING $source->{sql} ON $on";

	$sql .= $when->(1) . ' THEN ' . $action->() if chance(0.3);
	$sql .= $when->(0.4) . ' THEN ' . $action->();
	$sql .= " WHEN NOT MATCHED AND $a.w > 2 THEN INSERT (id, i, v, mark) VALUES (100 + $a.i, $a.i, $a.v, -1)"
	  if $source->{sql} =~ /^k2/ && chance(0.25);
	return { sql => $sql, changed($table) };
}

sub form_lock
{
	my ($self) = @_;
	my $outer = { sql => pick(@lockable) . ' a0', alias => 'a0' };
	my $from = $self->joined($self->source, $outer);

	$self->add_join($from) if chance(0.15);
	return { sql => 'SELECT ' . $self->targets($from) . $self->tail($from)
		  . pick(' FOR UPDATE OF a0', ' FOR UPDATE OF a0', ' FOR NO KEY UPDATE OF a0', ' FOR SHARE OF a0') };
}

# ---- what ends early ----

sub some_from
{
	my ($self) = @_;
	return $self->from_clause if chance(0.4);
	my $relation = chance(0.3) ? $self->parts : $self->relation(0.95);
	my $from = { sql => $relation->{sql}, aliases => [ $relation->{alias} ], where => [] };

	$self->bind($from, $relation) if @{ $relation->{path} };
	push @{ $from->{where} }, constant_list($relation) if !@{ $relation->{path} } && chance(0.4);
	return $from;
}

sub constant_list
{
	my ($relation) = @_;
	my $column = pick(@{ $relation->{keys} });
	return "$relation->{alias}.$column IN (" . join(', ', map { value($column) } 1 .. 1 + int rand 6) . ')';
}

# Of rows without an order any may come: as many as there are, out of those that there are.
sub form_limit
{
	my ($self) = @_;
	my $from = $self->some_from;
	my $all = 'SELECT ' . join(', ', map { $self->alias_column($from) } 1 .. 3) . $self->tail($from);
	my ($limit, $offset) = @{ pick([ int rand 4, 0 ], [ int rand 30, 0 ], [ int rand 12, int rand 12 ], [ undef, int rand 30 ]) };

	return { sql => $all . (defined $limit ? " LIMIT $limit" : '') . ($offset ? " OFFSET $offset" : ''), reference => $all,
		limit => $limit, offset => $offset };
}

sub alias_column { return pick(@{ $_[1]{aliases} }) . '.' . pick(@columns); }

sub form_early
{
	my ($self) = @_;
	my ($first, $second) = ($self->some_from, $self->some_from);
	my $limit = pick(' LIMIT ' . int rand 20, ' OFFSET ' . int rand 20, ' LIMIT 5 OFFSET ' . int rand 9);

	return { sql => 'SELECT EXISTS (SELECT 1' . $self->tail($first) . '), (SELECT count(*) FROM (SELECT 1' . $self->tail($second)
		  . "$limit) s)" };
}

# ---- sub-selects ----

# One value for each row of the aliases.
sub scalar_select
{
	my ($self, @visible) = @_;
	my $what = rand;
	my $relation = $what < 0.3 ? $self->unique : $what < 0.42 ? $self->arms : $what < 0.52 ? $self->parts : $self->relation(0.9);
	my $a = $relation->{alias};
	my $of = "FROM $relation->{sql} WHERE " . $self->keys_of($relation, 0, @visible)
	  . (chance(0.3) ? ' AND ' . $self->condition($a, @visible) : '');
	my $value = pick("$a.v", "$a.t", "$a.w + 1", "coalesce($a.v, '-')");

	return "(SELECT $value $of)" if $relation->{unique} || chance(0.03);
	return "(SELECT $a.v $of ORDER BY $a.v LIMIT 1)" if chance(0.2);
	return '(SELECT ' . $self->aggregate({ aliases => [$a] }) . " $of)";
}

sub form_scalar
{
	my ($self) = @_;
	my $from = chance(0.7) ? $self->unbound(0.15) : undef;
	$from = $from ? { sql => $from->{sql}, aliases => [ $from->{alias} ], where => [] } : $self->from_clause;
	my @list = map {
		my $select = $self->scalar_select(@{ $from->{aliases} });
		pick($select, $select, $select, "coalesce(${select}::text, 'none')",
			'CASE WHEN ' . $self->condition(@{ $from->{aliases} }) . " THEN $select END")
	} 1 .. pick(1, 1, 2, 3);

	return { sql => 'SELECT ' . join(', ', $self->alias_column($from), @list) . $self->tail($from),
		may_fail => 'more than one row returned by a subquery' };
}

# Sub-selects that do not hang on a row.
sub form_once
{
	my ($self) = @_;
	my $outer = $self->unbound(0.3);
	my $once = sub {
		my $from = $self->some_from;
		return '(SELECT ' . $self->aggregate($from) . $self->tail($from) . ')';
	};
	my $from = { sql => $outer->{sql}, aliases => [ $outer->{alias} ], where => [] };
	my $bound = $self->some_from;

	push @{ $from->{where} }, "$outer->{alias}." . pick('i', 'w') . ' = (SELECT max(' . pick(@{ $bound->{aliases} }) . '.w)'
	  . $self->tail($bound) . ')' if chance(0.4);
	my @list = map { pick($once->(), $once->(), "coalesce(" . $once->() . "::text, '-')") } 1 .. pick(1, 2, 3);
	return { sql => 'SELECT ' . join(', ', $self->alias_column($from), @list) . $self->tail($from) };
}

sub form_sub
{
	my ($self) = @_;
	my $outer = $self->unbound(0.2);
	my $from = { sql => $outer->{sql}, aliases => [ $outer->{alias} ], where => [] };

	push @{ $from->{where} }, map { $self->sub_condition($outer->{alias}) } 1 .. pick(1, 1, 2);
	return { sql => 'SELECT ' . join(', ', map { $self->alias_column($from) } 1 .. 2) . $self->tail($from) };
}

# ---- inner sides of a loop ----

sub form_union { return $_[0]->over($_[0]->arms); }
sub form_parts { return $_[0]->over($_[0]->parts); }

# Joined, or looked for, for each row of something.
sub over
{
	my ($self, $relation) = @_;
	my $from;

	if (chance(0.7))
	{
		$from = $self->joined($relation);
		$self->add_join($from) if chance(0.2);
	}
	else
	{
		my $outer = $self->unbound(0.2);
		my $more = chance(0.4) ? ' AND ' . $self->condition($relation->{alias}, $outer->{alias}) : '';
		$from = { sql => $outer->{sql}, aliases => [ $outer->{alias} ], where => [
			pick('EXISTS', 'NOT EXISTS') . " (SELECT 1 FROM $relation->{sql} WHERE "
			  . $self->keys_of($relation, 0, $outer->{alias}) . "$more)" ] };
	}
	return { sql => 'SELECT ' . $self->targets($from) . $self->tail($from) };
}

# The first rows in an order that tells any two apart, or all of them.
sub form_lateral
{
	my ($self) = @_;
	my ($outer, $relation, $alias) = ($self->unbound(0.2), $self->source, $self->alias);
	my $a = $relation->{alias};
	my $of = "FROM $relation->{sql} WHERE " . $self->keys_of($relation, 0, $outer->{alias})
	  . (chance(0.4) ? ' AND ' . $self->condition($a, $outer->{alias}) : '');
	my $end = pick('', ' OFFSET 0', ' LIMIT 1', ' LIMIT ' . int rand 4, ' LIMIT 2 OFFSET 1');
	my $order = $end =~ /LIMIT/ ? ' ORDER BY ' . join(', ', map { "$a.$_" } @in_order) : '';
	my $list = chance(0.25) ? "count(*) AS i, max($a.v) AS v $of" : "$a.i, $a.v $of$order$end";
	my $join = pick('JOIN', 'LEFT JOIN');

	return { sql => "SELECT $outer->{alias}." . pick(@columns) . ", $alias.i, $alias.v FROM $outer->{sql} "
		  . "$join LATERAL (SELECT $list) $alias ON true" };
}

# ---- parameters ----

sub form_prepared
{
	my ($self) = @_;
	my $relation = chance(0.2) ? $self->parts : chance(0.2) ? $self->unique : $self->relation(0.95);
	my $from = { sql => $relation->{sql}, aliases => [ $relation->{alias} ], where => [] };
	my @keys = @{ $relation->{path} } ? @{ $relation->{path} } : pick(@{ $relation->{keys} });
	my (@types, @values);

	for my $column (@keys)
	{
		my $list = chance(0.5);
		push @types, $column_type{$column} . ($list ? '[]' : '');
		push @{ $from->{where} }, "$relation->{alias}.$column = " . ($list ? 'ANY ($' . @types . ')' : '$' . @types);
		push @values, $list
		  ? sub { return chance(0.1) ? 'NULL' : 'ARRAY[' . join(', ', map { chance(0.1) ? 'NULL' : value($column) } 1 .. int rand 7) . "]::$column_type{$column}\[]"; }
		  : sub { return chance(0.1) ? 'NULL' : value($column); };
	}
	$self->add_join($from) for 1 .. pick(0, 0, 1, 1, 2);
	push @types, 'int';
	push @values, sub { return pick('NULL', int rand 9); };
	my $last = '$' . @types;
	push @{ $from->{where} }, "($last IS NULL OR coalesce(" . pick(@{ $from->{aliases} }) . ".w, 0) <= $last)" if chance(0.4);
	my $count = 2;
	my $sql = 'SELECT ' . join(', ', map { ApiFdw::Queries::alike(pick(@{ $from->{aliases} }), pick(@columns)) } 1 .. $count)
	  . $self->tail($from) . ' ORDER BY ' . join(', ', 1 .. $count) . pick('', '', " LIMIT $last", " LIMIT 7 OFFSET $last");

	return { sql => $sql, ordered => 1, types => join(', ', @types), before => pick(('SET plan_cache_mode = force_generic_plan; ') x 2, ''),
		parameters => [ map { join ', ', map { $_->() } @values } 1 .. 3 ] };
}

1;
