# Batched joins over slow outer sides: what is there leaves, or is given, before the next outer row is waited for.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use ApiFdw::Test;
use Test::More;

my $node = new_node('join_pace');
my $mock = ApiFdw::Mock->start;
new_server($node, 'api', { base_url => $mock->url, max_retries => 0, max_concurrency => 20, request_timeout => '60s' });
$node->safe_psql('postgres', <<'SQL');
CREATE FOREIGN TABLE posts (
  id int OPTIONS (param 'id', json_path '$.id'), late int OPTIONS (param 'delay', param_only 'true'), title text)
  SERVER api OPTIONS (path '/posts/{id}');
CREATE FOREIGN TABLE lists (id int OPTIONS (param 'ids', param_in 'comma', param_in_max '100', json_path '$.id'), late int OPTIONS (param 'delay', param_only 'true'))
  SERVER api OPTIONS (path '/listed/{ids}', params '{"sep": "comma", "most": "100"}');
CREATE FOREIGN TABLE gated (id int) SERVER api OPTIONS (path '/gated', record_path '$.data', pagination 'cursor',
  cursor_param 'cursor', cursor_path '$.next');
-- rows from "held" on wait for a lock that another session has
CREATE FUNCTION slow(n int, held int, seconds float8) RETURNS int LANGUAGE plpgsql STABLE AS $$
BEGIN
  PERFORM pg_sleep(seconds);
  IF n >= held THEN PERFORM pg_advisory_lock_shared(1); END IF;
  RETURN n;
END $$;
SQL

my $session = session($node);
my $holder = session($node);
$session->query('SET enable_hashjoin = off; SET enable_mergejoin = off');

sub one { return bare($session, $_[0]); }

sub requests { return scalar(my @requests = $mock->requests); }

# a row that takes long, and does not come at all from "held" on
sub rows_of
{
	my ($rows, $held, $seconds) = @_;
	return "(SELECT slow(g, $held, $seconds) AS k FROM generate_series(1, $rows) g OFFSET 0) o";
}

# Lets the pages behind the first come.
sub open_gate
{
	eval { $mock->ask('GET', '/open') };
	return;
}

# A cursor over the join gives that, while the next outer row does not come.
sub gives
{
	my ($join, $fetch, $wanted, $what) = @_;
	one("BEGIN; SET LOCAL statement_timeout = '20s'; DECLARE c CURSOR FOR SELECT id FROM $join");
	is(one("FETCH $fetch FROM c"), $wanted, $what);
	return;
}

$holder->query('SELECT pg_advisory_lock(1)');

# ---- a row that can be given is not held up by the next outer one

for my $table (qw(posts lists))
{
	$mock->reset;
	gives(rows_of(3, 2, 0.3) . " JOIN $table ON id = k AND late = 50", 1, '1', "$table: the first row comes before the second outer one");
	is(requests(), 1, 'by its request');
	one('ROLLBACK');
}

# ---- an outer side of ours says when it has no row: the key's answer, or the row, whichever is first

$mock->reset;
gives('gated JOIN posts USING (id) WHERE late = 300', 1, '1', 'the first row comes before the second page of the outer side');
open_gate();
is(one('FETCH ALL FROM c'), '23', 'the others when that is there');
one('COMMIT');

$mock->reset;
gives('(SELECT p.id FROM gated JOIN posts p USING (id) JOIN posts q ON q.id = p.id WHERE p.late = 0 AND q.late = 300) s', 1, '1',
	'nor is it held up where a batched join is the outer side');
open_gate();
is(one('FETCH ALL FROM c'), '23', 'which gives the others, too');
one('COMMIT');

# ---- the window is as full, and each key asked once, as with a fast one; order stays

$mock->reset;
is(one('SELECT string_agg(id::text, \',\') FROM ' . rows_of(60, 99, 0.003) . ' JOIN posts ON id = k AND late = 300'),
	join(',', 1 .. 60), 'a slow outer side: the rows in order');
is(requests(), 60, '60 requests for 60 keys');
is($mock->stats->{peak_in_flight}, 20, 'a window of them in flight');

# ---- a key leaves though no further outer row comes (all have a connection from before)

$mock->reset;
one("BEGIN; SET LOCAL statement_timeout = '20s'");
in_background($session, 'SELECT count(*) FROM ' . rows_of(3, 3, 0.02) . ' JOIN posts ON id = k AND late = 3000');
ok(poll_until(sub { requests() == 2 }), 'two keys leave while the third outer row does not come');
$holder->query('SELECT pg_advisory_unlock(1)');
like(one('COMMIT'), qr/^3/, 'and the join goes on when it does');

# ---- lists grow while the outer side is slow

$mock->reset;
is(one('SELECT count(*) FROM ' . rows_of(64, 99, 0.003) . ' JOIN lists ON id = k AND late = 0'), 64, 'keys that go out in lists');
cmp_ok(requests(), '<=', 8, 'make a request for each doubling');

# ---- a first row without a key

for my $table (qw(posts lists))
{
	is(one("SELECT string_agg(coalesce(id, 0)::text, ',') FROM " . rows_of(4, 99, 0.005) . " LEFT JOIN $table ON id = nullif(k, 1) AND late = 0"),
		'0,2,3,4', "$table: a slow row that has no key");
}

# ---- LIMIT asks for no more than a window

$mock->reset;
is(one('SELECT count(*) FROM (SELECT FROM ' . rows_of(60, 99, 0.003) . ' JOIN posts ON id = k AND late = 20 LIMIT 3) s'), 3, 'LIMIT');
cmp_ok(requests(), '<=', 20, 'asks for a window at most');
is($mock->in_flight(0), 0, 'nothing is left');
done_testing();
