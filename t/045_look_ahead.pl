# Loops whose outer side reads ahead: what is asked and when, who rechecks, and what is left behind.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use ApiFdw::Test;
use Test::More;

my $node = new_node('look_ahead');
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
CREATE TABLE orders AS SELECT g AS n, g % 60 + 1 AS k, NULL::text AS t FROM generate_series(1, 200) g;
ANALYZE orders;
-- rows from "held" on wait for a lock that another session has
CREATE FUNCTION slow(n int, held int, seconds float8) RETURNS int LANGUAGE plpgsql STABLE AS $$
BEGIN
  PERFORM pg_sleep(seconds);
  IF n >= held THEN PERFORM pg_advisory_lock_shared(1); END IF;
  RETURN n;
END $$;
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

# ---- each form: each key once, the window full

my $where = 'id = k AND late = 200';
my %forms = (
	'UPDATE ... FROM' => "UPDATE orders SET t = title FROM posts WHERE $where",
	'DELETE USING' => "DELETE FROM orders USING posts WHERE $where",
	'FOR UPDATE' => "SELECT n, title FROM orders JOIN posts ON $where FOR UPDATE OF orders",
	'whole rows' => "SELECT n, posts FROM orders LEFT JOIN posts ON $where",
	'placeholders' => "SELECT n, z FROM orders LEFT JOIN (SELECT id, late, coalesce(title, 'zz') AS z FROM posts) p ON $where",
	'LATERAL' => "SELECT n, c FROM orders, LATERAL (SELECT count(*) AS c FROM posts WHERE $where) p",
	'UNION ALL' => "SELECT n FROM orders JOIN (SELECT id, late, title FROM posts UNION ALL SELECT id, late, title FROM posts) p ON $where",
);
my $one = "(SELECT title FROM posts WHERE $where)";
%forms = (%forms,
	'a sub-select' => "SELECT n, $one FROM orders",
	'a sub-select of groups' => "SELECT k, count(*), $one FROM orders GROUP BY k",
	'a sub-select that sorts' => "SELECT n FROM orders ORDER BY $one",
	'UPDATE to a sub-select' => "UPDATE orders SET t = $one",
	'UPDATE to several' => "UPDATE orders SET (t, n) = (SELECT title, n FROM posts WHERE $where)",
	'INSERT of a sub-select' => "INSERT INTO orders SELECT n, k, $one FROM orders",
);
$forms{MERGE} = "MERGE INTO orders USING posts ON $where WHEN MATCHED THEN UPDATE SET t = title"
	if $node->pg_version >= 15;
foreach my $form (sort keys %forms)
{
	one('BEGIN');
	$mock->reset;
	my $plan = $form =~ /^(UPDATE|DELETE|MERGE|INSERT)/ ? $forms{$form} : "CREATE TEMP TABLE got ON COMMIT DROP AS $forms{$form}";
	$session->query($plan);
	is(requests(), 60, "$form: 60 requests for 200 rows with 60 keys");
	is($mock->stats->{peak_in_flight}, 20, "$form: a window of them in flight");
	one('ROLLBACK');
}

# ---- a row that another one has changed: core rechecks it, and nothing is sent for it

my $other = session($node);

# Runs a statement, which waits for the row that the other session has changed.
sub behind_change
{
	my ($change, $statement) = @_;

	$other->query("BEGIN; $change");
	$mock->reset;
	$session->query('BEGIN');
	in_background($session, $statement);
	ok(poll_until(sub { $node->safe_psql('postgres',
		"SELECT wait_event_type FROM pg_stat_activity WHERE pid = $pid") eq 'Lock' }), 'it waits for the row');
	$other->query('COMMIT');
	return $session->query('SELECT 1');
}

my $update = 'UPDATE orders SET t = title FROM posts WHERE id = k AND late = 0';
behind_change('UPDATE orders SET n = -5 WHERE n = 5', $update);
is(one('SELECT count(t) FROM orders'), 200, 'UPDATE ... FROM of a changed row');
is(one('SELECT t FROM orders WHERE n = -5'), 'beta6', 'has its row of the API');
is(requests(), 60, 'and asks for nothing more');
one('ROLLBACK');

