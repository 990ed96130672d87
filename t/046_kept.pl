# Pages that a statement keeps: within work_mem, counted in api_fdw.max_memory, given up first; gone with the statement, whatever ends it.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use ApiFdw::Test;
use JSON::PP;
use Test::More;

my $node = new_node('kept');
my $mock = ApiFdw::Mock->start;
new_server($node, 'api', { base_url => $mock->url, max_retries => 0 });
# 60 pages of some 45 kB, by number
$node->safe_psql("postgres", q(ALTER DATABASE postgres SET client_min_messages = error; CREATE TABLE k (n int, g int); INSERT INTO k SELECT i, i % 60 FROM generate_series(1, 120) i;
	CREATE FOREIGN TABLE t (id int, name text, chain int OPTIONS (param 'above', param_only 'on')) SERVER api
	OPTIONS (path '/paged/none', pagination 'none', params '{"n": "1000", "size": "1000"}');
	CREATE FOREIGN TABLE other (id int, name text, chain int OPTIONS (param 'above', param_only 'on')) SERVER api
	OPTIONS (path '/paged/none', pagination 'none', params '{"n": "40000", "size": "40000"}')));
my $off = 'SET enable_memoize = off; SET api_fdw.enable_batch_join = off; SET enable_hashjoin = off; SET enable_mergejoin = off;';
my $loop = 'SELECT n, (SELECT sum(id) FROM t WHERE chain = g OFFSET 0) FROM k ORDER BY n';
my $bytes = 'SELECT bytes FROM api_fdw_resources() WHERE server IS NULL';
my $all = join("\n", map { $_ . '|' . (500_500 + 1000 * ($_ % 60)) } 1 .. 120);

# A session, and what it has read of the loop so far, as one of its cursors.
sub begun
{
	my ($settings, $rows) = @_;
	my $session = session($node);

	$session->query_safe("$off LOAD 'api_fdw'; $settings; SELECT count(*) FROM t WHERE chain = 1");
	$mock->reset;
	$session->query_safe("BEGIN; DECLARE c NO SCROLL CURSOR FOR $loop");
	my $read = $session->query_safe("FETCH $rows FROM c");
	return ($session, $read);
}

# ---- within work_mem, and a file; or without one

