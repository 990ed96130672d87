# Conditions on the columns of a table, and what each must come to: "given", the rules say that a value is
# sent; "read", a condition reads the column and nobody promises that; "null", IS NULL alone.
#
# An alias: { name, table, state: { column => given | read | null }, values: { column => texts that may be sent },
# own: a table of ours, of which nothing is asked }.
package ApiFdw::DifferConditions;

use strict;
use warnings;

use ApiFdw::DifferTables qw(is_only is_always);
use ApiFdw::DifferValues qw(pick chance shuffled some_values literal);

my %rank = (null => 1, read => 2, given => 3);

sub ref_of
{
	my ($alias, $column) = @_;
	return "$alias->{name}.\"$column->{name}\"";
}

sub column_of
{
	my ($alias, $name) = @_;
	return (grep { $_->{name} eq $name } @{ $alias->{table}{columns} })[0];
}

# Takes down what a condition does with a column; in a weak place nothing is promised.
sub note
{
	my ($self, $alias, $column, $state, @values) = @_;
	my $old = $alias->{state}{ $column->{name} };

	push @{ $self->{forms} }, "$column->{role} $state" if $column->{place};
	$state = 'read' if $state eq 'given' && $self->{weak};
	$alias->{read}{ $column->{name} } = 1 if $state eq 'read';
	$alias->{state}{ $column->{name} } = $state if !$old || $rank{$state} > $rank{$old};
	push @{ $alias->{values}{ $column->{name} } }, grep { defined } @values;
	return;
}

# A value: now and then none that the rows have.
sub some_value
{
	my ($column) = @_;
	my @of = @{ $column->{values} };

	return $column->{focus} if defined $column->{focus} && chance(0.7);
	return !@of || chance(0.15) ? (some_values($column->{type}, 1, 0.3))[0] : pick(@of);
}

