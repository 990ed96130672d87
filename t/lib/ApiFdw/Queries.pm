# Random queries over the relations of ApiFdw::Relations.  What a query gives does not hang on its plan:
# where one of several equal values would be shown (DISTINCT, GROUP BY, ORDER BY, max), they are made alike.
package ApiFdw::Queries;

use strict;
use warnings;

use ApiFdw::Relations qw(%api_tables @own_tables @columns %column_type pick chance value);

my @key_columns = qw(i b t n c f d z u w);

# make(seed, share of required tables among the relations): { sql, ordered: rows come in order,
# possible: there is a plan that gives each required column its value }
sub make
{
	my ($class, $seed, $required) = @_;
	my $self = bless { aliases => 0, ctes => [], required => $required, possible => 1 }, $class;

	srand($seed);
	my $form = pick(('plain') x 5, qw(grouped grouped whole distinct ordered union));
	my $sql = $self->$form;
	$sql = 'WITH ' . join(', ', @{ $self->{ctes} }) . ' ' . $sql if @{ $self->{ctes} };
	return { sql => $sql, ordered => $form eq 'ordered', possible => $self->{possible} };
}

# ---- forms of a query ----

sub plain
{
	my ($self) = @_;
	my $from = $self->from_clause;

	return 'SELECT ' . join(', ', map { $self->target($from) } 1 .. 1 + int rand 4) . $self->tail($from);
}

sub union
{
	my ($self) = @_;
	return join ' UNION ALL ', map {
		my $from = $self->from_clause;
		'SELECT ' . join(', ', map { alike(one_alias($from), $_) } qw(i v n)) . $self->tail($from)
	} 1 .. 2;
}

sub distinct
{
	my ($self) = @_;
	my $from = $self->from_clause;

	return 'SELECT DISTINCT ' . join(', ', map { alike(one_alias($from), pick(@columns)) } 1 .. 3) . $self->tail($from);
}

sub ordered
{
	my ($self) = @_;
	my $from = $self->from_clause;
	my $count = 2 + int rand 2;

	return 'SELECT ' . join(', ', map { alike(one_alias($from), pick(@columns)) } 1 .. $count) . $self->tail($from)
	  . ' ORDER BY ' . join(', ', map { $_ . pick('', '', ' DESC', ' NULLS FIRST') } 1 .. $count)
	  . pick('', ' LIMIT ' . int rand 12, ' LIMIT 3 OFFSET 2');
}

sub grouped
{
	my ($self) = @_;
	my $from = $self->from_clause;
	my $keys = 1 + int rand 2;

	return 'SELECT ' . join(', ', (map { alike(one_alias($from), pick(@columns)) } 1 .. $keys),
		map { $self->aggregate($from) } 1 .. 2) . $self->tail($from)
	  . ' GROUP BY ' . join(', ', 1 .. $keys) . pick('', '', ' HAVING count(*) > 1');
}

sub whole
{
	my ($self) = @_;
	my $from = $self->from_clause;

	return 'SELECT ' . join(', ', map { $self->aggregate($from) } 1 .. 3) . $self->tail($from);
}

sub tail
{
	my ($self, $from) = @_;
	my @where = @{ $from->{where} };

	push @where, $self->condition(@{ $from->{aliases} }) for 1 .. pick(0, 0, 0, 1, 1, 2);
	push @where, $self->sub_condition(@{ $from->{aliases} }) if chance(0.4);
	return " FROM $from->{sql}" . (@where ? ' WHERE ' . join(' AND ', @where) : '');
}

sub one_alias { return pick(@{ $_[0]{aliases} }); }

# A column so that equal values look alike.
sub alike
{
	my ($alias, $column) = @_;
	return "trim_scale($alias.n)" if $column eq 'n';
	return "(lower($alias.c) COLLATE \"C\")" if $column eq 'c';
	return "$alias.$column";
}

