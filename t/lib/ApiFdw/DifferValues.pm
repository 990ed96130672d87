# The values of the differential test: each type's, as canonical text, as SQL writes them and as the
# records of an API have them.
package ApiFdw::DifferValues;

use strict;
use warnings;
use utf8;

use Exporter 'import';

our @EXPORT_OK = qw(pick chance shuffled @types some_values literal json_of json_string);

our @types = qw(int int bigint smallint text text text text numeric bool date timestamp timestamptz uuid mood);

# Words that need no care, and texts that do: in URLs, headers, JSON, lists, LIKE, queries of search engines.
my @plain_texts = ('alpha', 'beta', 'Gamma', 'gamma', 'München', 'naïve', '漢字', 'x1', 'snake_case', 'a-b', 'v1.2');
my @odd_texts = ('', 'a b', ' edge ', "O'Brien", 'say "hi"', 'x/y', '100%', 'a,b', 'a|b', 'a;b', 'a&b=c', 'a+b', 'null', '-x', 'AND',
	'is:private', "tab\there", "two\nlines", 'back\\slash', '.', '..', '%41', '#x', '?y', '{a}', '{"k": 1}', '$1', '*', "\x{1f600}", 'true', '7');

my %values = (
	int => [ 0 .. 8, -3, 2147483647 ],
	bigint => [ 1 .. 5, -7, 5_000_000_000, '9007199254740993', '9223372036854775807' ],
	numeric => [ qw(0 1 1.5 2 -2.25 100 0.001 12345678901234567890.123456789) ],
	smallint => [ 0 .. 6, -1 ],
	bool => [ qw(true false) ],
	mood => [ 'sad', 'so so', 'happy' ],
	date => [ map({ "2024-02-2$_" } 6 .. 9), '1999-12-31', '2024-03-01' ],
	timestamp => [ qw(2024-02-29T12:34:56 2024-02-29T00:00:00 2024-03-31T02:30:00.5 1999-12-31T23:59:59.999999) ],
	timestamptz => [ qw(2024-02-29T12:34:56Z 2024-03-31T01:30:00.5Z 2024-10-27T00:30:00Z 1999-12-31T23:59:59.000001Z) ],
	uuid => [ map { "0000000$_-1111-2222-3333-44444444444$_" } 1 .. 4 ]);

sub pick { return $_[ int rand @_ ]; }
sub chance { return rand() < $_[0]; }

sub shuffled
{
	my (@list) = @_;
	my @out;

	push @out, splice @list, int rand @list, 1 while @list;
	return @out;
}

# Some different values of a type, few enough that conditions meet rows; odd: the share of odd texts.
sub some_values
{
	my ($type, $count, $odd) = @_;
	my @of = $type eq 'text' ? (map { chance($odd) ? pick(@odd_texts) : pick(@plain_texts) } 1 .. $count * 2) : @{ $values{$type} };
	my %once;

	@of = grep { !$once{$_}++ } shuffled(@of);
	return @of > $count ? @of[ 0 .. $count - 1 ] : @of;
}

# A value as SQL writes it, with its type; undef is NULL.  Loose: numerics with some scale.
sub literal
{
	my ($type, $value, $loose) = @_;

	return "NULL::$type" if !defined $value;
	return $value < 0 ? "($value)" : $value if $type =~ /^(small)?int$/ || $type eq 'bigint' && length $value < 11;
	return $value if $type eq 'bool';
	return "'$value'::$type" if $type =~ /^(date|uuid|bigint|mood)$/;
	return "'$value" . ($loose && $type eq 'numeric' ? pick('', '', $value =~ /\./ ? '00' : '.0') : '') . "'::$type" if $type ne 'text';
	(my $quoted = $value) =~ s/'/''/g;
	return "'$quoted'" if $value !~ /[\n\t\\]/;
	$quoted =~ s/\\/\\\\/g;
	$quoted =~ s/\n/\\n/g;
	$quoted =~ s/\t/\\t/g;
	return "E'$quoted'";
}

sub json_string
{
	my ($text) = @_;

	$text =~ s/(["\\])/\\$1/g;
	$text =~ s/\n/\\n/g;
	$text =~ s/\t/\\t/g;
	return "\"$text\"";
}

# A member's value as one of the ways in which APIs write it.
sub json_of
{
	my ($type, $value) = @_;

	return 'null' if !defined $value;
	return $value if $type eq 'bool';
	return json_string($value) if $type =~ /text|mood/;
	return chance(0.15) ? "\"$value\"" : $value
	  if $type =~ /int|numeric/;
	$value =~ s/Z$/+00:00/ if $type eq 'timestamptz' && chance(0.3);
	$value =~ s/T/ / if $type eq 'timestamp' && chance(0.2);
	return '"' . ($type eq 'uuid' && chance(0.2) ? uc $value : $value) . '"';
}

1;
