# Errors leave nothing behind: no request in flight, no descriptor, no memory.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use ApiFdw::Test;
use Test::More;

my $node = new_node('cleanup');
my $mock = ApiFdw::Mock->start;
new_server($node, 'api', { base_url => $mock->url, max_retries => 0, request_timeout => '60s' });
$node->safe_psql('postgres', <<'SQL');
-- "late" milliseconds late, so that some answers are there and others are not
CREATE FOREIGN TABLE posts (
  id int OPTIONS (param 'id'), late int OPTIONS (param 'delay', param_only 'true'), title text)
  SERVER api OPTIONS (path '/posts/{id}');
CREATE VIEW slow AS
  SELECT * FROM posts WHERE id IN (1, 2, 3, 4, 5, 6, 7, 8, 9, 10) AND late IN (0, 30000);
CREATE FOREIGN TABLE wrong_type (id int OPTIONS (param 'id'), title int)
  SERVER api OPTIONS (path '/posts/{id}');
CREATE FOREIGN TABLE bad_status (id int OPTIONS (param 'id')) SERVER api OPTIONS (path '/status/{id}');
CREATE FOREIGN TABLE broken (id int) SERVER api
  OPTIONS (path '/truncate/a', params '{"fail": "1000000", "how": "chunked"}');
CREATE FUNCTION fail(times int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  failures int := 0;
  query text;
BEGIN
  FOR i IN 1 .. times LOOP
    query := (ARRAY['wrong_type WHERE id IN (1, 2, 3)', 'bad_status WHERE id = 500', 'broken'])[1 + i % 3];
    BEGIN
      EXECUTE 'SELECT * FROM ' || query;
    EXCEPTION WHEN OTHERS THEN
      failures := failures + 1;
    END;
  END LOOP;
  RETURN failures;
END $$;
SQL

my $session = session($node);
my $pid = backend_pid($session);

sub one { return bare($session, $_[0]); }

# ---- a scan that is left in the middle

sub fully_open
{
	# a connection that is new takes a second look of the backend before its request leaves, and
	# a cursor at rest takes none: let another scan look
	one('SELECT title FROM posts WHERE id = 11 AND late = 0');
	is($mock->in_flight(10), 10, 'ten requests hang while the first rows are read');
	return;
}

sub all_gone
{
	my ($what) = @_;
	is($mock->in_flight(0), 0, "$what ends the requests in flight");
	return;
}

one('BEGIN; DECLARE c CURSOR FOR SELECT * FROM slow; FETCH 3 FROM c;');
fully_open();
one('CLOSE c;');
all_gone('CLOSE');
one('COMMIT');

one('BEGIN; SAVEPOINT s; DECLARE c CURSOR FOR SELECT * FROM slow; FETCH 3 FROM c;');
fully_open();
one('ROLLBACK TO SAVEPOINT s;');
all_gone('ROLLBACK TO SAVEPOINT');
one('COMMIT');

one('BEGIN; DECLARE c CURSOR FOR SELECT * FROM slow; FETCH 3 FROM c;');
fully_open();
one('SELECT 1 / 0;');
all_gone('an error of another statement');
one('ROLLBACK');

one('BEGIN;');
one(<<'SQL');
DO $$
DECLARE
  r record;
BEGIN
  FOR r IN SELECT * FROM slow LOOP
    RAISE division_by_zero;
  END LOOP;
EXCEPTION WHEN division_by_zero THEN
  NULL;
END $$;
SQL
all_gone('an EXCEPTION block');
one(q{DO $$ DECLARE r record; BEGIN FOR r IN SELECT * FROM slow LOOP EXIT; END LOOP; END $$;});
all_gone('EXIT from a FOR loop');
is(one('SELECT count(*) FROM (SELECT FROM slow LIMIT 2) AS s;'), 2, 'a LIMIT is reached');
all_gone('LIMIT');
is(one('SELECT count(*) FROM generate_series(1, 3) WHERE EXISTS (SELECT FROM slow);'),
	3, 'EXISTS needs one row');
all_gone('EXISTS');
one('COMMIT');

# a cursor WITH HOLD reads all before its transaction ends
one('BEGIN; DECLARE h CURSOR WITH HOLD FOR SELECT * FROM posts WHERE id IN (1, 2, 3); COMMIT;');
is($mock->stats->{in_flight}, 0, 'a held cursor has read everything');
one('CLOSE h');

# ---- a thousand failures in one backend

sub resident_kb
{
	my ($line) = grep { /^VmRSS/ } split /\n/, PostgreSQL::Test::Utils::slurp_file("/proc/$pid/status");
	return $line =~ /(\d+)/ ? $1 : die;
}

# PostgreSQL 18 has no name of the parent, but the path of numbers
my $cached = $node->pg_version >= 18 ? q{path @> (SELECT path FROM m WHERE name = 'CacheMemoryContext')} :
	q{parent IS NOT DISTINCT FROM 'CacheMemoryContext' OR name LIKE 'CacheMemory%'};
my $contexts = "WITH m AS MATERIALIZED (SELECT * FROM pg_backend_memory_contexts)
	SELECT count(*) || ' contexts, ' || sum(total_bytes) || ' bytes' FROM m WHERE NOT ($cached);";

# How many connections rest in the pool after a failure hangs on what had been answered by
# then; ten requests at once bring it to ten.
sub fill_pool
{
	is(one('SELECT count(*) FROM posts WHERE id BETWEEN 1 AND 10 AND late = 500;'), 10, 'ten at once');
	return;
}

is(one('SELECT fail(300);'), 300, 'warm up');
one('SELECT * FROM wrong_type WHERE id = 1;') for 1 .. 3;
fill_pool();
one($contexts) for 1 .. 3;
my ($fds, $memory, $resident) = (descriptors($pid), one($contexts), resident_kb());
like($memory, qr{^\d+contexts,\d+bytes$}, "the memory contexts are told");

is(one('SELECT fail(1000);'), 1000, 'a thousand failing scans');
fill_pool();
is(descriptors($pid), $fds, "descriptors are what they were, $fds");
is(one($contexts), $memory, 'so are the memory contexts');
cmp_ok(resident_kb() - $resident, '<', 2048, 'and the memory outside of them');

one('SELECT * FROM wrong_type WHERE id = 1;') for 1 .. 100;
fill_pool();
is(descriptors($pid), $fds, 'a hundred that fail at the top level: descriptors');
is(one($contexts), $memory, 'contexts');
is($mock->stats->{in_flight}, 0, 'nothing in flight');

$session->quit;
done_testing();