behind_change('UPDATE orders SET k = 77 WHERE n = 9', $update);
is(one('SELECT count(t) FROM orders'), 199, 'a row whose key has changed does not match any more');
is(one('SELECT t IS NULL FROM orders WHERE n = 9'), 't', 'and is left alone');
is(requests(), 60, 'nor is its new key asked for');
one('ROLLBACK');
$node->safe_psql('postgres', 'UPDATE orders SET k = n % 60 + 1 WHERE k = 77; UPDATE orders SET n = 5 WHERE n = -5');

behind_change('UPDATE orders SET k = 77 WHERE n = 9',
	'CREATE TEMP TABLE locked ON COMMIT DROP AS SELECT n, title FROM orders JOIN posts ON id = k AND late = 0 FOR UPDATE OF orders');
is(one('SELECT count(*), count(*) FILTER (WHERE n = 9) FROM locked'), '199|0', 'FOR UPDATE rechecks a changed row');
is(requests(), 60, 'and asks for nothing more');
one('ROLLBACK');
$node->safe_psql('postgres', 'UPDATE orders SET k = n % 60 + 1 WHERE k = 77');

behind_change('UPDATE orders SET n = -9 WHERE n = 9',
	'CREATE TEMP TABLE locked ON COMMIT DROP AS SELECT n, posts FROM orders LEFT JOIN posts ON id = k AND late = 0 FOR UPDATE OF orders');
is(one(q{SELECT count(*), (array_agg(posts::text) FILTER (WHERE n = -9))[1] FROM locked}), '200|(10,0,"alpha10")',
	'an outer join has the same row of the API again');
is(requests(), 60, 'and asks for nothing more');
one('ROLLBACK');
$node->safe_psql('postgres', 'UPDATE orders SET n = 9 WHERE n = -9');

my $assign = 'UPDATE orders SET t = (SELECT title FROM posts WHERE id = k AND late = 0)';
behind_change('UPDATE orders SET k = 77 WHERE n = 9', $assign);
is(one('SELECT count(t), max(t) FILTER (WHERE n = 9) FROM orders'), '200|gamma77', 'a row that was changed is given what its new key has');
is(requests(), 61, 'which alone is asked for once more');
one('ROLLBACK');
$node->safe_psql('postgres', 'UPDATE orders SET k = n % 60 + 1 WHERE k = 77');

# ---- rows come out while later keys are on their way, and few ask for few

my $slow = 'orders JOIN posts ON posts.id = CASE n WHEN 11 THEN 2 ELSE k END AND late = CASE WHEN n > 11 THEN 30000 ELSE 0 END';
$mock->reset;
one("BEGIN; DECLARE c CURSOR FOR SELECT n, posts FROM $slow");
is(one('MOVE 11 FROM c'), '', 'eleven rows come');
ok(poll_until(sub { $mock->stats->{in_flight} == 20 }), 'while a window of others hangs');
one('CLOSE c');
all_gone('CLOSE');
one('COMMIT');
$mock->reset;
is(one('SELECT count(*) FROM (SELECT n, posts FROM orders JOIN posts ON id = k AND late = 50 LIMIT 3) s'), 3, 'three rows are wanted');
cmp_ok(requests(), '<=', 20, 'and no more than a window asked for');

$mock->reset;
my $few = 'SELECT n, (SELECT title FROM posts WHERE id = k AND late = 50) AS title FROM orders';
is(one("SELECT count(title) FROM ($few LIMIT 2 OFFSET 7) s"), 2, 'rows with sub-selects are limited');
is(requests(), 9, 'and no more asked for than LIMIT and OFFSET let be read');
cmp_ok($mock->stats->{peak_in_flight}, '>', 4, 'these at once');
$mock->reset;
one("BEGIN; DECLARE c CURSOR FOR $few");
one('FETCH 1 FROM c');
cmp_ok(requests(), '<=', 20, 'a cursor asks for no more than a window beforehand');
one('COMMIT');

# ---- a slow outer side: the first row comes when its key's answer does, though the next outer row does not

my $holder = session($node);
$holder->query('SELECT pg_advisory_lock(1)');
$mock->reset;
one("BEGIN; SET LOCAL statement_timeout = '20s'; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off");
one('DECLARE c CURSOR FOR SELECT id FROM (SELECT k, posts.* FROM (SELECT slow(g, 2, 0.3) AS k FROM generate_series(1, 3) g OFFSET 0) o
	JOIN posts ON id = k AND late = 50 AND posts IS NOT NULL) s');
