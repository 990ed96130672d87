# Random tables over an API that really filters and pages, and random queries: each answer equals the same query over a
# local copy, or is an error of a kind that the rules name for such a pair.  API_FDW_PAIRS says how many, API_FDW_SEED
# which; "7.123" is number 123 of seed 7 alone, told in full.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::DifferErrors qw(kind_of kinds);
use ApiFdw::DifferParts qw(partition);
use ApiFdw::DifferQueries;
use ApiFdw::DifferTables qw(make_table own_table table_ddl own_ddl apis_of);
use ApiFdw::DifferValues qw(pick chance);
use ApiFdw::Mock;
use ApiFdw::Test;
use Encode qw(decode encode);
use JSON::PP;
use Test::More;

my ($seed, $only) = split /\./, $ENV{API_FDW_SEED} // 51;
my $count = $ENV{API_FDW_PAIRS} // 500;
my $node = new_node('differential', "timezone = 'Europe/Berlin'");
my $mock = ApiFdw::Mock->start;

new_server($node, 'api', { base_url => $mock->url });

# ---- pairs ----

my @settings = ('SET enable_hashjoin = off', 'SET enable_nestloop = off', 'SET enable_nestloop = off; SET enable_mergejoin = off', 'SET enable_hashjoin = off; SET enable_mergejoin = off',
	'SET api_fdw.enable_batch_join = off', 'SET enable_partitionwise_join = on', 'SET plan_cache_mode = force_generic_plan', 'SET plan_cache_mode = force_generic_plan');

# { number, tables, own, query, ddl, setting }
sub make_pair
{
	my ($number) = @_;

	srand($seed * 1_000_000 + $number);
	my $table = make_table("t$number");
	partition($table) if chance(0.12);
	my @more = chance(0.1) ? make_table("u$number") : ();
	my $own = own_table("o$number", $table);
	my %pair = (number => $number, tables => [ $table, @more ], own => $own);

	$pair{query} = ApiFdw::DifferQueries->make($pair{tables}, $own, $number);
	$pair{ddl} = join '', own_ddl($own), map { table_ddl($_) } @{ $pair{tables} };
	$pair{setting} = chance(0.3) ? pick(@settings) : '';
	return \%pair;
}

# ---- running ----

my $script_file = PostgreSQL::Test::Utils::tempdir . '/pairs.sql';
my $setup = "LOAD 'api_fdw';\n\\set ON_ERROR_STOP 0\n\\set ON_ERROR_ROLLBACK on\n\\pset null '(null)'\n\\pset recordsep '\\036'\n\\pset fieldsep '\\037'\n";

sub marked { return "$_[1];\n\\echo\n\\echo \@\@ $_[0] :ERROR :SQLSTATE :ROW_COUNT :LAST_ERROR_MESSAGE\n"; }

