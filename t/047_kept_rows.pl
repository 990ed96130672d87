# Through pages that a statement keeps, every query has the rows that it has when each scan asks for itself.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use ApiFdw::Test;
use JSON::PP;
use Test::More;

my $node = new_node('kept_rows');
my $mock = ApiFdw::Mock->start;
new_server($node, 'api', { base_url => $mock->url, max_retries => 2, backoff_initial => '1ms', max_concurrency => 5 });
$node->safe_psql('postgres', q(ALTER DATABASE postgres SET client_min_messages = error; CREATE TABLE k (n int, g int);
	INSERT INTO k SELECT i, i * i % 7 FROM generate_series(1, 30) i));

# a name, the mock's style and knobs, and options
my @apis = (
	[ 'pages', 'page', { total => 'body' }, "pagination 'page_number', page_param 'page', total_path '\$.total'" ],
	[ 'untold', 'page', {}, "pagination 'page_number', page_param 'page'" ],
	[ 'past', 'page', { past => 404 }, "pagination 'page_number', page_param 'page'" ],
	[ 'repeats', 'page', { past => 'repeat' }, "pagination 'page_number', page_param 'page', on_repeated_page 'end'" ],
	[ 'offsets', 'offset', { total => 'body' }, "pagination 'offset', offset_param 'offset', page_size '20', page_size_param 'limit'" ],
	[ 'cursors', 'cursor', {}, "pagination 'cursor', cursor_param 'cursor', cursor_path '\$.next_cursor'" ],
	[ 'links', 'link', { envelope => 'array' }, "pagination 'link_header'" ],
	[ 'portions', 'page', { total => 'body', size => 2000, n => 5000 },
		"pagination 'page_number', page_param 'page', total_path '\$.total', scan_buffer '64kB'" ],
	[ 'fails', 'page', { total => 'body', fail_at => '2:503:1' }, "pagination 'page_number', page_param 'page', total_path '\$.total'" ],
);
my @queries = (
	'SELECT count(*), sum(a.v - b.id), min(a.name), max(b.name) FROM t a JOIN t b USING (id)',
	'SELECT count(*), sum(b.id) FROM t a LEFT JOIN t b ON b.id = a.v',
	'SELECT count(*), sum(id) FROM (SELECT id FROM t UNION ALL SELECT v FROM t WHERE id % 3 = 0) u',
	'WITH c AS NOT MATERIALIZED (SELECT * FROM t) SELECT count(*) FROM c WHERE v > (SELECT avg(v) FROM c)',
	'SELECT count(*) FROM t a WHERE EXISTS (SELECT FROM t b WHERE b.v > a.v AND b.id % 10 = 1)',
	'SELECT (SELECT id FROM t ORDER BY id LIMIT 1), (SELECT max(id) FROM t), (SELECT count(*) FROM t WHERE id > 10)',
	'SELECT count(*), sum(id) FROM t WHERE id IN (SELECT id FROM t WHERE v % 2 = 0) AND id NOT IN (SELECT v FROM t)',
	'SELECT n, (SELECT sum(v) FROM t WHERE chain = g AND id % 5 = n % 5) FROM k ORDER BY n',
	'SELECT sum(l.id), count(*) FROM k, LATERAL (SELECT id FROM t WHERE chain = g AND id > n LIMIT 3) l',
	'SELECT count(*), sum(t.v) FROM k JOIN t ON chain = g WHERE t.id < 30',
);

for my $api (@apis)
{
	my ($name, $style, $knobs, $options) = @$api;
	my $params = encode_json({ n => 100, size => 20, envelope => 'data', %$knobs });
	my $records = ($knobs->{envelope} // '') eq 'array' ? '' : "record_path '\$.data',";
	my $session = session($node);
	my $wrong = '';
	my $shared = 0;

	$node->safe_psql('postgres', "DROP FOREIGN TABLE IF EXISTS t; CREATE FOREIGN TABLE t (id int, name text, v bigint,
		chain int OPTIONS (param 'chain', param_only 'on')) SERVER api OPTIONS (path '/paged/$style', $records params '$params', $options)");
	for my $query (@queries)
	{
		my %asked;
		my $rows;

		for my $settings ('api_fdw.share_requests = off', "work_mem = '4MB'", "work_mem = '64kB'", 'enable_nestloop = off', 'enable_hashjoin = off')
		{
			$mock->reset;
			my $got = $session->query_safe("RESET ALL; SET $settings; SET enable_memoize = off; $query");
			$asked{$settings} = $mock->stats->{requests};
			$rows //= $got;
			$wrong .= "$settings: $query: $got, not $rows\n" if $got ne $rows;
		}
		$shared++ if $asked{"work_mem = '4MB'"} < $asked{'api_fdw.share_requests = off'};
	}
	$session->quit;
	is($wrong, '', "$name: rows");
	cmp_ok($shared, '>=', $name eq 'portions' ? 0 : 7, "$name: $shared of " . @queries . ' queries send less');
}
done_testing();