is(one('FETCH 1 FROM c'), '1', 'the first row comes before the second outer one');
is(requests(), 1, 'by its request');
$holder->query('SELECT pg_advisory_unlock(1)');
is(one('FETCH ALL FROM c'), '23', 'the others when that is there');
one('COMMIT');

# ---- what ends a loop in the middle

like(error_of($node, "SET statement_timeout = '1s'; SELECT n, posts FROM $slow"), qr/statement timeout/, 'a loop can be cancelled');
all_gone('a cancel');
one('BEGIN');
one(<<"SQL");
DO \$\$
DECLARE
  r record;
BEGIN
  FOR r IN SELECT n, posts FROM $slow LOOP
    RAISE division_by_zero;
  END LOOP;
EXCEPTION WHEN division_by_zero THEN
  NULL;
END \$\$;
SQL
all_gone('an EXCEPTION block');
one('COMMIT');

one('BEGIN; DECLARE c CURSOR FOR SELECT c FROM unnest(ARRAY[200, 201, 500, 202, 203]) c JOIN bad_status ON id = c AND bad_status IS NOT NULL');
is(one('FETCH 2 FROM c'), '200201', 'rows before a key that fails');
is(one('FETCH 1 FROM c'), '', 'which is an error where its row is reached');
one('ROLLBACK');

# ---- rescans: the same keys are not asked for again

$mock->reset;
is(one('SELECT sum((SELECT count(posts) FROM orders o JOIN posts ON posts.id = o.k AND late = 0 WHERE o.n <= g))
	FROM generate_series(1, 3) g'), 6, 'a correlated sub-select');
is(requests(), 3, 'asks for each key once, whatever its values');
$mock->reset;
is(one('SELECT count(posts) FROM generate_series(1, 2) g, LATERAL (SELECT posts FROM orders JOIN posts ON id = k + g AND late = 0
	WHERE n <= 3 OFFSET 0) s'), 6, 'a loop within a loop');
is(requests(), 4, 'asks for each key once');
$mock->reset;
one('BEGIN; DECLARE c SCROLL CURSOR FOR SELECT n FROM (SELECT n, posts FROM orders JOIN posts ON posts.id = k AND late = 0 WHERE n < 5 OFFSET 0) s');
is(one('FETCH ALL FROM c'), '1234', 'a cursor goes forth');
is(one('FETCH BACKWARD ALL FROM c'), '4321', 'and back');
is(requests(), 4, 'and asks once');
one('COMMIT');

$mock->reset;
is(one('SELECT sum((SELECT count(t) FROM (SELECT (SELECT title FROM posts WHERE id = o.k AND late = 0) AS t FROM orders o WHERE o.n <= g OFFSET 0) s))
	FROM generate_series(1, 3) g'), 6, 'sub-selects of a sub-select that is evaluated again and again');
is(requests(), 3, 'ask for each key once');
$mock->reset;
is(one('SELECT count(t) FROM generate_series(1, 2) g, LATERAL (SELECT (SELECT title FROM posts WHERE id = k + g AND late = 0) AS t FROM orders
	WHERE n <= 3 OFFSET 0) s'), 6, 'and those that hang on a loop around, too');
is(requests(), 4, 'ask for each key once');

# ---- memory

one(q{SET work_mem = '64kB'});
is(one('SELECT count(*), count(DISTINCT (x).id) FROM (SELECT many AS x FROM (VALUES (1), (2), (1), (3)) o (k) JOIN many USING (k) OFFSET 0) s'),
	'20000|5000', 'many rows of a key go to a file, and come back for each outer row');
one('BEGIN');
one('UPDATE orders SET t = repeat(title, 100) FROM posts WHERE id = k AND late = 0');
is(one('SELECT count(t) FROM orders'), 200, 'little memory gives the same rows');
one('ROLLBACK');
is(one('SELECT count(a), max(cardinality(a)) FROM (SELECT ARRAY(SELECT name FROM many WHERE many.k = o.k) AS a FROM (VALUES (1), (2), (1), (3)) o (k) OFFSET 0) s'),
	'4|5000', 'so do the rows of sub-selects');
one('RESET work_mem');
unlike(PostgreSQL::Test::Utils::slurp_file($node->logfile), qr/leak/, 'no file is left');
is($mock->in_flight(0), 0, 'nothing is left');
done_testing();
