# Random values, as the JSON text of a type that APIs send and as what looks like it.
package ApiFdw::Values;

use strict;
use warnings;

use Exporter 'import';

our @EXPORT = qw(value_of);

sub pick { return $_[ int rand @_ ]; }
sub digits { my ($count) = @_; return join '', map { int rand 10 } 1 .. $count; }
sub two { my ($below) = @_; return sprintf '%02d', int rand $below; }

# A JSON string with that text, which must need no escapes.
sub quoted { my ($text) = @_; return qq("$text"); }

# A number as JSON writes it.
sub number
{
	my $whole = pick('0', 1 + int rand 9, 1 + int(rand 9) . digits(int rand 6), 1 + int(rand 9) . digits(int rand 25),
		pick(qw(32767 32768 2147483647 2147483648 9223372036854775807 9223372036854775808)));
	my $fraction = pick('', '', '.0', '.5', '.' . digits(1 + int rand 3), '.' . digits(1 + int rand 20), '.000');
	my $exponent = pick('', '', '', '', pick('e', 'E') . pick('', '+', '-') . pick(int rand 4, int rand 20, int rand 320));
	return pick('', '', '-') . $whole . $fraction . $exponent;
}

# What is no number, or not quite.
sub no_number
{
	return pick('', ' ', 'x', '-', '+5', ' 7 ', '1.', '.5', '0x10', '1e', '1_000', 'NaN', 'Infinity', '-infinity', '1 2', '12,5',
		'١٢', '--1', '1.5.2', 'null', 'true');
}

sub date
{
	my $day = pick(1 + int rand 28, 1 + int rand 31);
	return sprintf '%04d-%02d-%02d', pick(1 + int rand 9999, 1970 + int rand 60), 1 + int rand 12, $day;
}

sub clock
{
	my $seconds = pick('', ':' . two(60), ':' . two(60) . '.' . digits(1 + int rand 9));
	return pick(two(24), two(24), two(26)) . ':' . pick(two(60), two(60), two(62)) . $seconds;
}

sub zone
{
	return pick('', 'Z', 'Z', 'z', pick('+', '-') . two(15) . pick('', ':' . two(60), two(60)), ' UTC', ' Europe/Berlin');
}

sub moment
{
	return pick(date(), date() . pick('T', 'T', ' ', 't', '  ') . clock() . zone());
}

sub no_moment
{
	return pick('', 'soon', '2024-13-01', '2024-02-30', '2024-1-2', '20240229T123456Z', '2024-060', 'infinity', '-infinity',
		'2024-02-29 BC', '12024-02-03', '0000-01-01', '2024-01-01T24:00:00', '2024-01-01T23:59:60', 'Jan 5 2024', '05.06.2024',
		'294277-01-01', '2024-01-01T10:00:00+16:00', '2024-01-01T10:00:00.', '2024-W05-1', '10:00');
}

# A string with all that JSON strings may have, the escapes of it too.
sub text
{
	my @parts = ('a', 'Bc', ' ', '\\n', '\\"', '\\\\', '\\/', '\\u00e9', '\\ud83d\\ude00', "\x{e9}", "\x{4e2d}", "\x{1f600}", '\\t', 'z' x 20,
		'\\u0041', '{', '\'', '\\b\\f\\r');
	return quoted(join '', map { pick(@parts) } 1 .. int rand 12);
}

sub scalar
{
	return pick(sub { number() }, sub { text() }, sub { pick('true', 'false') }, sub { 'null' })->();
}

my %kinds = (
	number => sub { return rand() < 0.85 ? pick(number(), number(), quoted(number())) : pick(quoted(no_number()), 'true', '[1]', '{"a": 1}'); },
	boolean => sub { return pick('true', 'false', 'true', 'false', '0', '1', '2', map { quoted($_) } qw(t f yes NO on off 1 0 tr maybe TRUE), '', ' true '); },
	text => sub { return rand() < 0.8 ? text() : pick(number(), 'true', '[1, "x"]', '{"a": [null]}', '""'); },
	moment => sub { return quoted(rand() < 0.8 ? moment() : no_moment()); },
	uuid => sub {
		my $hex = join '', map { pick(0 .. 9, 'a' .. 'f', 'A', 'F') } 1 .. 32;
		return quoted(pick($hex, $hex =~ s/(.{8})(.{4})(.{4})(.{4})/$1-$2-$3-$4-/r, "{$hex}", substr($hex, 1), "${hex}0", 'none'));
	},
	numbers => sub { return '[' . join(', ', map { pick(number(), number(), 'null', quoted(number())) } 1 .. int rand 5) . ']'; },
	texts => sub { return '[' . join(', ', map { pick(text(), text(), 'null', 'true', '12') } 1 .. int rand 5) . ']'; });

# Arrays of few values: one that does not fit refuses all of them.
for my $kind (qw(moment boolean uuid))
{
	$kinds{"${kind}s"} = sub { return '[' . join(', ', map { pick($kinds{$kind}, $kinds{$kind}, sub { 'null' })->() } 1 .. int rand 3) . ']'; };
}

# JSON text that a column of such a type may find.
sub value_of
{
	my ($kind) = @_;
	return $kinds{$kind}->();
}

1;