# A value in SQL: as it is, or as a parameter of a prepared statement.
sub sql_value
{
	my ($self, $column, $value) = @_;
	my $type = $column->{type};

	# what shows the value asked for, shows its scale
	return literal($type, $value, !is_only($column) && ($column->{role} // '') ne 'path') if !$self->{parameters} || chance(0.4);
	push @{ $self->{parameters} }, [ $type, $value ];
	return '$' . @{ $self->{parameters} } . (chance(0.3) ? "::$type" : '');
}

# ---- forms that are sent ----

my %sure = (
	equal => sub {
		my ($self, $a, $c, $ref) = @_;
		my $value = some_value($c);
		$self->note($a, $c, 'given', $value);
		my $sql = $self->sql_value($c, $value);
		return chance(0.7) ? "$ref = $sql" : "$sql = $ref";
	},
	in => sub {
		my ($self, $a, $c, $ref) = @_;
		my @of = map { some_value($c) } 1 .. pick(1, 2, 3, 4);
		push @of, undef if chance(0.1);
		$self->note($a, $c, 'given', @of);
		return "$ref IN (" . join(', ', map { $self->sql_value($c, $_) } @of) . ')';
	},
	any => sub {
		my ($self, $a, $c, $ref) = @_;
		my @of = map { some_value($c) } 1 .. pick(0, 1, 2, 3);
		$self->note($a, $c, 'given', @of);
		return "$ref = ANY (ARRAY[" . join(', ', map { $self->sql_value($c, $_) } @of) . "]::$c->{type}\[])";
	},
	null => sub {
		my ($self, $a, $c, $ref) = @_;
		$self->note($a, $c, 'given');
		return "$ref = NULL";
	},
	any_select => sub {
		my ($self, $a, $c, $ref) = @_;
		my ($own, $column) = $self->own_for($a, $c) or return;
		$self->note($a, $c, 'given', $self->own_values($column));
		return "$ref = ANY (ARRAY(SELECT $own.$column->{name} FROM $self->{own_sql} $own))";
	},
	in_select => sub {
		my ($self, $a, $c, $ref) = @_;
		return if $self->{having};
		my ($own, $column) = $self->own_for($a, $c) or return;
		$self->note($a, $c, 'given', $self->own_values($column));
		$a->{joined}{ $c->{name} } = 1;
		return "$ref IN (SELECT $own.$column->{name} FROM $self->{own_sql} $own" . pick('', " WHERE $own.n < 4") . ')';
	},
	select => sub {
		my ($self, $a, $c, $ref) = @_;
		my ($own, $column) = $self->own_for($a, $c) or return;
		$self->note($a, $c, 'given', $self->own_values($column));
		return "$ref = (SELECT $own.$column->{name} FROM $self->{own_sql} $own WHERE $own.n = " . pick(1, 2, 3) . ')'
		  if $c->{type} =~ /bool|uuid/ || chance(0.5);
		return "$ref = (SELECT " . pick('max', 'min') . "($own.$column->{name}) FROM $self->{own_sql} $own)";
	},
	cross => sub {
		my ($self, $a, $c, $ref) = @_;
		return if $c->{type} !~ /int/;
		my $value = chance(0.2) ? '5000000000' : some_value($c);
		$self->note($a, $c, 'given', $value);
		return "$ref = " . literal('bigint', $value) . '::bigint';
	},
	truth => sub {
		my ($self, $a, $c, $ref) = @_;
		return if $c->{type} ne 'bool';
		my ($form, $value) = pick([ $ref, 'true' ], [ "NOT $ref", 'false' ], [ "$ref IS TRUE", 'true' ], [ "$ref IS FALSE", 'false' ], [ "$ref = true", 'true' ])->@*;
		$self->note($a, $c, 'given', $value);
		return $form;
	},
	range => sub {
		my ($self, $a, $c, $ref) = @_;
		return if $c->{type} !~ /int/ || !$c->{place} || $c->{place} =~ /^(query|variable)$/;
		my $low = pick(0 .. 4);
		my $high = $low + pick(-1, 0, 1, 3);
		$self->note($a, $c, 'given', $low .. $high);
		return pick("$ref BETWEEN $low AND $high", "$ref >= $low AND $ref <= $high", "($ref > " . ($low - 1) . " AND $ref < " . ($high + 1) . ')');
	},
	# bounds that are known, in an arm of an OR
	arm_range => sub {
		my ($self, $a, $c, $ref) = @_;
		return if $c->{type} !~ /int/ || !$c->{place} || $c->{place} =~ /^(query|variable)$/;
		my $low = pick(0 .. 4);
		my $high = $low + pick(0, 1, 3);
		my $value = some_value($c);
		$self->note($a, $c, 'given', $low .. $high, $value);
		return pick("$ref BETWEEN SYMMETRIC $high AND $low", "($ref = " . literal($c->{type}, $value) . " OR $ref BETWEEN $low AND $high)",
			"(($ref > " . ($low - 1) . " AND $ref < " . ($high + 1) . ") OR $ref IN (" . literal($c->{type}, $value) . ', NULL))');
	},
	# the planner takes it to let NULLs through, and keeps it above an outer join
	not_distinct => sub {
		my ($self, $a, $c, $ref) = @_;
		return if $self->{outer};
		my $value = some_value($c);
		$self->note($a, $c, 'given', $value);
		return "$ref IS NOT DISTINCT FROM " . $self->sql_value($c, $value);
	},
	dates => sub {
		my ($self, $a, $c, $ref) = @_;
		return if $c->{type} ne 'date' || !$c->{place} || !is_always($c);
		my $low = pick(25 .. 27);
		my $high = $low + pick(-1, 0, 1);
		$self->note($a, $c, 'given', map { "2024-02-$_" } $low .. $high);
		return pick("$ref BETWEEN '2024-02-$low' AND '2024-02-$high'", "$ref >= '2024-02-$low' AND $ref < date '2024-02-" . ($high + 1) . "'");
	},
	# what all arms of an OR compare is a list; whatever else they say, is not sent
	arms => sub {
		my ($self, $a, $c, $ref) = @_;
		my ($other) = grep { $_ != $c } shuffled(@{ $a->{table}{columns} });
		return if !$other || $self->{having};
		my $pairs = chance(0.5);
		my @of = map { [ some_value($c), $pairs || chance(0.5) ? some_value($other) : undef ] } 1, 2, (3) x chance(0.3);
		my $name = ref_of($a, $other);
		my %once = map { $_->[0] => 1 } @of;
		# PostgreSQL makes (x OR x AND y) x
		$_->[1] //= some_value($other) for keys %once < @of ? @of : ();
		# an arm may have a list of its own, which makes as many pairs
		my $list = chance(0.3) ? some_value($c) : '';
		$self->note($a, $c, 'given', $list || undef, map { $_->[0] } @of);
		$self->note($a, $other, $pairs ? 'given' : 'read', $pairs ? map { $_->[1] } @of : ()) if grep { defined $_->[1] } @of;
		return '(' . join(' OR ', map {
			($list && $_ == $of[-1] ? "$ref IN (" . join(', ', map { literal($c->{type}, $_) } $_->[0], $list) . ')' : "$ref = " . literal($c->{type}, $_->[0]))
				. (!defined $_->[1] ? '' : $pairs ? " AND $name = " . literal($other->{type}, $_->[1])
				: " AND $name <> " . literal($other->{type}, $_->[1]))
		} @of) . ')';
	},
	or_list => sub {
		my ($self, $a, $c, $ref) = @_;
		my @of = map { some_value($c) } 1 .. pick(2, 2, 3);
		$self->note($a, $c, 'given', @of);
		return '(' . join(' OR ', map { my $sql = $self->sql_value($c, $_); chance(0.7) ? "$ref = $sql" : "$sql = $ref" } @of) . ')';
	});

# The form whose turn it is, once of its sort in a query; nothing where it had one.
sub next_of
{
	my ($self, $sort, @of) = @_;
	my $turn = delete $self->{turns}{$sort} // return;

	return $of[ $turn % @of ];
}

# One of the forms that are sent, for that column.
sub sure
{
	my ($self, $alias, $column) = @_;

	for (;;)
	{
		my $form = $self->next_of('sure', sort keys %sure) // pick(qw(equal equal equal in in any any_select in_select select cross truth range range arm_range not_distinct dates dates arms or_list or_list), ('null') x chance(0.15));
		$form = 'truth' if $column->{type} eq 'bool' && chance(0.3);
		my $sql = $sure{$form}->($self, $alias, $column, ref_of($alias, $column)) // next;
		push @{ $self->{forms} }, $form;
		return $sql;
	}
}

# (alias name, its column) of our own table that has values for the column, or nothing.
sub own_for
{
	my ($self, $alias, $column) = @_;
	my ($found) = grep { ($_->{of} // '') eq $column->{name} } @{ $self->{own}{columns} };

	return if !$found || $self->{no_selects} || $alias->{table} != $self->{tables}[0];
	return ('s' . ++$self->{aliases}, $found);
}

sub own_values
{
	my ($self, $column) = @_;
	return grep { defined } map { $_->{ $column->{name} } } @{ $self->{own}{rows} };
}

# ---- forms of which nobody promises that they are sent ----

my %unsure = (
	like => sub {
		my ($self, $c, $ref) = @_;
		return if $c->{type} ne 'text';
		return pick("$ref LIKE 'a%'", "$ref LIKE '%a%'", "$ref ILIKE '%A'", "$ref ~ '^[a-m]'", "$ref LIKE " . literal('text', some_value($c) =~ s/([\\%_])/\\$1/gr));
	},
	not_equal => sub {
		my ($self, $c, $ref) = @_;
		return "$ref <> " . $self->sql_value($c, some_value($c));
	},
	not_in => sub {
		my ($self, $c, $ref) = @_;
		return "$ref NOT IN (" . join(', ', map { literal($c->{type}, some_value($c)) } 1, 2) . ')';
	},
	order => sub {
		my ($self, $c, $ref) = @_;
		return if $c->{type} eq 'text';
		return "$ref " . pick('<', '<=', '>', '>=') . ' ' . $self->sql_value($c, some_value($c));
	},
	between => sub {
		my ($self, $c, $ref) = @_;
		return if $c->{type} =~ /text|int/;
		return "$ref BETWEEN " . literal($c->{type}, some_value($c)) . ' AND ' . literal($c->{type}, some_value($c));
	},
	not_null => sub { return "$_[2] IS NOT NULL"; },
	distinct => sub {
		my ($self, $c, $ref) = @_;
		return "$ref IS " . pick('', 'NOT ') . 'DISTINCT FROM ' . literal($c->{type}, chance(0.2) ? undef : some_value($c));
	},
	cast => sub {
		my ($self, $c, $ref, $alias) = @_;
		my $value = some_value($c);
		push @{ $alias->{values}{ $c->{name} } }, $value;
		return "($ref)::text = " . literal('text', $value) if $c->{type} =~ /int|uuid|date/;
		return "($ref)::numeric = " . literal('numeric', $value) if $c->{type} =~ /int/;
		return "($ref)::varchar = " . literal('text', $value) if $c->{type} eq 'text';
		return "($ref)::date = date '2024-02-29'" if $c->{type} =~ /timestamp/;
		return "($ref)::numeric(30, 1) = 1" if $c->{type} eq 'numeric';
		return;
	},
	coalesce => sub {
		my ($self, $c, $ref) = @_;
		return "coalesce($ref, " . literal($c->{type}, some_value($c)) . ') = ' . literal($c->{type}, some_value($c));
	},
	all => sub {
		my ($self, $c, $ref) = @_;
		return "$ref = ALL (ARRAY[" . literal($c->{type}, some_value($c)) . '])';
	},
	function => sub {
		my ($self, $c, $ref) = @_;
		return "lower($ref) = " . literal('text', lc some_value($c)) if $c->{type} eq 'text';
		return "$ref % 2 = 1" if $c->{type} =~ /int/;
		return "NOT coalesce($ref, false)" if $c->{type} eq 'bool';
		return;
	},
	or_null => sub {
		my ($self, $c, $ref) = @_;
		return "($ref = " . literal($c->{type}, some_value($c)) . " OR $ref IS NULL)";
	},
	negated => sub {
		my ($self, $c, $ref) = @_;
		return "NOT ($ref = " . literal($c->{type}, some_value($c)) . ')';
	},
	case => sub {
		my ($self, $c, $ref) = @_;
		return "CASE WHEN $ref = " . literal($c->{type}, some_value($c)) . " THEN true ELSE false END";
	},
	correlated => sub {
		my ($self, $c, $ref, $alias) = @_;
		my ($own, $column) = $self->own_for($alias, $c) or return;
		return "$ref = (SELECT max($own.$column->{name}) FROM $self->{own_sql} $own WHERE $own.n = $alias->{name}.rid)" if $c->{type} !~ /bool|uuid/;
		return;
	});

sub unsure
{
	my ($self, $alias, $column, $wanted) = @_;

	for (;;)
	{
		my $form = $wanted // $self->next_of('unsure', sort keys %unsure) // (chance(0.4) ? pick(qw(like order between function)) : pick(sort keys %unsure));
		my $sql = $unsure{$form}->($self, $column, ref_of($alias, $column), $alias) // next;
		$self->note($alias, $column, 'read');
		push @{ $self->{forms} }, $form;
		return $sql;
	}
}

# ---- conditions ----

# A condition on one of the aliases; at: only those places of it that send.
sub condition
{
	my ($self, @aliases) = @_;
	my $alias = pick(@aliases);
	my $column = pick(@{ $alias->{table}{columns} });
	my $what = rand;

	return $self->either(@aliases) if $what < 0.12;
	return $self->rows_of_values($alias) if $what < 0.2 && !$alias->{own};
	# what is wrapped is more than IS NULL
	if ($what < 0.27 && !$self->{wrapped})
	{
		$self->note($alias, $column, 'null');
		push @{ $self->{forms} }, 'is_null';
		return ref_of($alias, $column) . ' IS NULL';
	}
	my ($text) = grep { $_->{type} eq 'text' } @{ $alias->{table}{columns} };
	return $self->unsure($alias, $text, 'like') if $what < 0.37 && $text;
	return $self->unsure($alias, $column) if $what < 0.6;
	return $self->sure($alias, $column);
}

# OR, AND, NOT of others: none of them must hold.
sub either
{
	my ($self, @aliases) = @_;
	local $self->{weak} = 1;
	local $self->{wrapped} = $self->{wrapped} || chance(0.4);
	# where an arm of another table holds, a column that shows what is sent is asked for nothing, and NULL: it is not given out
	if (@aliases > 1)
	{
		$_->{guarded} = 1 for @aliases;
	}
	my ($one, $other) = map { $self->condition(@aliases) } 1, 2;
	push @{ $self->{forms} }, 'either';
	return $self->{wrapped} ? pick("NOT ($one AND $other)", "(($one) IS TRUE OR $other)") : "($one OR $other)";
}

# (a, b) = (1, 2), (a, b) IN ((1, 2), (3, 4))
sub rows_of_values
{
	my ($self, $alias) = @_;
	my @columns = @{ $alias->{table}{columns} };
	my @pair = splice @columns, int rand(@columns - 1), 2;
	my $list = chance(0.7);
	my @rows = map { [ map { some_value($_) } @pair ] } 1 .. ($list ? pick(2, 2, 3) : 1);

	for my $i (0 .. $#pair)
	{
		$self->note($alias, $pair[$i], 'given', map { $_->[$i] } @rows);
	}
	push @{ $self->{forms} }, $list ? 'pairs' : 'pair';
	my @sql = map { my $row = $_; '(' . join(', ', map { literal($pair[$_]{type}, $row->[$_]) } 0, 1) . ')' } @rows;
	return '(' . join(', ', map { ref_of($alias, $_) } @pair) . ')' . ($list ? ' IN (' . join(', ', @sql) . ')' : " = $sql[0]");
}

# ($1 IS NULL OR a.k = $1): of a parameter that is null it is no condition.
sub idiom
{
	my ($self, $alias, $column) = @_;
	my $value = chance(0.4) ? undef : some_value($column);

	push @{ $self->{parameters} }, [ $column->{type}, $value ];
	push @{ $self->{forms} }, 'idiom';
	my $number = '$' . @{ $self->{parameters} };
	$self->note($alias, $column, 'given', $value) if defined $value;
	$self->note($alias, $column, 'read') if !defined $value && is_always($column);
	return "($number IS NULL OR " . ref_of($alias, $column) . " = $number)";
}

1;
