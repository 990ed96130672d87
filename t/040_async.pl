# Scans that fetch at the same time: how many are in flight together, what arrives first,
# what EXPLAIN ANALYZE counts, and that cancels, time-outs and errors act as in one scan.
# Runs alone.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use ApiFdw::Plain;
use ApiFdw::Test;
use JSON::PP;
use Test::More;
use Time::HiRes qw(time sleep);

my $node = new_node('async');
my $mock = ApiFdw::Mock->start;
my $silent = ApiFdw::Plain->new;

# Three tables of 20 pages, and one of 60; all share a window of 12.
sub tables
{
	my ($latency) = @_;
	new_server($node, 'api', { base_url => $mock->url, max_concurrency => 12, max_retries => 0 });
	for (['p1', 200], ['p2', 200], ['p3', 200], ['whole', 600])
	{
		my ($name, $n) = @$_;
		$node->safe_psql('postgres', "CREATE FOREIGN TABLE $name (id int, v bigint) SERVER api OPTIONS (
			path '/paged/page', pagination 'page_number', page_param 'page', record_path '\$.data',
			total_path '\$.total',
			params '{\"t\": \"$name\", \"n\": $n, \"envelope\": \"data\", \"total\": \"body\", \"latency\": $latency}')");
	}
	$node->safe_psql('postgres', "CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id', json_path '\$.id')) SERVER api
		OPTIONS (path '/posts/{id}', rows '1')");
	$mock->reset;
	return;
}

# The first request of each table, by when it arrived.
sub first_requests
{
	my %first;
	for my $request (sort { $a->{at} <=> $b->{at} } $mock->requests)
	{
		$first{$1} //= $request if $request->{target} =~ /[?&]t=(\w+)/;
	}
	return sort { $a->{at} <=> $b->{at} } values %first;
}

# Did all of these arrive before any was answered?
sub together
{
	my ($count, $what) = @_;
	my @first = first_requests();
	is(scalar @first, $count, "$what: $count tables were asked");
	my ($answered) = sort { $a <=> $b } map { $_->{ended} } @first;
	cmp_ok($first[-1]{at}, '<', $answered, "$what: all before the first answer");
	return;
}

# The nodes of EXPLAIN ANALYZE that scan our tables.
sub scans
{
	my ($sql, $set) = @_;
	my $json = $node->safe_psql('postgres', ($set // '') . " EXPLAIN (ANALYZE, FORMAT JSON) $sql");
	my @todo = decode_json($json)->[0]{Plan};
	my @found;
	while (my $plan = shift @todo)
	{
		push @found, $plan if $plan->{'Node Type'} eq 'Foreign Scan';
		unshift @todo, @{ $plan->{Plans} // [] };
	}
	return @found;
}

my $union = 'SELECT id FROM p1 UNION ALL SELECT id FROM p2 UNION ALL SELECT id FROM p3';
my $sum = "SELECT count(*), sum(id) FROM ($union) AS u";

# ---- three tables in one window

tables(40);
is($node->safe_psql('postgres', $sum), '600|60300', 'three tables of 20 pages: all rows');
my $stats = $mock->stats;
is($stats->{requests}, 60, 'each page was asked once');
is($stats->{peak_in_flight}, 12, 'the window is full, and no fuller');
together(3, 'UNION ALL');

# what the rows of EXPLAIN ANALYZE say, delivered as they were in each way
tables(10);
for my $scan (scans($union))
{
	ok($scan->{'Async Capable'}, 'asynchronous');
	is(int $scan->{'Actual Rows'}, 200, "rows of $scan->{Alias}");
}
is(int((scans("SELECT id FROM p1 UNION ALL SELECT id FROM p2 WHERE id <= 50 UNION ALL SELECT n FROM generate_series(1, 2000) n"))[1]->{'Actual Rows'}),
	50, 'rows that are left beside an arm that is no API');

# ---- a join, and arms that are not asynchronous

my %early = (
	'a hash join' => ['SET enable_nestloop = off; SET enable_mergejoin = off;',
		'SELECT count(*) FROM p1 JOIN p2 USING (id)', 200],
	'a merge join' => ['SET enable_nestloop = off; SET enable_hashjoin = off;',
		'SELECT count(*) FROM p1 JOIN p2 USING (id)', 200],
	'a nested loop' => ['SET enable_hashjoin = off; SET enable_mergejoin = off;',
		'SELECT count(*) FROM p1 JOIN p2 ON p1.id = p2.id', 200],
	'a synchronous Append' => ['SET enable_async_append = off;',
		'SELECT count(*) FROM (SELECT id FROM p1 UNION ALL SELECT id FROM p2) AS u', 400],
	'arms below a batched join' => ['SET enable_async_append = off;',
		'SELECT count(*) FROM (SELECT id FROM p1 UNION ALL SELECT id FROM p2) AS u JOIN posts ON posts.id = u.id % 5 + 1', 400],
	'below INSERT' => ['CREATE TABLE IF NOT EXISTS kept (id int); TRUNCATE kept;',
		'INSERT INTO kept SELECT p1.id FROM p1 JOIN p2 USING (id); SELECT count(*) FROM kept', 200],
	'below FOR UPDATE' => ['CREATE TABLE IF NOT EXISTS one AS SELECT 1 AS n;',
		'SELECT count(*) FROM (SELECT p1.id FROM p1 JOIN p2 USING (id) CROSS JOIN one FOR UPDATE OF one) AS u', 200],
	'arms under Agg and Sort' => ['',
		'SELECT sum(x) FROM ((SELECT sum(id) AS x FROM p1) UNION ALL (SELECT id FROM p2 ORDER BY v LIMIT 1)) AS u', 20101]);
for my $what (sort keys %early)
{
	my ($set, $sql, $answer) = @{ $early{$what} };
	tables(150);
	is($node->safe_psql('postgres', "$set $sql"), $answer, "$what: rows");
	together(2, $what);
	$node->safe_psql('postgres', q(ALTER SERVER api OPTIONS (ADD start_early 'off')));
	$mock->reset;
	is($node->safe_psql('postgres', "$set $sql"), $answer, "$what, start_early off: rows");
	my @first = first_requests();
	cmp_ok($first[1]{at}, '>', $first[0]{ended}, "$what, start_early off: one after the other");
}
tables(150);
is($node->safe_psql('postgres', 'BEGIN; DECLARE c CURSOR FOR SELECT 1 FROM p1 JOIN p2 USING (id);
	FETCH 1 FROM c; COMMIT;'), 1, 'a cursor over a join');
together(2, 'a cursor over a join');

# a row that is there is not held up by a scan that has none
tables(0);
$node->safe_psql('postgres', q(CREATE FOREIGN TABLE late (id int) SERVER api OPTIONS (path '/records', params '{"delay": 3000, "n": 1}')));
$node->safe_psql('postgres', q(CREATE FUNCTION first_of(arms text) RETURNS int LANGUAGE plpgsql AS $$
	DECLARE found int := 0; one int;
	BEGIN
		FOR i IN 1 .. 30 LOOP
			EXECUTE format('SELECT id FROM (%s) AS u LIMIT 1', arms) INTO one;
			found := found + one;
		END LOOP;
		RETURN found;
	END $$;
	CREATE FOREIGN TABLE soon (id int) SERVER api OPTIONS (path '/posts/1')));
for my $arms ('SELECT id FROM late UNION ALL SELECT id FROM soon', 'SELECT id FROM soon UNION ALL SELECT id FROM late')
{
	my $begin = time();
	is($node->safe_psql('postgres', "SELECT first_of('$arms')"), 30, 'thirty rows, each beside an arm that is late');
	cmp_ok(time() - $begin, '<', 1.5, 'are not held up by it');
}

# ---- cancel, time-out, errors

sub waits
{
	my ($pid) = @_;
	return $node->safe_psql('postgres', "SELECT count(*) FROM pg_stat_activity WHERE pid = $pid
		AND state = 'active' AND wait_event = 'AppendReady'") == 1;
}

sub silent_server
{
	new_server($node, 'api', { base_url => 'http://' . $silent->address, max_retries => 0, @_ });
	$node->safe_psql('postgres', "CREATE FOREIGN TABLE $_ (id int) SERVER api OPTIONS (path '/$_')") for qw(p1 p2 p3);
	return;
}

silent_server(request_timeout => '60s');
for my $how ('pg_cancel_backend', 'pg_terminate_backend')
{
	my $session = session($node);
	my $pid = backend_pid($session);
	in_background($session, $union);
	ok(poll_until(sub { waits($pid) }), 'three scans wait in the Append');
	my $begin = time();
	$node->safe_psql('postgres', "SELECT $how($pid)");
	ok(poll_until(sub { $node->safe_psql('postgres',
		"SELECT count(*) FROM pg_stat_activity WHERE pid = $pid AND state = 'active'") == 0 }), $how);
	cmp_ok(time() - $begin, '<', 1, 'at once');
	$how eq 'pg_cancel_backend' ? $session->quit : $session->{run}->finish;
}

# time counts while the Append waits
silent_server(request_timeout => '1s');
my $begin = time();
like(error_of($node, "$union;"), qr/HV00N|HV000|timeout|timed out/i, 'request_timeout in the Append');
cmp_ok(time() - $begin, '>', 0.9, 'not before its time');
cmp_ok(time() - $begin, '<', 1.8, 'nor much later');

# failures leave no descriptor and nothing in flight; "whole" fills the pool of connections
tables(30);
$node->safe_psql('postgres', q(CREATE FOREIGN TABLE bad (id int) SERVER api OPTIONS (path '/status/500', params '{"delay": 20}')));
my $session = session($node);
my $pid = backend_pid($session);
my $fail = "DO \$\$ BEGIN FOR i IN 1 .. 20 LOOP BEGIN
		PERFORM FROM (SELECT id FROM p1 UNION ALL SELECT id FROM bad UNION ALL SELECT id FROM p2) AS u;
		RAISE 'no error'; EXCEPTION WHEN fdw_error OR external_routine_exception THEN NULL; END; END LOOP; END \$\$;";

sub descriptors
{
	opendir(my $dir, "/proc/$pid/fd") or die $!;
	return scalar grep { /^\d/ } readdir $dir;
}

$session->query('SELECT count(*) FROM whole;');
$session->query($fail);
$session->query('SELECT count(*) FROM whole;');
my $descriptors = descriptors();
$session->query($fail) for 1 .. 5;
$session->query('SELECT count(*) FROM whole;');
is(descriptors(), $descriptors, 'a hundred failures leave no descriptor');
is($mock->in_flight(0), 0, 'nothing is in flight');
$session->quit;

done_testing();
