# Random queries over tables of an API and over local copies of the same rows: the same answers, whatever
# the plan.  API_FDW_QUERIES says how many, API_FDW_SEED which; "50.17" is number 17 of seed 50 alone.  Half of them are of any
# shape (ApiFdw::Queries), half of one form each (ApiFdw::Forms).
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Forms;
use ApiFdw::Mock;
use ApiFdw::Plans qw(joins_of nodes_of);
use ApiFdw::Queries;
use ApiFdw::Relations qw(make_data schema_sql);
use ApiFdw::Test;
use Test::More;

my ($seed, $only) = split /\./, $ENV{API_FDW_SEED} // 50;
my $count = $ENV{API_FDW_QUERIES} // ($ENV{API_FDW_TEST_LONG} ? 5000 : 80);
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
	$modes{ahead} = "$lone SET enable_memoize = off;";
	$modes{off} = "$lone SET api_fdw.enable_batch_join = off;";
}
# MERGE is there from 15 on
my @forms = grep { $_ ne 'merge' || $node->pg_version >= 15 } @ApiFdw::Forms::forms;
my $setup = "LOAD 'api_fdw';\n\\set ON_ERROR_STOP 0\n\\pset null '(null)'\n";
# the node that is the form's own way
my %node_of = ((map { $_ => 'look-ahead' } qw(update delete merge lock scalar union parts lateral)), limit => 'limit', early => 'limit',
	once => 'init', sub => 'batch', prepared => 'scan');
my $script_file = PostgreSQL::Test::Utils::tempdir . '/queries.sql';
my $afresh = "RESET ALL; SET client_min_messages = error; SET statement_timeout = '30s';";

sub marked { return "$_[1];\n\\echo \@\@ $_[0] :ERROR :LAST_ERROR_MESSAGE\n"; }

