# Random queries over tables of an API and over local copies of the same rows: the same answers, whatever
# the plan.  API_FDW_QUERIES says how many, API_FDW_SEED which; "50.17" is number 17 of seed 50 alone.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use ApiFdw::Plans qw(joins_of);
use ApiFdw::Queries;
use ApiFdw::Relations qw(make_data schema_sql);
use ApiFdw::Test;
use Test::More;

my ($seed, $only) = split /\./, $ENV{API_FDW_SEED} // 50;
my $count = $ENV{API_FDW_QUERIES} // 60;
my $node = new_node('oracle', "restart_after_crash = on\ntimezone = 'Europe/Berlin'");
my $mock = ApiFdw::Mock->start;

# ---- tables ----

new_server($node, 'api', { base_url => $mock->url, max_retries => 0 });
my ($no_icu) = $node->psql('postgres',
	"CREATE COLLATION case_blind (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");
srand($seed);
my $data = make_data();
$mock->put("/table/$_", $data->{api}{$_}) for sort keys %{ $data->{api} };
$node->safe_psql('postgres', $_) for schema_sql($no_icu ? '' : 'public.case_blind'), $data->{sql} . 'ANALYZE;';

# ---- how each query is run ----

my $batched = $node->safe_psql('postgres',
	"LOAD 'api_fdw'; SELECT count(*) FROM pg_settings WHERE name = 'api_fdw.enable_batch_join'");
my %modes = (cost => '');
if ($batched)
{
	my $lone = 'SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_material = off;';
	$modes{batch} = "$lone SET enable_nestloop = off;";
	$modes{off} = "$lone SET api_fdw.enable_batch_join = off;";
}
my $setup = "LOAD 'api_fdw';\n\\set ON_ERROR_STOP 0\n\\pset null '(null)'\n";
my $script_file = PostgreSQL::Test::Utils::tempdir . '/queries.sql';
my $afresh = "RESET ALL; SET client_min_messages = error; SET statement_timeout = '30s';";

sub marked { return "$_[1];\n\\echo \@\@ $_[0] :ERROR :LAST_ERROR_MESSAGE\n"; }

# A query on the copies, then in each mode its plan and its answer.
sub script
{
	my ($number, $query) = @_;
	my $sql = "$afresh SET search_path = copy, own, public;\n" . marked("$number copy", $query->{sql});

	for my $mode (sort keys %modes)
	{
		$sql .= "$afresh SET search_path = api, own, public; $modes{$mode}\n"
		  . marked("$number $mode.plan", "EXPLAIN (VERBOSE, COSTS OFF, FORMAT JSON) $query->{sql}")
		  . marked("$number $mode", $query->{sql});
	}
	return $sql;
}