sub aggregate
{
	my ($self, $from) = @_;
	my $alias = one_alias($from);

	return pick('count(*)', "count($alias.v)", "sum($alias.w)", "max($alias.v)", "sum($alias.n)", "count(DISTINCT $alias.i)",
		"min($alias.z)", "bool_or($alias.f)", "sum(coalesce($alias.b, -1))", "string_agg($alias.v, ',' ORDER BY $alias.v)");
}

# Something of the target list.
sub target
{
	my ($self, $from) = @_;
	my $alias = one_alias($from);
	my $what = rand;

	return "$alias." . pick(@columns) if $what < 0.5;
	return "coalesce($alias.v, " . pick("'-'", one_alias($from) . '.v') . ')' if $what < 0.6;
	return key_expression(pick(@key_columns), $alias) if $what < 0.7;
	return $alias if $what < 0.78;
	return "CASE WHEN $alias.i IS NULL THEN 'none' ELSE " . one_alias($from) . '.t END' if $what < 0.82;

	# of many rows each would ask
	my $relation = $self->relation(@{ $from->{aliases} } > 2 ? 0 : 0.5);
	my $of = "FROM $relation->{sql} WHERE " . $self->keys_of($relation, 1, @{ $from->{aliases} })
	  . (chance(0.3) ? ' AND ' . $self->condition($relation->{alias}) : '');
	return pick("(SELECT count(*) $of)", "(SELECT max($relation->{alias}.v) $of)", "EXISTS (SELECT 1 $of)",
		"ARRAY(SELECT $relation->{alias}.w $of ORDER BY 1)");
}

# ---- relations ----

sub alias { return 'a' . ++$_[0]{aliases}; }

