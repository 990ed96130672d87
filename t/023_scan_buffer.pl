# Large pages, many at once: together they stay within scan_buffer, whoever reads them
# in whatever order, and nothing stands still for it.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use ApiFdw::Nginx;
use ApiFdw::Test;
use IO::Compress::Gzip;
use Test::More;

my $node = new_node('scan_buffer');
my $mock = ApiFdw::Mock->start;
my $nginx = ApiFdw::Nginx->new;

# 20 pages of 2 MB, or of 20 MB
my $mega = $ENV{API_FDW_TEST_LONG} ? 20 : 2;
my $records = $mega * 5000;
my $all = 20 * $records;
my $buffer = $mega * 3;

for my $page (1 .. 20)
{
	$nginx->put("page$page.json", '[' . join(',', map { sprintf '{"id": %d, "text": "%s"}', $page * 1_000_000 + $_, 'x' x 180 } 1 .. $records) . ']');
}
$nginx->start(http => '', locations => 'location / { add_header X-Total-Pages 20; }
	location /z/ { rewrite ^ /wide.gz break; default_type application/json; add_header Content-Encoding gzip; }');

my $peak = q{SELECT (regexp_match(pg_read_file('/proc/self/status'), 'VmHWM:\s+(\d+)'))[1]::int};
my $paged = q(pagination 'page_number', page_param 'page', total_pages_header 'X-Total-Pages');

sub server
{
	my ($url, %options) = @_;
	new_server($node, 'api', { base_url => $url, scan_buffer => "${buffer}MB", max_retries => 2,
		backoff_initial => '1ms', backoff_max => '2ms', %options });
	return;
}

# All rows come, in that many MB above what a scan of one small page takes.
sub bounded
{
	my ($name, $where, $limit) = @_;
	my $session = session($node);

	$session->query_safe('SELECT count(id) FROM small');
	my $before = $session->query_safe($peak);
	is($session->query_safe("SELECT count(id) FROM t $where"), $all, "$name: all rows");
	my $grown = ($session->query_safe($peak) - $before) / 1024;
	cmp_ok($grown, '<=', $limit, sprintf('%s: in %.1f MB of memory, of %d', $name, $grown, $limit));
	$session->quit;
	return;
}

# ---- memory: scan_buffer, one page, and 8 MB

server($nginx->http);
$nginx->put('small.json', '[{"id": 1}]');
$node->safe_psql('postgres', q(CREATE FOREIGN TABLE small (id int) SERVER api OPTIONS (path '/small.json', pagination 'none')));
$node->safe_psql('postgres', "CREATE FOREIGN TABLE t (id int, text text) SERVER api OPTIONS (path '/page{page}.json', $paged)");
bounded("20 pages of $mega MB", 'WHERE text IS NOT NULL', $buffer + $mega + 8);

# the first window of many values opens at once, before anybody knows how large they are
my $values = 'WHERE text IS NOT NULL AND page = ANY (ARRAY(SELECT generate_series(1, 20)))';
for my $order ('off', 'on')
{
	$node->safe_psql('postgres', "DROP FOREIGN TABLE t; CREATE FOREIGN TABLE t (page int OPTIONS (param 'page'), id int, text text)
		SERVER api OPTIONS (path '/page{page}.json', pagination 'none', keep_order '$order', max_concurrency '20')");
	bounded("20 values of $mega MB, keep_order $order", $values, $buffer + $mega + 8);
}

is($node->safe_psql('postgres', "SELECT array_agg(page ORDER BY n) = ARRAY(SELECT generate_series(1, 20)) FROM (SELECT page, min(n) AS n
	FROM (SELECT page, row_number() OVER () AS n FROM t $values) s GROUP BY page) s"), 't', 'in order');

# hundreds of times smaller on the wire: what a piece of it holds is not taken at once
my $wide = '[' . join(',', map { sprintf '{"id": %d, "text": "%s"}', $_, 'x' x 20_000 } 1 .. 1000 * $mega) . ']';
IO::Compress::Gzip::gzip(\$wide => \my $packed, -Level => 9) or die;
$nginx->put('wide.gz', $packed);
$node->safe_psql('postgres', "DROP FOREIGN TABLE t; CREATE FOREIGN TABLE t (page int OPTIONS (param 'page'), id int, text text)
	SERVER api OPTIONS (path '/z/{page}', pagination 'none', scan_buffer '1MB')");
$all = 1000 * $mega;
bounded('a compressed body of ' . 20 * $mega . ' MB, in portions', 'WHERE text IS NOT NULL AND page = 1', 5);

# ---- two scans share a window: the one that is not read does not block the other

server($nginx->http, max_concurrency => 2);
$node->safe_psql('postgres', "CREATE FOREIGN TABLE t (page int OPTIONS (param 'page'), id int, text text) SERVER api OPTIONS (path '/page{page}.json', pagination 'none', scan_buffer '1MB')");
for my $join (qw(mergejoin hashjoin nestloop))
{
	my @others = grep { $_ ne $join } qw(mergejoin hashjoin nestloop);
	is($node->safe_psql('postgres', join('', map { "SET enable_$_ = off;" } @others) .
		'SELECT count(*) FROM t a JOIN t b ON a.page + 1 = b.page AND b.id = a.id + 1000000
		WHERE a.page IN (1, 2) AND b.page IN (2, 3) AND a.id % 1000000 < 3 AND b.id % 1000000 < 3'), 4, "a $join of two scans");
}
is($node->safe_psql('postgres', 'BEGIN; DECLARE c CURSOR FOR SELECT id FROM t WHERE page IN (1, 2, 3, 4);
	FETCH 1 FROM c; SELECT count(*) FROM t WHERE page IN (5, 6); MOVE ALL IN c; COMMIT') =~ s/^\d+\n//r, 2 * $records,
	'a cursor that rests does not block another scan');

# ---- failures among pages that wait

for my $fault ('"fail_at": "1:503:1"', '"fail_at": "3:503:2"', '"cut_at": "2:1"', '"slow_at": "1:200"')
{
	server($mock->url, scan_buffer => '256kB');
	$node->safe_psql('postgres', qq(CREATE FOREIGN TABLE t (chain int OPTIONS (param 'run', param_only 'on'), id int) SERVER api
		OPTIONS (path '/paged/page', params '{"n": "20000", "size": "2500", $fault, "total": "body"}', record_path '\$.data',
			pagination 'page_number', page_param 'page', total_path '\$.total', max_concurrency '3')));
	for my $order ('off', 'on')
	{
		$node->safe_psql('postgres', "ALTER FOREIGN TABLE t OPTIONS (ADD keep_order '$order')");
		my @runs = $order eq 'on' ? (1, 2, 3) : (4, 5, 6);
		is($node->safe_psql('postgres', 'SELECT count(*), count(DISTINCT (chain, id)) FROM t WHERE chain IN (' . join(', ', @runs) . ')'), '60000|60000',
			"three chains, $fault, keep_order $order");
		$node->safe_psql('postgres', 'ALTER FOREIGN TABLE t OPTIONS (DROP keep_order)');
	}
}

done_testing();