my $files = 'SELECT count(*) FROM pg_ls_tmpdir()';
for my $case ([ '64MB', 'off', 60, 60 ], [ '1MB', 'file', 60, 60 ], [ '128kB', 'file', 60, 60 ],
	[ '1MB', 'off', 75, 105 ], [ '128kB', 'off', 110, 120 ])
{
	my ($work_mem, $spills, $least, $most) = @$case;
	my $what = "work_mem $work_mem" . ($spills eq 'file' ? ', and a file' : '');
	my ($session, $read) = begun("SET work_mem = '$work_mem'; SET temp_file_limit = '" . ($spills eq 'file' ? -1 : '10GB') . q('), 120);

	is($read, $all, "$what: rows");
	my $requests = $mock->stats->{requests};
	ok($requests >= $least && $requests <= $most, "$what: $requests requests");
	my $held = $session->query_safe($bytes);
	my $limit = ($work_mem =~ /MB/ ? 1024 : 1) * ($work_mem =~ /(\d+)/)[0] * 1024;
	# and the page at hand
	cmp_ok($held, '<=', $limit + 200_000, "$what: $held bytes");
	cmp_ok($held, '>=', $work_mem eq '128kB' ? 0 : 700_000, 'which are counted');
	is($session->query_safe($files), $spills eq 'file' ? 1 : 0, "$what: files");
	$session->query_safe('COMMIT');
	cmp_ok($session->query_safe($bytes), '<', 200_000, 'and are gone with the statement');
	is($session->query_safe($files), 0, 'files, too');
	$session->quit;
}

# ---- an error, a rollback, a portal that has failed and is there yet

{
	my $spills = q(SET work_mem = '64kB');
	my ($session) = begun($spills, 60);
	is($session->query_safe($files), 1, 'a cursor holds what it has read');
	$session->query_safe('ROLLBACK');
	is($session->query_safe($files), 0, 'and no more when its transaction is rolled back');
	$session->query("SELECT n, (SELECT 1 / (60 - max(chain)) FROM t WHERE chain = n OFFSET 0) FROM k ORDER BY n");
	like($session->{stderr}, qr/division by zero/, 'a statement that fails');
	$session->{stderr} = '';
	is($session->query_safe($files), 0, 'holds nothing');

	$session->query_safe(q(BEGIN; DECLARE c CURSOR FOR SELECT a.chain, 1 / (70 - a.n) FROM (SELECT n, chain FROM k, LATERAL (SELECT chain
		FROM t WHERE chain = k.g LIMIT 1) l ORDER BY n) a; SAVEPOINT s));
	$session->query('FETCH ALL FROM c');
	like($session->{stderr}, qr/division by zero/, 'a cursor that fails');
	$session->{stderr} = '';
	$session->query_safe('ROLLBACK TO s');
	is($session->query_safe("SELECT count(*) FROM ($loop) l WHERE sum > 0"), 120, 'and another statement: rows');
	$session->query_safe('COMMIT');
	is($session->query_safe($files), 0, 'and nothing is left of both');
	$session->quit;
}

# ---- what all have had is gone, before the statement ends

{
	# memory of bodies that were read stays for others, two windows of it
	$node->safe_psql('postgres', q(ALTER FOREIGN TABLE t OPTIONS (ADD max_concurrency '2')));
	my ($session) = begun(q(SET work_mem = '64MB'), 0);
	my $chains = join(', ', 1 .. 40);
	$session->query_safe(qq(SET enable_hashjoin = on; SET enable_nestloop = off; CLOSE c;
		DECLARE c CURSOR FOR SELECT count(*) FROM t a JOIN t b USING (id)
		WHERE a.chain IN ($chains) AND b.chain IN ($chains) AND a.chain = b.chain));
	$mock->reset;
	is($session->query_safe('FETCH ALL FROM c'), 40_000, 'a join of a table with itself: rows');
	is($mock->stats->{requests}, 40, 'each page once');
	cmp_ok($session->query_safe($bytes), '<', 700_000, 'and none is kept in the end');
	$session->quit;
	$node->safe_psql('postgres', q(ALTER FOREIGN TABLE t OPTIONS (DROP max_concurrency)));
}

# ---- given up first

{
	my $settings = q(SET work_mem = '64MB'; SET api_fdw.max_memory = '8MB'; SET temp_file_limit = '10GB');
	my ($session, $read) = begun($settings, 60);
	my $before = $session->query_safe($bytes);
	cmp_ok($before, '>', 1_500_000, 'kept, up to a quarter of max_memory');
	my $arms = join(' UNION ALL ', map { "SELECT count(name) AS s FROM other WHERE chain = $_" } 1 .. 6);
	is($session->query_safe("SELECT sum(s) FROM ($arms) u"), 240000, 'other scans, whose bodies take more than is left');
	my $after = $session->query_safe($bytes);
	cmp_ok($after, '<', $before / 2, "make it give them up: $before bytes, then $after");
	$read .= "\n" . $session->query_safe('FETCH ALL FROM c');
	is($read, $all, 'and it asks again: rows');
	$session->query_safe('COMMIT');
	$session->quit;
}
is($mock->in_flight(0), 0, 'nothing is left');

# ---- an API that moves on with each request for the same

# 1, and a cursor, of which each request takes 2, 3, 4; behind the end it is gone.
sub moves
{
	my @responses;

	for my $cursor ('a', 'b')
	{
		my @target = (target => "/scroll?cursor=$cursor");
		push @responses, map { { @target, times => 1, json => { data => [ { id => $_ } ], cursor => $_ < 4 ? $cursor : undef } } } 2, 3, 4;
		push @responses, { @target, status => 404, json => { message => 'gone' } },
			{ target => '/scroll', times => 1, json => { data => [ { id => 1 } ], cursor => $cursor } };
	}
	$mock->reset;
	$mock->ask('POST', '/_mock/script', JSON::PP->new->encode(\@responses));
	return;
}

$node->safe_psql('postgres', q(CREATE FOREIGN TABLE moving (id int) SERVER api
	OPTIONS (path '/scroll', record_path '$.data', pagination 'cursor', cursor_param 'cursor', cursor_path '$.cursor')));
my $hash = 'SET enable_nestloop = off; SET enable_mergejoin = off;';
my $joined = 'SELECT count(*) FROM moving a JOIN moving b USING (id)';
my $both = 'SELECT sum(id) FROM (SELECT id FROM moving UNION ALL SELECT id FROM moving) u';
moves();
is($node->safe_psql('postgres', 'SELECT array_agg(id ORDER BY id) FROM moving'), '{1,2,3,4}', 'an API that moves on');
for my $query ($joined, $both)
{
	moves();
	like(error_of($node, "$hash $query"), qr/another page each time.*share_requests/s, 'read twice at the same place: an error');
	moves();
}
moves();
is($node->safe_psql('postgres', "$hash SET api_fdw.share_requests = off; $joined"), 4, 'each scan for itself: rows');
moves();
is($node->safe_psql('postgres', "SET api_fdw.share_requests = off; $both"), 20, 'each scan for itself: rows');

# a last page that leads to itself is none
$node->safe_psql('postgres', q(CREATE FOREIGN TABLE ends (id int) SERVER api
	OPTIONS (path '/scroll', record_path '$.data', pagination 'cursor', cursor_param 'cursor', cursor_path '$.cursor', on_repeated_page 'end')));
$mock->reset;
$mock->ask('POST', '/_mock/script', JSON::PP->new->encode([ { target => '/scroll?cursor=s', json => { data => [ { id => 2 } ], cursor => 's' } },
	{ target => '/scroll', json => { data => [ { id => 1 } ], cursor => 's' } } ]));
is($node->safe_psql('postgres', "$hash SELECT count(*) FROM ends a JOIN ends b USING (id)"), 2, 'a last page that leads to itself');
is($mock->in_flight(0), 0, 'nothing is left');
done_testing();