# { sql, alias, path: columns that need a value, keys: columns that could be sent }
sub relation
{
	my ($self, $api) = @_;
	my $alias = $self->alias;
	my $what = rand;

	if ($what < ($api // 0.55))
	{
		my $prefix = chance($self->{required} * 2) ? 'r' : 'o';
		my $name = pick(grep { /^$prefix/ } sort keys %api_tables);
		my $table = $api_tables{$name};
		my @keys = @{ $table->{params} };
		return { sql => "$name $alias", alias => $alias, path => $table->{path} // [], keys => @keys ? \@keys : \@key_columns };
	}
	my %other = (alias => $alias, path => [], keys => \@key_columns);
	return { %other, sql => pick(map { $_->[0] } @own_tables[ 0, 0, 1, 1, 2 .. 5 ]) . " $alias" } if $what < 0.86;
	return { %other, sql => '(' . $self->sub_select . ") $alias" } if $what < 0.94;
	return { %other, sql => $self->cte . " $alias" } if $what < 0.97;
	return { %other, sql => values_relation() . " $alias (" . join(', ', @columns) . ')' };
}

sub values_relation
{
	return '(VALUES ' . join(', ', map {
		'(' . join(', ', map { (chance(0.1) ? 'NULL' : value($_)) . "::$column_type{$_}" } @columns) . ')'
	} 1 .. 1 + int rand 5) . ')';
}

sub cte
{
	my ($self) = @_;
	my $ctes = $self->{ctes};

	return 'w' . (1 + int rand @$ctes) if @$ctes && chance(0.5);
	my $body = $self->sub_select;
	push @$ctes, 'w' . (@$ctes + 1) . ' AS ' . pick('', 'MATERIALIZED ', 'NOT MATERIALIZED ') . "($body)";
	return 'w' . @$ctes;
}

# All columns, some of them made of others, of one relation or two.
sub sub_select
{
	my ($self) = @_;
	my $first = $self->unbound(0.5);
	my ($sql, @aliases) = ($first->{sql}, $first->{alias});
	my $distinct = chance(0.2);

	if (chance(0.4))
	{
		my $second = $self->relation(0.7);
		$sql .= pick(' JOIN ', ' LEFT JOIN ') . "$second->{sql} ON " . $self->keys_of($second, 1, @aliases);
		push @aliases, $second->{alias};
	}
	return 'SELECT ' . ($distinct ? 'DISTINCT ' : '') . join(', ', map {
		my $from = pick(@aliases);
		my $value = !$distinct ? "$from.$_" : $_ eq 'c' ? "lower($from.c)" : alike($from, $_);
		$value = "coalesce($value, " . value($_) . ')' if chance(0.2) && !($distinct && $_ =~ /[nc]/);
		"$value AS $_"
	} @columns) . " FROM $sql" . (chance(0.3) ? ' WHERE ' . $self->condition(@aliases) : '');
}

# A relation of which no value is needed.
sub unbound
{
	my ($self, $api) = @_;

	for (;;)
	{
		my $relation = $self->relation($api);
		return $relation if !@{ $relation->{path} };
	}
}

# ---- FROM ----

# { sql, aliases, where: conditions due in WHERE }
sub from_clause
{
	my ($self) = @_;
	my $first = chance(0.92) ? $self->unbound(0.35) : $self->relation(0.6);
	my $from = { sql => $first->{sql}, aliases => [ $first->{alias} ], where => [] };

	$self->bind($from, $first) if @{ $first->{path} };
	$self->add_join($from) for 1 .. pick(0, 1, 1, 1, 1, 2, 2, 3);
	return $from;
}

# Its values come from a set, from constants, or, seldom, from nowhere but a join the wrong way round.
sub bind
{
	my ($self, $from, $relation) = @_;
	my ($place, @path) = ($relation->{alias}, @{ $relation->{path} });

	if (chance(0.1))
	{
		$self->{possible} = 0;
		return;
	}
	if (chance(0.6))
	{
		my $set = $self->unbound(0.2);
		my $left = join ', ', map { "$place.$_" } @path;
		my $list = join ', ', map { key_expression($_, $set->{alias}) } @path;
		my $where = chance(0.3) ? ' WHERE ' . $self->condition($set->{alias}) : '';
		push @{ $from->{where} }, "($left) IN (SELECT $list FROM $set->{sql}$where)";
		return;
	}
	push @{ $from->{where} }, map { constant_key("$place.$_", $_) } @path;
	return;
}

sub constant_key
{
	my ($place, $column) = @_;
	return pick("$place IN (" . value($column) . ', ' . value($column) . ')', "$place = " . value($column),
		"($place = " . value($column) . " OR $place = " . value($column) . ')');
}

sub add_join
{
	my ($self, $from) = @_;
	my @visible = @{ $from->{aliases} };

	return $self->add_lateral($from) if chance(0.1);
	return $self->add_pair($from) if chance(0.1);

	my $relation = $self->relation;
	my $needs = @{ $relation->{path} } > 0;
	my $type = pick(('JOIN') x 4, ('LEFT JOIN') x 4, $needs && !chance(0.03) ? () : ('RIGHT JOIN', 'FULL JOIN'), ',');
	my $simple = $type eq 'FULL JOIN';
	$self->{possible} = 0 if $needs && $type =~ /RIGHT|FULL/;
	my $on = $self->keys_of($relation, $type !~ /RIGHT|FULL/, @visible);

	push @{ $from->{aliases} }, $relation->{alias};
	if ($type eq ',')
	{
		push @{ $from->{where} }, $on;
		$from->{sql} = "$from->{sql} CROSS JOIN $relation->{sql}";
		return;
	}
	$on .= ' AND ' . $self->condition(pick([$relation->{alias}], \@visible, $from->{aliases})->@*) if !$simple && chance(0.35);
	$from->{sql} = "$from->{sql} $type $relation->{sql} ON $on";
	# an anti join, written as an outer one
	push @{ $from->{where} }, "$relation->{alias}." . ($on =~ /$relation->{alias}\.(\w)/ ? $1 : 'v') . ' IS NULL'
	  if $type eq 'LEFT JOIN' && chance(0.25);
	return;
}

# A join within the right side.
sub add_pair
{
	my ($self, $from) = @_;
	my ($first, $second) = ($self->unbound(0.4), $self->relation(0.7));
	my $inner = pick('JOIN', 'LEFT JOIN');
	my $on = $self->keys_of($second, 1, $first->{alias});

	$from->{sql} .= pick(' JOIN ', ' LEFT JOIN ', ' LEFT JOIN ') . "($first->{sql} $inner $second->{sql} ON $on) ON "
	  . $self->keys_of($first, 0, @{ $from->{aliases} });
	push @{ $from->{aliases} }, $first->{alias}, $second->{alias};
	return;
}

sub add_lateral
{
	my ($self, $from) = @_;
	my $relation = $self->relation(0.8);
	my $alias = $self->alias;
	my $of = "FROM $relation->{sql} WHERE " . $self->keys_of($relation, 1, @{ $from->{aliases} })
	  . (chance(0.3) ? ' AND ' . $self->condition($relation->{alias}, @{ $from->{aliases} }) : '');
	my $inner = $relation->{alias};
	my %summed = (b => "sum($inner.b)::bigint", f => "bool_or($inner.f)", u => 'NULL::uuid', n => "sum($inner.n)",
		c => "lower(max($inner.c))");
	my @list = chance(0.6)
	  ? map { (chance(0.15) && $_ eq 'v' ? "coalesce($inner.v, '?')" : "$inner.$_") . " AS $_" } @columns
	  : map { ($summed{$_} // "max($inner.$_)") . " AS $_" } @columns;

	$from->{sql} .= pick(' JOIN', ' LEFT JOIN') . ' LATERAL (SELECT ' . join(', ', @list) . " $of) $alias ON true";
	push @{ $from->{aliases} }, $alias;
	return;
}

# ---- conditions ----

# The conditions that bind a relation to values of the aliases; those of its path all of them.
sub keys_of
{
	my ($self, $relation, $constants, @visible) = @_;
	my $place = $relation->{alias};
	my @on = @{ $relation->{path} };

	push @on, chance(0.75) ? pick(@{ $relation->{keys} }) : pick(@key_columns) if !@on || chance(0.2);
	push @on, pick(@{ $relation->{keys} }) if !@{ $relation->{path} } && chance(0.2);
	my @terms = map {
		my ($key, $value) = ("$place.$_", key_expression($_, pick(@visible)));
		chance(0.5) ? "$key = $value" : "$value = $key"
	} @on;
	$terms[0] = constant_key("$place.$on[0]", $on[0]) if $constants && @{ $relation->{path} } && chance(0.1);
	return join ' AND ', @terms;
}

# An expression over a relation that has the type of that column.
sub key_expression
{
	my ($column, $a) = @_;
	my %of = (
		i => [ "$a.i + 1", "$a.w", "(8 - $a.i)", "coalesce($a.i, 3)", "($a.b % 1000)::int", "abs($a.i)" ],
		b => [ "$a.i", "$a.i::bigint", "$a.b - 1", "coalesce($a.b, $a.i)" ],
		t => [ "lower($a.t)", "$a.t || ''", "coalesce($a.t, 'a')", "($a.i)::text", "upper($a.t)" ],
		n => [ "$a.i", "$a.n * 1.0", "$a.n + 0.50", "coalesce($a.n, 1.00)", "$a.i::numeric(9, 2)", "($a.n / 2)" ],
		c => [ "$a.t", "upper($a.c)", "coalesce($a.c, 'B')" ],
		f => [ "(NOT $a.f)", "($a.i > 3)", "coalesce($a.f, true)" ],
		d => [ "$a.d + 1", "$a.z::date", "coalesce($a.d, date '2024-03-02')" ],
		z => [ "$a.z + interval '1 day'", "$a.d::timestamptz", "coalesce($a.z, $a.d)" ],
		u => [ "coalesce($a.u, '00000001-1111-2222-3333-444444444441')" ],
		w => [ "$a.i", "$a.w + 1" ]);

	return chance(0.6) ? "$a.$column" : pick(@{ $of{$column} });
}

# A condition on one or two of the aliases.
sub condition
{
	my ($self, @aliases) = @_;
	my ($a, $b) = (pick(@aliases), pick(@aliases));
	my $column = pick(@columns);

	return '(' . $self->condition(@aliases) . pick(' OR ', ' AND ') . $self->condition(@aliases) . ')' if chance(0.15);
	# what NULLs pass, so that outer joins stay what they are
	return pick("coalesce($a.w, 0) % 3 <> 1", "coalesce($a.i < 6, true)", "$a.v IS DISTINCT FROM 'v3'",
		"($a.i, $a.w) IS DISTINCT FROM ($b.w, $b.i)", "($a.f IS NOT TRUE OR $a.w > 2)", "$a.$column IS NULL")
	  if chance(0.5);
	return pick(
		"$a.$column = " . value($column), "$a.$column IN (" . join(', ', map { value($column) } 1 .. 3) . ')',
		"($a.$column = " . value($column) . " OR $a.$column = " . value($column) . ')', "$a.i = " . value('i') . '::numeric',
		"($a.i, $a.w) IN ((" . join('), (', map { value('i') . ', ' . value('w') } 1, 2) . '))', "$a.i IN ($b.i, $b.w)",
		"$a.$column IS NOT NULL", "$a.w BETWEEN 2 AND 7", "$a.i > " . value('i'), "$a.i < $b.w",
		"$a.v LIKE 'v%'", "$a.v <> $b.t", "$a.n < $b.n + 2", "$a.f", "NOT coalesce($a.f, false)", "$a.$column = ANY (ARRAY[" . value($column) . ', ' . value($column) . '])');
}

# A sub-select in WHERE: semi and anti joins, and what is none.
sub sub_condition
{
	my ($self, @visible) = @_;
	my $relation = $self->relation(0.8);
	my $alias = $relation->{alias};
	my $kind = pick('EXISTS', 'EXISTS', 'NOT EXISTS', 'NOT EXISTS', 'NOT EXISTS', 'IN', 'IN', 'NOT IN');
	my $more = chance(0.3) ? $self->condition($alias) : '';
	my $from = $relation->{sql};

	if ($kind =~ /EXISTS/ && chance(0.15))
	{
		my $beside = $self->unbound(0.3);
		$from .= " JOIN $beside->{sql} ON " . $self->keys_of($beside, 0, $alias);
	}
	if ($kind =~ /EXISTS/ || $kind eq 'NOT IN' && @{ $relation->{path} })
	{
		my $list = $kind =~ /EXISTS/ ? '1' : "$alias.w";
		my @terms = ($self->keys_of($relation, 0, @visible), ($more) x !!$more);
		my $left = $kind =~ /EXISTS/ ? '' : pick(@visible) . '.w ';
		push @terms, "$alias.w <> " . pick(@visible) . '.w' if chance(0.1);
		my $term = "$left$kind (SELECT $list FROM $from WHERE " . join(' AND ', @terms) . ')';
		return chance(0.1) ? "($term OR " . $self->condition(@visible) . ')' : $term;
	}
	my @on = @{ $relation->{path} } ? @{ $relation->{path} } : pick(@{ $relation->{keys} });
	push @on, pick('w', 'i') if !@{ $relation->{path} } && chance(0.2);
	my $outer = pick(@visible);
	return '(' . join(', ', map { key_expression($_, $outer) } @on) . ") $kind (SELECT "
	  . join(', ', map { "$alias.$_" } @on) . " FROM $from" . ($more ? " WHERE $more" : '') . ')';
}

1;
