# Relations for random queries: foreign tables of the mock API in the schema api, copies of the same
# rows in the schema copy, and tables that stand beside both in the schema own.  All have the same
# columns, so that any of them can stand in any place of a query.
package ApiFdw::Relations;

use strict;
use warnings;

use Exporter 'import';

our @EXPORT_OK = qw(%api_tables @own_tables @columns %column_type pick chance value make_data schema_sql);

our @columns = qw(i b t n c f d z u v w);
our %column_type = (i => 'int', b => 'bigint', t => 'text', n => 'numeric', c => 'text', f => 'bool',
	d => 'date', z => 'timestamptz', u => 'uuid', v => 'text', w => 'int');

# path: the columns that it takes; params: those that a query item takes; list: of these the one that takes several;
# echo: values of the path are read from the record, instead of shown as sent (a numeric 1.00 is sent as 1); unique: one row for
# each value of i
our %api_tables = (
	o1 => { params => [qw(i t)], rows => 40 },
	o2 => { params => [qw(n d)], rows => 34, paging => 'page' },
	o3 => { params => [qw(b u f)], rows => 30, paging => 'next' },
	o4 => { params => [qw(i b t n c f d z u)], rows => 24 },
	o5 => { params => [qw(c w)], rows => 22, paging => 'offset' },
	o6 => { params => [], rows => 12 },
	o7 => { params => [qw(i t)], rows => 26, list => 'i', paging => 'page' },
	k1 => { path => ['i'], params => [], rows => 7, echo => 1, unique => 1 },
	k2 => { params => ['i'], rows => 7, list => 'i', unique => 1 },
	r1 => { path => ['i'], params => [], rows => 40, echo => 1 },
	r2 => { path => ['t'], params => ['w'], rows => 40 },
	r3 => { path => ['n'], params => [], rows => 30, echo => 1 },
	r4 => { path => [qw(u d)], params => [], rows => 60 },
	r5 => { path => ['z'], params => ['b'], rows => 30, echo => 1 },
	r6 => { path => ['b'], params => [qw(i t)], rows => 50, paging => 'page' },
	r7 => { path => ['f'], params => ['i'], rows => 24 },
	r8 => { path => ['d'], params => [], rows => 30, paging => 'next' },
	r9 => { path => ['t'], params => ['w'], rows => 40, list => 'w' });

