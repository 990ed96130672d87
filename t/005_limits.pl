# How many at once, how many a second, and fewer when the server says so.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use ApiFdw::Plain;
use ApiFdw::Test;
use IPC::Run;
use List::Util qw(max);
use Test::More;
use Time::HiRes qw(time);

my $node = new_node('limits');
my $server = ApiFdw::Plain->new;

sub point
{
	my (%options) = @_;
	new_server($node, 'api', { base_url => 'http://' . $server->address, backoff_initial => '1ms',
		backoff_max => '5ms', %options });
	$node->safe_psql('postgres', q{CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id'), title text)
		SERVER api OPTIONS (path '/posts/{id}')});
	return;
}

sub query
{
	my ($ids) = @_;
	my %run = (out => '', err => '');
	$run{psql} = IPC::Run::start([ 'psql', '-X', '-A', '-t', '-d', $node->connstr('postgres'),
		'-c', "SELECT count(*), count(DISTINCT id), max(title) FROM posts WHERE id BETWEEN 1 AND $ids" ],
		'>', \$run{out}, '2>', \$run{err});
	return \%run;
}

# Answers them as their path asks.
sub grant
{
	for (@_)
	{
		my ($client, $request) = @$_;
		my ($id) = $request =~ m{^GET /posts/(\d+)};
		ApiFdw::Plain::answer($client, '200 OK', qq({"id": $id, "title": "t"}));
	}
	return;
}

sub refuse
{
	ApiFdw::Plain::answer($_->[0], '503 X', '{}') for @_;
	return;
}

# Grants the next n requests as they come; when they came.
sub arrive
{
	my ($count) = @_;
	my @times;
	for (1 .. $count)
	{
		my $client = $server->accept_only;
		push @times, time();
		grant([ $client, ApiFdw::Plain::read_request($client) ]);
	}
	return @times;
}

# ---- the window: full, never more, and rolling

point(max_concurrency => 7);
my $run = query(30);
my @held = $server->gather(0.4);
is(scalar @held, 7, 'seven requests at once, then silence');
my $answered = 0;
while (@held)
{
	grant(shift @held);
	$answered++;
	my $left = 30 - $answered - @held;
	push @held, [ $server->accept_only ] if $left > 0;
	$held[-1][1] = ApiFdw::Plain::read_request($held[-1][0]) if $left > 0;
	fail('more than seven') if $answered % 10 == 0 && $server->knocked(0.1);
}
$run->{psql}->finish;
is($run->{out}, "30|30|t\n", 'each answer lets one more go, thirty rows');

point(max_concurrency => 1);
$run = query(3);
for (1 .. 3)
{
	my @one = $server->gather(0.2);
	is(scalar @one, 1, 'a window of one');
	grant(@one);
}
$run->{psql}->finish;

# two scans of one server share its window

point(max_concurrency => 4);
my $session = session($node);
$session->query("BEGIN; DECLARE $_ CURSOR FOR SELECT id FROM posts WHERE id BETWEEN 1 AND 10;") for qw(a b);
in_background($session, 'FETCH 1 FROM a; FETCH 1 FROM b');
@held = $server->gather(0.4);
is(scalar @held, 4, 'four for the first cursor');
grant(shift @held);
push @held, $server->gather(0.4);
is(scalar @held, 4, 'still four when the second one is opened');
for (1 .. 4)
{
	grant(shift @held);
	push @held, $server->gather(0.2);
	is(scalar @held, 4, 'four for both together') or last;
}
grant(@held);
$session->query('ROLLBACK;');
$session->quit;
$server->gather(0.4);			# what the cursors sent before the rollback

# ---- congestion: halved once an epoch, one more for each window of successes

