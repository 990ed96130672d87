# Batched joins: what is asked and when, and what is left behind.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use ApiFdw::Test;
use Test::More;
use Time::HiRes qw(time);

my $node = new_node('join');
my $mock = ApiFdw::Mock->start;
new_server($node, 'api', { base_url => $mock->url, max_retries => 0, max_concurrency => 20,
	request_timeout => '60s' });
$node->safe_psql('postgres', <<'SQL');
-- "late" milliseconds late
CREATE FOREIGN TABLE posts (
  id int OPTIONS (param 'id', json_path '$.id'), late int OPTIONS (param 'delay', param_only 'true'), title text)
  SERVER api OPTIONS (path '/posts/{id}', rows '1');
CREATE FOREIGN TABLE bad_status (id int OPTIONS (param 'id'), error text) SERVER api OPTIONS (path '/status/{id}');
CREATE FOREIGN TABLE many (k int OPTIONS (param 'k', param_only 'true'), id int, name text) SERVER api
  OPTIONS (path '/records', params '{"n": "5000"}');
CREATE TABLE orders AS SELECT g AS n, g % 60 + 1 AS k FROM generate_series(1, 200) g;
CREATE FUNCTION fails_at(int, int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF $1 = $2 THEN RAISE EXCEPTION 'the outer side fails'; END IF;
  RETURN $1;
END $$;
ANALYZE orders;
SQL

my $session = session($node);
my $pid = backend_pid($session);

sub one { return bare($session, $_[0]); }

sub requests { return scalar(my @requests = $mock->requests); }

sub all_gone
{
	my ($what) = @_;
	is($mock->in_flight(0), 0, "$what ends the requests in flight");
	return;
}

# ---- each key once, the window full, the order kept

my $join = 'orders JOIN posts ON posts.id = k AND late = 200';
$mock->reset;
is(one("SELECT string_agg(n || ':' || posts.id, ',') FROM $join"),
	join(',', map { $_ . ':' . ($_ % 60 + 1) } 1 .. 200), 'the rows, in the order of the outer ones');
is(requests(), 60, '60 requests for 200 rows with 60 keys');
is($mock->stats->{peak_in_flight}, 20, 'a window of them in flight');

# ---- rows come out while later keys are on their way

# (the eleventh, half of a window, has later ones read; it waits for nothing, for its key is the first one's)
my $slow = 'orders JOIN posts ON posts.id = CASE n WHEN 11 THEN 2 ELSE k END AND late = CASE WHEN n > 11 THEN 30000 ELSE 0 END';
$mock->reset;
one("BEGIN; DECLARE c CURSOR FOR SELECT n FROM $slow");
is(one('FETCH 11 FROM c'), join('', 1 .. 11), 'eleven rows come');
# (nothing moves between two FETCHes, so that what needs a new connection would not leave; all have one from before)
ok(poll_until(sub { $mock->stats->{in_flight} == 20 }), 'while a window of others hangs');
one('CLOSE c');
all_gone('CLOSE');
one('COMMIT');

# ---- few rows, few requests

$mock->reset;
is(one("SELECT count(*) FROM (SELECT * FROM $join LIMIT 3) s"), 3, 'three rows are wanted');
cmp_ok(requests(), '<=', 20, 'and no more than a window asked for');

# ---- what was fetched before stays, within a batch and across them

$mock->reset;
one('SET api_fdw.join_batch_size = 4');
is(one('SELECT count(*) FROM orders JOIN posts ON posts.id = k % 3 AND late = 0'), 200,
	'batches of four rows');
is(requests(), 3, 'ask for three keys once');
one('RESET api_fdw.join_batch_size');

# ---- what ends a join in the middle

like(error_of($node, "SET statement_timeout = '1s'; SELECT n FROM $slow"), qr/statement timeout/,
	'a join can be cancelled');
all_gone('a cancel');

one('BEGIN');
one(<<"SQL");
DO \$\$
DECLARE
  r record;
BEGIN
  FOR r IN SELECT n FROM $slow LOOP
    RAISE division_by_zero;
  END LOOP;
EXCEPTION WHEN division_by_zero THEN
  NULL;
END \$\$;
SQL
all_gone('an EXCEPTION block');
one('COMMIT');

like(error_of($node, "SELECT n FROM (SELECT fails_at(n, 15) AS n, k FROM orders) o
	JOIN posts ON posts.id = k AND late = CASE WHEN n > 12 THEN 30000 ELSE 0 END"),
	qr/the outer side fails/, 'an error of the outer side is raised');
all_gone('an error of the outer side');

$mock->reset;
one('BEGIN; DECLARE c CURSOR FOR SELECT c FROM unnest(ARRAY[200, 201, 500, 202, 203]) c JOIN bad_status ON id = c');
is(one('FETCH 2 FROM c'), '200201', 'rows before a key that fails');
is(one('FETCH 1 FROM c'), '', 'which is an error where its row is reached');
one('ROLLBACK');

# a failure that comes first is no error before its row's turn
one('BEGIN; DECLARE c CURSOR FOR SELECT c.k FROM (VALUES (1, 500), (-1, 0)) c (k, l)
	JOIN posts ON posts.id = c.k AND late = c.l');
is(one('FETCH 1 FROM c'), '1', 'a row that comes after the failure of a later one');
is(one('FETCH 1 FROM c'), '', 'which is an error then');
one('ROLLBACK');

# ---- rescans: the same keys are not asked for again, unless what their rows depend on changes

$mock->reset;
is(one('SELECT sum((SELECT count(*) FROM orders o JOIN posts ON posts.id = o.k AND late = 0 WHERE o.n <= g))
	FROM generate_series(1, 3) g'), 6, 'a correlated sub-select');
is(requests(), 3, 'asks for each key once, whatever its values');
for my $case ([ 'on', 2, 'has the pages of each of its values' ], [ 'off', 2 * 3, 'or asks anew for each of its values' ])
{
	my ($shares, $asks, $what) = @$case;

	$mock->reset;
	one("SET api_fdw.share_requests = $shares");
	is(one('SELECT sum((SELECT count(*) FROM orders o JOIN posts ON posts.id = o.k AND late = 0 AND length(title) > g
		WHERE o.n <= 2)) FROM generate_series(6, 8) g'), 2, 'a correlated sub-select with a condition on the rows');
	is(requests(), $asks, $what);
}
one('RESET api_fdw.share_requests');
$mock->reset;
one('BEGIN; DECLARE c SCROLL CURSOR FOR SELECT n FROM orders JOIN posts ON posts.id = k AND late = 0 WHERE n < 5');
is(one('FETCH ALL FROM c'), '1234', 'a cursor goes forth');
is(one('FETCH BACKWARD ALL FROM c'), '4321', 'and back');
is(one('FETCH ALL FROM c'), '1234', 'and forth again');
is(requests(), 4, 'and asks once');
one('COMMIT');
one('BEGIN; DECLARE h CURSOR WITH HOLD FOR SELECT n FROM orders JOIN posts ON posts.id = k AND late = 0
	WHERE n < 5; COMMIT');
is(one('FETCH ALL FROM h'), '1234', 'a held cursor');
one('CLOSE h');
one('PREPARE p(int) AS SELECT count(*) FROM orders JOIN posts ON posts.id = k AND late = 0 WHERE n <= $1');
one('SET plan_cache_mode = force_generic_plan');
is(one("EXECUTE p($_)"), $_, "a prepared statement for $_") for 2, 5;

# ---- workers: nothing is asked twice

$mock->reset;
one("SELECT set_config(name, 'on', false) FROM pg_settings WHERE name IN ('force_parallel_mode', 'debug_parallel_query')");
one('SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0');
is(one('SELECT count(*) FROM orders JOIN posts ON posts.id = k AND late = 0'), 200, 'a join beside parallel plans');
is(requests(), 60, 'asks for each key once');
$mock->reset;
is(one('SELECT count(*) FROM orders JOIN (SELECT id FROM posts WHERE id BETWEEN 1 AND 60 AND late = 0) p
	ON p.id = k'), 200, 'a hash join beside parallel plans');
is(requests(), 60, 'scans once');
one("SELECT set_config(name, 'off', false) FROM pg_settings WHERE name IN ('force_parallel_mode', 'debug_parallel_query')");

# ---- more rows than memory

$mock->reset;
one(q{SET work_mem = '64kB'});
is(one('SELECT count(*) || max(n)::text FROM (SELECT o.n, repeat(title, 100) AS t FROM generate_series(1, 3) g,
	orders o JOIN posts ON posts.id = k AND late = 0 OFFSET 0) s'), '600200', 'little memory gives the same rows');
is(one('SELECT count(*), count(DISTINCT many.id) FROM (VALUES (1), (2), (1), (3)) o (k) JOIN many USING (k)'),
	'20000|5000', 'many rows of a key go to a file, and come back for each outer row');
one(q{SET work_mem = '1MB'});
one(q{BEGIN; DECLARE c CURSOR FOR SELECT many.id FROM generate_series(1, 50) o (k) JOIN many USING (k)});
one('MOVE 240000 IN c');
is(one('FETCH 1 FROM c'), '0', 'keys with many rows, one after the other: the first row of the 49th');
cmp_ok(one('SELECT count(*) FROM pg_ls_tmpdir()'), '<=', 20, 'let their files go');
cmp_ok(one(q{SELECT sum(total_bytes) FROM pg_backend_memory_contexts WHERE name LIKE 'api_fdw%'}), '<', 4e6, 'and their memory');
one('COMMIT');
one('RESET work_mem');
unlike(PostgreSQL::Test::Utils::slurp_file($node->logfile), qr/leak/, 'no file is left');
is($mock->in_flight(0), 0, 'nothing is left');
done_testing();