sub script
{
	my (@pairs) = @_;
	my $sql = "${setup}SET client_min_messages = error; DROP SCHEMA IF EXISTS api, copy CASCADE; CREATE SCHEMA api; CREATE SCHEMA copy; CREATE TYPE copy.mood AS ENUM ('sad', 'so so', 'happy'); SET search_path = copy;\nBEGIN;\n";

	$sql .= marked("$_->{number} ddl", $_->{ddl} =~ s/;\n\z//r) for @pairs;
	$sql .= "COMMIT;\nANALYZE;\n";
	for my $pair (@pairs)
	{
		my $afresh = "RESET ALL; DEALLOCATE ALL; SET search_path = copy; SET client_min_messages = error; SET statement_timeout = '30s'; $pair->{setting};\n";
		$sql .= $afresh . marked("$pair->{number} $_", $pair->{query}{$_}) for qw(copy api);
	}
	return $sql;
}

# { number => { what => { error, state, message, rows } } }
sub run
{
	my (@pairs) = @_;
	my %got;

	open(my $file, '>:encoding(UTF-8)', $script_file) or die "$script_file: $!";
	print $file script(@pairs);
	close $file;
	my ($status, $out, $err) = $node->psql('postgres', "\\i $script_file");
	diag($err) if defined $only;
	my @parts = split /^@@ ([^\n]*)\n?/m, decode('UTF-8', $out // '');
	while (@parts >= 2)
	{
		my ($rows, $said) = splice @parts, 0, 2;
		my ($number, $what, $failed, $state, $row_count, $message) = split / /, $said, 6;
		$rows =~ s/\n+\z//;
		$got{$number}{$what} = { message => $failed eq 'true' ? $message || 'unknown' : '', state => $state,
			rows => $failed eq 'true' ? [] : $rows eq '' ? [ ('') x $row_count ] : [ split /\x1e/, $rows, -1 ] };
	}
	die "psql ended with status $status" if $status != 0 && $status != 3;
	return \%got;
}

# ---- judging ----

my %tally = (map { $_ => [] } qw(same different failed wrong_kind no_reference broken filled));
my (%errors, %met);

sub judge
{
	my ($pair, $got, $seen) = @_;
	my ($truth, $answer) = map { $got->{$_} // { message => 'no answer', state => '', rows => [] } } qw(copy api);
	my @due = sort @{ $truth->{rows} };
	my @rows = sort @{ $answer->{rows} };

	return told($pair, 'broken', $got->{ddl}{message} // 'no answer') if !$got->{ddl} || $got->{ddl}{message};
	return told($pair, 'no_reference', $truth->{message}) if $truth->{message};
	if ($answer->{message})
	{
		my ($kind, $may) = kind_of($answer->{state}, $answer->{message}, $pair, $seen);
		return told($pair, 'failed', "$answer->{state} $answer->{message}") if !$kind;
		return told($pair, 'wrong_kind', "$answer->{state} $answer->{message}") if !$may;
		push @{ $errors{$kind} }, $pair->{number};
		return;
	}
	return told($pair, 'different', "due:\n" . excerpt(@due) . "\ngot:\n" . excerpt(@rows)) if join("\x1e", @due) ne join("\x1e", @rows);
	push @{ $tally{same} }, $pair->{number};
	push @{ $tally{filled} }, $pair->{number} if grep { !/^[\x1f0]*$|^f$|^\{\}$/ } @due;
	my %once = map { $_ => 1 } (map { ($_->{manner}, $_->{parts} ? ('partitions') : (), $_->{relaxed} ? ('relaxed') : (), map({ $_->{place} ? ($_->{role}, $_->{place}) : () } @{ $_->{columns} })) } @{ $pair->{tables} }),
	  @{ $pair->{query}{forms} };
	$met{$_}++ for keys %once;
	return;
}

sub excerpt { return substr(join("\n", map { s/\x1f/|/gr } @_), 0, 1000); }

# How many, and where to look first.
sub with_seeds
{
	my (@numbers) = @_;
	return @numbers . (@numbers ? ' (' . join(' ', map { "$seed.$_" } @numbers[ 0 .. ($#numbers < 2 ? $#numbers : 2) ]) . ')' : '');
}

# Counts a failure, and tells what is needed to see it again.
sub told
{
	my ($pair, $how, $what) = @_;

	push @{ $tally{$how} }, $pair->{number};
	return if $how eq 'no_reference' && $what =~ /^FULL JOIN is only supported/;
	diag(encode('UTF-8', "$seed.$pair->{number}, $how: $what\n$pair->{setting};\n$pair->{query}{api};")) if @{ $tally{$how} } <= 25;
	diag(encode('UTF-8', join "\n", $pair->{ddl}, JSON::PP->new->canonical->encode({ map { $_->{name} => { %{ $_->{config} }, rows => undef, records => undef } } map { apis_of($_) } @{ $pair->{tables} } })))
	  if defined $only;
	return;
}

# ---- the run ----

my @numbers = defined $only ? ($only) : (1 .. $count);
diag(scalar(@numbers) . " pairs, seed $seed");
while (my @some = splice @numbers, 0, 100)
{
	my @pairs = map { make_pair($_) } @some;
	my %tables = map { $_->{name} => $_->{config} } map { apis_of($_) } map { @{ $_->{tables} } } @pairs;

	$mock->put('/differ', JSON::PP->new->utf8->encode(\%tables));
	my $got = run(@pairs);
	my $seen = $mock->ask('GET', '/differ');
	judge($_, $got->{ $_->{number} } // {}, $seen) for @pairs;
	$mock->reset;
}

is(scalar(@{ $tally{different} }), 0, 'the rows of the copies') or diag("other rows: @{ $tally{different} }");
is(scalar(@{ $tally{failed} }), 0, 'no errors but those of a kind') or diag("errors of no kind: @{ $tally{failed} }");
is(scalar(@{ $tally{wrong_kind} }), 0, 'each error where its kind may come') or diag("errors out of place: @{ $tally{wrong_kind} }");
is(scalar(@{ $tally{broken} }), 0, 'tables that can be made') or diag("refused tables: @{ $tally{broken} }");
cmp_ok(scalar(@{ $tally{no_reference} }), '<=', 2 + $count * 0.02, 'queries that PostgreSQL takes');
diag('pairs compared: ' . @{ $tally{same} } . ', with rows: ' . @{ $tally{filled} });
diag('errors: ' . join ', ', map { "$_ " . with_seeds(@{ $errors{$_} // [] }) } kinds());

# What was tried at all: so many pairs of a thousand at least, and so many errors of a kind in a hundred at most.
my %least = (
	50 => [qw(param only list path echo query template header headertext bare pathtext plain inner equal in join_key)],
	15 => [qw(required relaxed quoted json body form variable page_number offset cursor auto_cut whole_array whole_envelope whole_lines none next_url link_header auto_link auto_header
		any any_select in_select select cross either is_null anti semi left prepared)],
	3 => [qw(limited union derived cte grouped right scalar jsontext bodytext bodyalone formtext object null truth range arms pair pairs partitions idiom anti_outer not_in except lateral two update locked full like not_equal not_null between cast coalesce distinct or_null negated
		case function order not_in sub_term)]);
my %most = ('needs a value' => 10, 'may be cut' => 6, 'full page' => 2, overlap => 2, separator => 2, shape => 4, 'half of two' => 3, path => 2, header => 1, strict => 2, 'fan-out' => 2);

if ($count >= 500 && !defined $only)
{
	for my $share (sort keys %least)
	{
		my @few = grep { ($met{$_} // 0) < $share * $count / 1000 } @{ $least{$share} };
		is("@few", '', "each of $share in a thousand pairs") or diag(join ', ', map { "$_ " . ($met{$_} // 0) } @few);
	}
	cmp_ok(scalar(@{ $errors{$_} // [] }), '<=', $most{$_} * $count / 100, "errors of kind: $_") for kinds();
	cmp_ok(2 * @{ $tally{filled} }, '>=', @{ $tally{same} }, 'half of the answers have rows');
	cmp_ok(scalar(@{ $tally{same} }), '>=', 0.8 * $count, 'answers are compared');
}
diag(join ', ', map { "$_ $met{$_}" } sort keys %met) if $ENV{API_FDW_TEST_LONG};
done_testing();