point(max_concurrency => 8, max_retries => 10);
$run = query(60);
my @window = $server->gather(0.4);
is(scalar @window, 8, 'the window is eight');
refuse(@window);
for my $size (4, 2, 1)
{
	@window = $server->gather(0.4);
	is(scalar @window, $size, "refusals of one epoch halve it once: $size");
	refuse(@window) if $size > 1;
}
for my $size (2 .. 8, 8, 8)
{
	grant(@window);
	@window = $server->gather(0.4);
	is(scalar @window, $size, "a window of successes opens it to $size");
}
grant(@window);
arrive(60 - (1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 8 + 8));
$run->{psql}->finish;
is($run->{out}, "60|60|t\n", 'all rows');

# the same on a server that counts: a whole window is refused, or fails

my $mock = ApiFdw::Mock->start;

# Of each request in the order of arrival, how many there were with it; the table is t.
sub in_flight
{
	my ($status) = @_;
	new_server($node, 'api', { base_url => $mock->url, max_concurrency => 8, backoff_initial => '1ms', backoff_max => '1ms' });
	$node->safe_psql('postgres', qq(CREATE FOREIGN TABLE t (id int OPTIONS (param 'id'), title text) SERVER api
		OPTIONS (path '/congested/{id}', params '{"refuse": "8", "delay": "100", "status": "$status"}')));
	$mock->reset;
	is($node->safe_psql('postgres', 'SELECT count(*), count(DISTINCT id) FROM t WHERE id BETWEEN 1 AND 24'), '24|24', "$status for a whole window: all rows");
	return map { $_->{in_flight} } $mock->requests;
}

for my $status (429, 503)
{
	my @with = in_flight($status);
	is(max(@with[ 0 .. 7 ]), 8, 'the window was eight');
	is(max(@with[ 8 .. 11 ]), 4, "$status halves it, once for all eight");
	cmp_ok(max(@with[ 8 .. 15 ]), '<=', 6, 'and it opens slowly');
}
my @with = in_flight(500);
is(max(@with[ 8 .. 15 ]), 8, '500 leaves it as it is');

# ---- two scans of one server have turns

new_server($node, 'api', { base_url => $mock->url, max_concurrency => 8, rate_limit => '200/s' });
$node->safe_psql('postgres', q{CREATE FOREIGN TABLE t (id int OPTIONS (param 'id'), title text) SERVER api OPTIONS (path '/posts/{id}')});
$mock->reset;
is($node->safe_psql('postgres', 'SET enable_hashjoin = off; SET enable_mergejoin = off;
	SELECT count(*) FROM t a JOIN t b ON b.id = a.id + 100 WHERE a.id BETWEEN 1 AND 30 AND b.id BETWEEN 101 AND 130'), 30, 'a join of two scans');
my @scans = map { $_->{target} =~ /1\d\d$/ ? 'b' : 'a' } $mock->requests;
my ($second) = grep { $scans[$_] ne $scans[0] } 0 .. $#scans;
my %turns;
$turns{$_}++ for @scans[ $second .. $second + 7 ];
is_deeply(\%turns, { a => 4, b => 4 }, 'both of which have much to ask: by turns') or diag("@scans");

# ---- the rate: at most burst + rate x time requests in any stretch of time

for my $case ([ '40/s', 1, 40 ], [ '40/s', 10, 40 ], [ '1200/min', 5, 20 ])
{
	my ($rate, $burst, $per_second) = @$case;
	point(rate_limit => $rate, burst => $burst);
	$run = query(50);
	my @times = arrive(50);
	$run->{psql}->finish;
	my $over = 0;
	for my $i (0 .. $#times)
	{
		for my $j ($i .. $#times)
		{
			# 50 ms for the way between there and here
			my $allowed = $burst + $per_second * ($times[$j] - $times[$i] + 0.05);
			$over++ if $j - $i + 1 > $allowed + 1;
		}
	}
	is($over, 0, "rate_limit $rate, burst $burst: never exceeded");
	my $took = $times[-1] - $times[0];
	my $bound = (50 - $burst) / $per_second;
	cmp_ok($took, '>=', 0.95 * $bound - 0.05, sprintf 'took %.2f s of at least %.2f', $took, $bound);
	cmp_ok($took, '<', 1.3 * $bound + 0.5, 'and wasted little');
}

done_testing();
