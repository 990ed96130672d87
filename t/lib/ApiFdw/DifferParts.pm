# A random table in partitions: each a foreign table with an API of its own, which has the rows of its bound,
# or more than these.
package ApiFdw::DifferParts;

use strict;
use warnings;

use ApiFdw::DifferValues qw(pick chance shuffled literal);
use Exporter 'import';

our @EXPORT_OK = qw(partition);

# Makes partitions of a table, where it has a column for their key.  Rows that belong to none are gone.
sub partition
{
	my ($table) = @_;
	my @may = grep { @{ $_->{values} } > 1 && $_->{type} ne 'bool' } @{ $table->{columns} };
	my $key = pick(@may) // return;
	my @bounds = $key->{type} =~ /text|uuid|mood/ || chance(0.4) ? list_bounds($key) : range_bounds($key);

	$table->{key} = $key;
	$table->{by} = $bounds[0]{by};
	$table->{rows} = [ grep { my $row = $_; grep { $_->{has}->($row->{ $key->{name} }) } @bounds } @{ $table->{rows} } ];
	$table->{parts} = [ map { part($table, $_, $bounds[$_]) } 0 .. $#bounds ];
	return;
}

# The values in groups; the last may take the rest, NULL goes to one of them.
sub list_bounds
{
	my ($key) = @_;
	my @values = shuffled(@{ $key->{values} });
	my $cut = 1 + int rand $#values;
	my @groups = ([ @values[ 0 .. $cut - 1 ] ], [ @values[ $cut .. $#values ] ]);
	my $default = chance(0.4);
	my $null = $default ? 2 : int rand 3;

	return map {
		my $number = $_;
		my %member = map { $_ => 1 } @{ $groups[$number] };
		my %first = map { $_ => 1 } @{ $groups[0] };
		my $rest = $default && $number == 1;
		+{ by => 'LIST', bound => $rest ? 'DEFAULT' : 'FOR VALUES IN (' . join(', ', (map { literal($key->{type}, $_) } @{ $groups[$number] }), ('NULL') x ($null == $number)) . ')',
			has => sub { return !defined $_[0] ? $rest || $null == $number : $rest ? !$first{ $_[0] } : $member{ $_[0] }; } }
	} 0, 1;
}

# Below a value, and from there on; NULL has no place but a default partition.
sub range_bounds
{
	my ($key) = @_;
	my $number = $key->{type} =~ /int|numeric/;
	my @values = sort { $number ? $a <=> $b : $a cmp $b } @{ $key->{values} };
	my $at = $values[ 1 + int rand $#values ];
	my $below = sub { return $number ? $_[0] < $at : $_[0] lt $at; };
	my $default = chance(0.4);

	return (
		{ by => 'RANGE', bound => 'FOR VALUES FROM (MINVALUE) TO (' . literal($key->{type}, $at) . ')', has => sub { return defined $_[0] && $below->($_[0]); } },
		{ by => 'RANGE', bound => $default ? 'DEFAULT' : 'FOR VALUES FROM (' . literal($key->{type}, $at) . ') TO (MAXVALUE)',
			has => sub { return defined $_[0] ? !$below->($_[0]) : $default; } });
}

# Its API has its rows, or all, or its and some others.
sub part
{
	my ($table, $number, $bound) = @_;
	my $name = "$table->{name}p$number";
	my $more = pick(0, 0, 1, 0.3);
	my @kept = grep { $bound->{has}->($table->{rows}[$_]{ $table->{key}{name} }) || chance($more) } 0 .. $#{ $table->{rows} };
	my %part = (%$table, name => $name, bound => $bound->{bound}, options => { %{ $table->{options} } });

	$part{config} = { %{ $table->{config} } };
	$part{options}{path} =~ s/\b$table->{name}\b/$name/;
	my %of = map { $_->{rid} => 1 } map { $table->{rows}[$_] } @kept;
	my @numbers = grep { $of{ $table->{config}{rows}[$_]{rid} } } 0 .. $#{ $table->{config}{rows} };
	$part{config}{$_} = [ @{ $table->{config}{$_} }[@numbers] ] for qw(rows records);
	return \%part;
}

1;