# Runs some queries; $got->{number}{what} becomes { rows, error }.  Where the session ends, the query that
# ended it lacks answers, and a new session goes on behind it.
sub run
{
	my ($queries, $got, @numbers) = @_;

	while (@numbers)
	{
		# from a file: a session that ends need not have read it all
		open(my $file, '>', $script_file) or die "$script_file: $!";
		print $file $setup, map { script($_, $queries->{$_}) } @numbers;
		close $file;
		my ($status, $out) = $node->psql('postgres', "\\i $script_file");
		my @lines;
		my $last = -1;

		for my $line (split /\n/, $out // '')
		{
			if ($line =~ /^@@ (\d+) (\S+) (\w+) ?(.*)/)
			{
				$got->{$1}{$2} = { rows => [@lines], error => $3 eq 'true' ? $4 || 'unknown' : '' };
				($last, @lines) = ($1);
				next;
			}
			push @lines, $line;
		}
		$mock->reset;
		last if $status == 0;
		# the server may be starting again
		poll_until(sub { ($node->psql('postgres', 'SELECT 1'))[0] == 0 }, 60);
		my $at = $last < 0 ? $numbers[0] : $last;
		$at++ if $last >= 0 && $got->{$last}{ (sort keys %modes)[-1] };
		@numbers = grep { $_ > $at } @numbers;
	}
	return;
}

# ---- judging ----

my %tally = map { $_ => [] } qw(same different failed slow needs needless no_reference filled);
my %seen;

sub judge
{
	my ($number, $query, $got) = @_;
	my $truth = $got->{copy} // { rows => [], error => 'no answer' };

	if ($truth->{error})
	{
		# what PostgreSQL itself does not take
		push @{ $tally{no_reference} }, $number;
		diag("$seed.$number: $truth->{error}\n$query->{sql}") if $truth->{error} !~ /^FULL JOIN is only supported/;
		return;
	}
	my $due = join "\n", $query->{ordered} ? @{ $truth->{rows} } : sort @{ $truth->{rows} };
	push @{ $tally{filled} }, $number if grep { !/^[|0]*$|\(null\)$/ } @{ $truth->{rows} };
	for my $mode (sort keys %modes)
	{
		my $answer = $got->{$mode} // { rows => [], error => 'the session ended' };
		my $rows = join "\n", $query->{ordered} ? @{ $answer->{rows} } : sort @{ $answer->{rows} };
		my $kind = $answer->{error} =~ /^column "\w+" needs a value/ ? 'needs'
		  : $answer->{error} =~ /statement timeout/ ? 'slow'	# a request for each of very many rows
		  : $answer->{error} ? 'failed'
		  : $rows ne $due ? 'different'
		  : 'same';

		push @{ $tally{$kind} }, $number;
		push @{ $tally{needless} }, $number if $kind eq 'needs' && $mode eq 'cost' && $query->{possible};
		diag("$seed.$number, $mode: $answer->{error}\n$query->{sql}") if $kind eq 'failed';
		diag("$seed.$number, $mode: other rows\n$query->{sql}\ndue:\n", excerpt($due), "\ngot:\n", excerpt($rows))
		  if $kind eq 'different';
		next if $kind ne 'same';
		push @{ $seen{$_} }, $number for joins_of(join "\n", @{ $got->{"$mode.plan"}{rows} // [] });
	}
	return;
}

sub excerpt { return substr($_[0], 0, 1000); }

# A number and where to look first.
sub with_seeds
{
	my (@numbers) = @_;
	my %once;
	my @some = grep { !$once{$_}++ } @numbers;

	return scalar(@numbers) . (@some ? ' (' . join(' ', map { "$seed.$_" } @some[ 0 .. ($#some < 3 ? $#some : 3) ]) . ')' : '');
}

# ---- the run ----

my @numbers = defined $only ? ($only) : (1 .. $count);
diag(scalar(@numbers) . " queries, seed $seed, each " . join(', ', sort keys %modes) . ($no_icu ? ', no ICU' : ''));
while (my @some = splice @numbers, 0, 50)
{
	my %queries = map { $_ => ApiFdw::Queries->make($seed * 1_000_000 + $_, $batched ? 0.25 : 0.08) } @some;
	my %got;

	run(\%queries, \%got, @some);
	judge($_, $queries{$_}, $got{$_} // {}) for @some;
}

# How many, and where to look first.
sub told { return with_seeds(@{ $tally{ $_[0] } }); }

is(scalar(@{ $tally{different} }), 0, 'the rows of the copies') or diag('other rows: ' . told('different'));
is(scalar(@{ $tally{failed} }), 0, 'no errors') or diag('errors: ' . told('failed'));
cmp_ok(scalar(@{ $tally{slow} }), '<=', 1 + $count * 0.003, 'answers in time') or diag('late: ' . told('slow'));
cmp_ok(scalar(@{ $tally{no_reference} }), '<=', 2 + $count * 0.03, 'queries that PostgreSQL takes');

diag('answers compared: ' . @{ $tally{same} } . ', queries with rows: ' . @{ $tally{filled} });
diag('a required column without a value: ' . told('needs') . '; by cost, though there was a plan: ' . told('needless'));
diag('plans by the joins in them:');
for my $type (qw(Inner Left Semi Anti))
{
	diag(sprintf '%-5s  batch join: %s, nested loop with parameters: %s, other: %s', $type,
		map { with_seeds(@{ $seen{"$type $_"} // [] }) } qw(batch parameterized other));
	next if !$batched || $count < 2000 || defined $only;
	cmp_ok(scalar(@{ $seen{"$type $_"} // [] }), '>=', 100, "$type joins, $_") for qw(batch parameterized);
}

done_testing();