# Tables in parts: how, and of each part its name, bound, the same as a condition on a row, and what it is; without that a
# local table.
our %parted_tables = (
	p1 => { by => 'RANGE (i)', parts => [
		[ 'p1a', 'FROM (MINVALUE) TO (4)', sub { $_[0]{i} < 4 }, { path => ['i'], params => [], echo => 1 } ],
		[ 'p1b', 'FROM (4) TO (6)', sub { $_[0]{i} >= 4 && $_[0]{i} < 6 }, { params => [qw(i w)], paging => 'page' } ],
		[ 'p1c', 'FROM (6) TO (MAXVALUE)', sub { $_[0]{i} >= 6 }, { params => ['i'], list => 'i' } ] ] },
	p2 => { by => 'LIST (t)', parts => [
		[ 'p2a', "IN ('a', 'b c', '1')", sub { ($_[0]{t} // '') =~ /^(a|b c|1)$/ }, { path => ['t'], params => [], echo => 1 } ],
		[ 'p2b', "IN ('A', 'x/y', '100%')", sub { ($_[0]{t} // '') =~ m{^(A|x/y|100%)$} }, { path => ['t'], params => ['w'] } ],
		[ 'p2c', 'DEFAULT', sub { ($_[0]{t} // '') !~ m{^(a|b c|1|A|x/y|100%)$} } ] ] },
	p3 => { by => 'LIST (f)', parts => [
		[ 'p3a', 'IN (true)', sub { ($_[0]{f} // '') eq 'true' }, { params => [qw(i f)] } ],
		[ 'p3b', 'IN (false, NULL)', sub { ($_[0]{f} // '') ne 'true' }, { params => [qw(i w)], paging => 'offset' } ] ] });

# with rows; of the last all keys are NULL
our @own_tables = ([ l1 => 14 ], [ l2 => 30 ], [ l3 => 6 ], [ l4 => 1 ], [ l5 => 0 ], [ l6 => 3 ]);

# With a number, and a column to change.
our @changed_tables = qw(t1 t2);

# The values of each column, as JSON and SQL both read them.
my %values = (
	i => [ 1 .. 7 ],
	b => [ 1, 2, 3, 4, 5_000_000_000, -7 ],
	t => [ 'a', 'A', 'b c', "\xc3\xbc", 'x/y', '100%', 'a+b', 'null', '1' ],
	n => [ qw(0 1 1.5 2 2.25 -3 100) ],
	c => [ qw(a A Bb bB c C) ],
	f => [ qw(true false) ],
	d => [ map { "2024-03-0$_" } 1 .. 5 ],
	z => [ qw(2024-03-01T00:00:00Z 2024-03-02T00:00:00Z 2024-03-31T01:30:00.5Z 2024-12-31T23:59:59.000001Z) ],
	u => [ map { "0000000$_-1111-2222-3333-44444444444$_" } 1 .. 4 ],
	v => [ map { "v$_" } 1 .. 9 ],
	w => [ 0 .. 9 ]);

sub pick { return $_[ int rand @_ ]; }
sub chance { return rand() < $_[0]; }

# A value of the column as SQL writes it; numerics with some scale.
sub value
{
	my ($column) = @_;
	return literal($column, pick(@{ $values{$column} }), 1);
}

sub literal
{
	my ($column, $value, $scaled) = @_;

	return 'NULL' unless defined $value;
	return $value if $column =~ /^[ibwf]$/;
	return $value . ($scaled ? pick('', $value =~ /\./ ? '0' : pick('.0', '.00')) : '') . '::numeric' if $column eq 'n';
	return "'$value'" . ($column =~ /^[dzu]$/ ? "::$column_type{$column}" : '');
}

# A JSON member's value; numbers are now and then strings.
sub json_value
{
	my ($column, $value) = @_;
	return 'null' unless defined $value;
	return $value if $column eq 'f' || $column =~ /^[ibnw]$/ && rand() < 0.8;
	return "\"$value\"";
}

# Rows as hashes: NULLs among the keys, some rows twice.
sub make_rows
{
	my ($count, $nulls, @never_null) = @_;
	my @rows;

	while (@rows < $count)
	{
		my %row = map { $_ => rand() < $nulls ? undef : pick(@{ $values{$_} }) } @columns;
		push @rows, (\%row) x pick(1, 1, 1, 2);
	}
	return @rows[ 0 .. $count - 1 ];
}

sub values_list
{
	my ($scaled, @rows) = @_;
	return join ",\n", map {
		my $row = $_;
		'(' . join(', ', map { literal($_, $row->{$_}, $scaled) } @columns) . ')'
	} @rows;
}

# The records as the API has them; each has a number that makes it unlike the others.
sub json_list
{
	my (@rows) = @_;
	my $number = 0;

	return '[' . join(',', map {
		my $row = $_;
		'{' . join(',', '"row":' . ++$number, map { "\"$_\":" . json_value($_, $row->{$_}) } @columns) . '}'
	} @rows) . ']';
}

sub insert { return "INSERT INTO $_[0] VALUES $_[1];\n"; }

# make_data(): { api => { name => JSON }, sql => statements that fill all tables }; srand decides.
sub make_data
{
	my %data = (api => {}, sql => '');

	for my $name (sort keys %api_tables)
	{
		my @rows = make_rows($api_tables{$name}{rows}, 0.12);
		@rows = map { +{ %{ $rows[$_] }, i => $values{i}[$_] } } 0 .. $#rows if $api_tables{$name}{unique};
		$data{api}{$name} = json_list(@rows);
		$data{sql} .= insert("copy.$name", values_list(0, @rows));
	}
	add_parts(\%data, $_) for sort keys %parted_tables;
	for my $own (@own_tables)
	{
		my ($name, $count) = @$own;
		$data{sql} .= insert("own.$name", values_list(1, make_rows($count, $name eq 'l6' ? 1 : 0.12))) if $count;
	}
	$data{sql} .= insert("own.$_ (" . join(', ', @columns) . ')', values_list(1, make_rows(24, 0.12))) for @changed_tables;
	return \%data;
}

sub add_parts
{
	my ($data, $name) = @_;
	my @rows = grep { defined $_->{i} } make_rows(40, 0.12);

	$data->{sql} .= insert("copy.$name", values_list(0, @rows));
	for my $part (@{ $parted_tables{$name}{parts} })
	{
		my ($of, undef, $is_in, $table) = @$part;
		my @in = grep { $is_in->($_) } @rows;
		$data->{api}{$of} = json_list(@in) if $table;
		$data->{sql} .= insert("api.$of", values_list(0, @in)) if !$table && @in;
	}
	return;
}

# Columns of the path are required and, without echo, show what was sent.
sub foreign_table
{
	my ($name, $table, $case_blind) = @_;
	my %is_path = map { $_ => 1 } @{ $table->{path} // [] };
	my %is_param = (%is_path, map { $_ => 1 } @{ $table->{params} });
	my %paging = (
		page => "pagination 'page_number', page_param '_page', total_path '\$.total'",
		offset => "pagination 'offset', offset_param '_offset', page_size '6', total_path '\$.total'",
		next => "pagination 'next_url', next_url_path '\$.next'");
	my @options = "path '/table/$name"
	  . (%is_path ? join('', '/by', map { "/$_/{$_}" } @{ $table->{path} }) : '') . "'";

	push @options, "rows '" . pick(2, 10, 200) . "'" if chance(0.2);
	push @options, "params '{\"paging\": \"$table->{paging}\", \"_size\": \"6\"}'", "record_path '\$.data'",
	  $paging{ $table->{paging} }
	  if $table->{paging};
	return "CREATE FOREIGN TABLE api.$name (" . join(', ', map {
		my @of = (("param '$_'") x !!$is_param{$_}, ("json_path '\$.$_'") x !!($is_path{$_} && $table->{echo}),
			("param_in 'repeat', param_in_max '3'") x !!(($table->{list} // '') eq $_));
		"$_ $column_type{$_}" . (@of ? ' OPTIONS (' . join(', ', @of) . ')' : '') . ($_ eq 'c' ? $case_blind : '')
	} @columns) . ') SERVER api OPTIONS (' . join(', ', @options) . ");\n";
}

# schema_sql(collation of the column c): the statements that make all tables; srand decides.
sub schema_sql
{
	my ($collation) = @_;
	my $case_blind = $collation ? " COLLATE $collation" : '';
	my $plain = join ', ', map { "$_ $column_type{$_}" . ($_ eq 'c' ? $case_blind : '') } @columns;
	my $sql = "CREATE SCHEMA api; CREATE SCHEMA copy; CREATE SCHEMA own;\n";

	for my $name (sort keys %api_tables)
	{
		$sql .= foreign_table($name, $api_tables{$name}, $case_blind) . "CREATE TABLE copy.$name ($plain);\n";
	}
	for my $name (sort keys %parted_tables)
	{
		$sql .= "CREATE TABLE copy.$name ($plain); CREATE TABLE api.$name ($plain) PARTITION BY $parted_tables{$name}{by};\n";
		for my $part (@{ $parted_tables{$name}{parts} })
		{
			my ($of, $bound, undef, $table) = @$part;
			$sql .= ($table ? foreign_table($of, $table, $case_blind) : "CREATE TABLE api.$of ($plain);\n")
			  . "ALTER TABLE api.$name ATTACH PARTITION api.$of " . ($bound eq 'DEFAULT' ? '' : 'FOR VALUES ') . "$bound;\n";
		}
	}
	$sql .= "CREATE TABLE own.$_->[0] ($plain);\n" for @own_tables;
	# what is changed, whole and in parts
	$sql .= "CREATE TABLE own.t1 ($plain, id serial PRIMARY KEY, mark int DEFAULT 0);
		CREATE TABLE own.t2 ($plain, id serial, mark int DEFAULT 0) PARTITION BY HASH (id);\n"
	  . join '', map { "CREATE TABLE own.t2_$_ PARTITION OF own.t2 FOR VALUES WITH (MODULUS 2, REMAINDER $_);\n" } 0, 1;
	return $sql;
}

1;
