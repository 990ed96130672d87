# The same table twice in a query: what both ask for, and one has or waits for, is sent once.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use ApiFdw::Test;
use JSON::PP;
use Test::More;

my $node = new_node('shared');
my $mock = ApiFdw::Mock->start;
new_server($node, 'api', { base_url => $mock->url, max_concurrency => 20 });
$node->safe_psql('postgres', q(ALTER DATABASE postgres SET statement_timeout = '60s'));

sub table
{
	my ($name, $knobs, $options) = @_;
	my $params = encode_json({ envelope => 'data', total => 'body', %$knobs });
	$node->safe_psql('postgres', "SET client_min_messages = error; DROP FOREIGN TABLE IF EXISTS $name CASCADE; CREATE FOREIGN TABLE $name (id int, name text, v bigint) SERVER api
		OPTIONS (path '/paged/page', pagination 'page_number', page_param 'page', record_path '\$.data',
		total_path '\$.total', params '$params'" . ($options // '') . ')');
	return;
}

sub asked
{
	my ($sql, $rows, $requests, $what) = @_;
	$mock->reset;
	is($node->safe_psql('postgres', $sql), $rows, "$what: rows");
	is($mock->stats->{requests}, $requests, "$what: $requests requests");
	return;
}

my $hash = 'SET enable_nestloop = off; SET enable_mergejoin = off;';
my $both = 'SELECT id FROM t UNION ALL SELECT id FROM t WHERE v > 100';

# ---- what is shared

table('t', { n => 200, latency => 30 });
asked("SELECT count(*), sum(id) FROM ($both) u", '390|40145', 20, 'a union');
asked("$hash SELECT count(*), count(b.name) FROM t a JOIN t b USING (id)", '200|200', 20, 'a join with itself');
asked('SELECT count(*) FROM t WHERE v > (SELECT avg(v) FROM t)', 85, 20, 'a sub-select');
my $plan = $node->safe_psql('postgres', "EXPLAIN (ANALYZE, COSTS off, TIMING off) $both");
my %sum;
$sum{$1} += $2 while $plan =~ /(Shared Requests|  Requests): (\d+)/g;
is($sum{'Shared Requests'}, 20, 'EXPLAIN ANALYZE tells of it') or diag $plan;
is($sum{'  Requests'}, 20, 'and of those that were sent');

# ---- what is not

table('other', { n => 200, latency => 30, chain => 'other' });
asked('SELECT count(*) FROM (SELECT id FROM t UNION ALL SELECT id FROM other) u', 400, 40, 'other requests');
$node->safe_psql('postgres', 'CREATE VIEW of_t AS SELECT * FROM t');
asked('SELECT count(*) FROM (SELECT id FROM t UNION ALL SELECT id FROM of_t) u', 400, 20, 'a view');
$node->safe_psql('postgres', 'CREATE FUNCTION rows_of_t() RETURNS bigint LANGUAGE plpgsql AS
	$$BEGIN RETURN (SELECT count(*) FROM t); END$$');
asked('BEGIN; DECLARE c CURSOR FOR SELECT id FROM t; FETCH 1 FROM c; MOVE 4 FROM c; SELECT rows_of_t(); COMMIT',
	"1\n200", 40, 'another query');

# ---- failures: once for all who wait

table('t', { n => 200, latency => 30, fail_at => '3:503:1' });
asked("SELECT count(*) FROM ($both) u", 390, 21, 'a page that is sent again');
table('t', { n => 200, latency => 30, fail_at => '3:404' });
like(error_of($node, "SELECT count(*) FROM ($both) u"), qr/HTTP status 404/, 'a page that fails');
table('t', { n => 200, latency => 30, cut_at => '3:1' });
is($node->safe_psql('postgres', "SELECT count(*) FROM ($both) u"), 390, 'a page that was cut');

# ---- whoever reads does not wait for who does not

table('t', { n => 20000, size => 1000 }, ", scan_buffer '64kB'");
is($node->safe_psql('postgres', "$hash SELECT count(*), count(b.name) FROM t a JOIN t b USING (id)"), '20000|20000',
	'bodies that wait for the other scan');
$node->safe_psql('postgres', q(CREATE FOREIGN TABLE large (id int, name text) SERVER api
	OPTIONS (path '/records', params '{"n": "20000"}', scan_buffer '64kB')));
is($node->safe_psql('postgres', "$hash SELECT count(*), count(b.name) FROM large a JOIN large b USING (id)"), '20000|20000',
	'a body that is read in portions');
is($mock->in_flight(0), 0, 'nothing is left');

# ---- one of them ends

table('t', { n => 200, latency => 30 });
is($node->safe_psql('postgres', '(SELECT id FROM t ORDER BY id LIMIT 1) UNION ALL (SELECT id FROM t LIMIT 1)'), "1\n1",
	'a scan that ends before the other');
$node->safe_psql('postgres', q(CREATE FOREIGN TABLE parts (id int, chain text OPTIONS (param 'chain', param_only 'true')) SERVER api
	OPTIONS (path '/paged/page', pagination 'page_number', page_param 'page', record_path '$.data', total_path '$.total',
	params '{"envelope": "data", "total": "body", "n": "200", "slow_at": "2:300"}')));
my $settings = 'SET enable_memoize = off; SET api_fdw.enable_batch_join = off;';
is($node->safe_psql('postgres', "$settings SELECT g, count(*), count(DISTINCT b.id) FROM generate_series(1, 2) g,
	LATERAL (SELECT id FROM parts WHERE chain = 'c' || g LIMIT 1 + 0 * g) a,
	LATERAL (SELECT id FROM parts WHERE chain = 'c1' LIMIT g * g * 5) b GROUP BY g ORDER BY g"), "1|5|5\n2|20|20",
	'a scan that is begun anew while the other waits for its pages');
is($mock->in_flight(0), 0, 'nothing is left in the end');
done_testing();