# What a query gives, with what it leaves behind.
sub asked
{
	my ($name, $query, $sql) = @_;
	my $number = 0;

	return ($query->{begin} ? "BEGIN;\n" : '') . marked($name, $sql)
	  . join('', map { marked("$name." . ++$number, $_) } @{ $query->{after} // [] }) . ($query->{begin} ? "ROLLBACK;\n" : '');
}

# A query on the copies, then in each mode its plan and its answer.
sub script
{
	my ($number, $query) = @_;
	my ($before, $cleanup) = ($query->{before} // '', $query->{cleanup} // '');
	my $sql = "$afresh SET search_path = copy, own, public;\n$before\n"
	  . ($query->{begin} ? marked("$number start", $query->{after}[-1]) : '')
	  . asked("$number copy", $query, $query->{reference} // $query->{sql}) . "$cleanup\n";

	for my $mode (modes_of($query))
	{
		$sql .= "$afresh SET search_path = api, own, public; $modes{$mode}\n$before\n"
		  . marked("$number $mode.plan", "EXPLAIN (VERBOSE, COSTS OFF, FORMAT JSON) $query->{sql}")
		  . asked("$number $mode", $query, $query->{sql}) . "$cleanup\n";
	}
	return $sql;
}

# A form is forced by its loop.
sub modes_of
{
	my ($query) = @_;
	my $not = $query->{form} ? 'batch' : 'ahead';
	return grep { $_ ne $not } sort keys %modes;
}

sub made
{
	my ($number) = @_;
	my $of = $seed * 1_000_000 + $number;

	return ApiFdw::Queries->make($of, $batched ? 0.25 : 0.08) if $number % 2;
	return ApiFdw::Forms->make($of, 0.3, $forms[ $number / 2 % @forms ]);
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
		$at++ if $last >= 0 && $got->{$last}{off};
		@numbers = grep { $_ > $at } @numbers;
	}
	return;
}

# ---- judging ----

my %tally = map { $_ => [] } qw(same different failed slow needs needless no_reference filled);
my (%seen, %of_form);

sub judge
{
	my ($number, $query, $got) = @_;
	my $truth = $got->{copy} // { rows => [], error => 'no answer' };

	if ($truth->{error} && !($query->{may_fail} && $truth->{error} =~ /^$query->{may_fail}/))
	{
		# what PostgreSQL itself does not take
		push @{ $tally{no_reference} }, $number;
		diag("$seed.$number: $truth->{error}\n$query->{sql}")
		  if $truth->{error} !~ /^FULL JOIN is only supported|affect row a second time|nullable side of an outer join/;
		return;
	}
	# rows, or a table that is not as it was
	my $filled = $query->{begin}
	  ? lined($query, $got->{start}{rows}) ne lined($query, $got->{'copy.1'}{rows})
	  : grep { !/^[|0]*$|\(null\)$/ } @{ $truth->{rows} };

	push @{ $tally{filled} }, $number if $filled;
	note_form($query, filled => $number) if $filled;
	note_form($query, queries => $number);
	for my $mode (modes_of($query))
	{
		my $answer = $got->{$mode} // { rows => [], error => 'the session ended' };
		my $differs = $truth->{error} ? '' : difference($query, $got, $mode);
		my $kind = $answer->{error} =~ /^column "\w+" needs a value/ ? 'needs'
		  : $answer->{error} =~ /statement timeout/ ? 'slow'	# a request for each of very many rows
		  : $mode ne 'cost' && $answer->{error} =~ /^the join needs more requests than max_fanout/ ? 'slow'
		  : $truth->{error} ? ($answer->{error} eq $truth->{error} ? 'same' : 'failed')
		  : $answer->{error} ? 'failed'
		  : $differs ? 'different'
		  : 'same';

		push @{ $tally{$kind} }, $number;
		if ($kind eq 'needs' && $mode eq 'cost' && $query->{possible})
		{
			push @{ $tally{needless} }, $number;
			diag("$seed.$number: $answer->{error}\n" . told_sql($query));
		}
		diag("$seed.$number, $mode: $answer->{error}\n" . told_sql($query)) if $kind eq 'failed';
		diag("$seed.$number, $mode: other rows\n" . told_sql($query) . "\n$differs") if $kind eq 'different';
		next if $kind ne 'same';
		note_plan($number, $query, $mode, join "\n", @{ $got->{"$mode.plan"}{rows} // [] });
	}
	return;
}

sub told_sql { return join ";\n", grep { defined } $_[0]{before}, $_[0]{sql}, @{ $_[0]{after} // [] }; }

# What differs from the copies, in the rows and in what is left behind; '' if nothing does.
sub difference
{
	my ($query, $got, $mode) = @_;

	for my $of ('', map { ".$_" } 1 .. @{ $query->{after} // [] })
	{
		my ($due, $rows) = map { $got->{"$_$of"}{rows} // [] } 'copy', $mode;
		next if $query->{reference} ? is_part($query, $due, $rows) : lined($query, $due) eq lined($query, $rows);
		return "due$of:\n" . excerpt(lined($query, $due)) . "\ngot:\n" . excerpt(lined($query, $rows));
	}
	return '';
}

sub lined { return join "\n", $_[0]{ordered} ? @{ $_[1] } : sort @{ $_[1] }; }

# As many rows as LIMIT and OFFSET leave, and each one of all?
sub is_part
{
	my ($query, $all, $rows) = @_;
	my $left = @$all - $query->{offset};
	my %there;

	$left = 0 if $left < 0;
	$left = $query->{limit} if defined $query->{limit} && $query->{limit} < $left;
	$there{$_}++ for @$all;
	return @$rows == $left && !grep { --( $there{$_} //= 0 ) < 0 } @$rows;
}

sub note_form
{
	my ($query, $what, $number) = @_;
	push @{ $of_form{ $query->{form} }{$what} }, $number if $query->{form};
	return;
}

sub note_plan
{
	my ($number, $query, $mode, $json) = @_;

	push @{ $seen{$_} }, $number for $mode eq 'ahead' ? () : joins_of($json);
	note_form($query, $_ => $number) for 'same', nodes_of($json);
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
	my %queries = map { $_ => made($_) } @some;
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
diag('forms, and the plans of theirs that gave the rows of the copies, by what is in them:');
my @kinds = ('queries', 'filled', 'same', @ApiFdw::Plans::nodes);
diag(sprintf '%-9s' . ' %11s' x @kinds, 'form', @kinds);
for my $form (@forms)
{
	my %counts = map { $_ => scalar @{ $of_form{$form}{$_} // [] } } @kinds;
	diag(sprintf '%-9s' . ' %11s' x @kinds, $form, @counts{@kinds});
	next if !$batched || $count < 4000 || defined $only;
	cmp_ok($counts{ $node_of{$form} }, '>=', 100, "$form, $node_of{$form}");
}

done_testing();
