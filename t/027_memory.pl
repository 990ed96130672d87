# The bodies of a scan stay within scan_buffer, those of a backend within api_fdw.max_memory, whatever they come by.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Nginx;
use ApiFdw::Test;
use IO::Compress::Gzip;
use Test::More;

my $nginx = ApiFdw::Nginx->new;

# 20 bodies of 3 MB, or of 40 MB; one as large that is some kilobytes on the wire
my $mega = $ENV{API_FDW_TEST_LONG} ? 40 : 3;
my $records = $mega * 500;
for my $page (1 .. 20)
{
	$nginx->put("page$page", '[' . join(',', map { sprintf '{"id": %d, "text": "%s"}', $page * 1_000_000 + $_, 'x' x 1970 } 1 .. $records) . ']');
}
my $wide = '[' . join(',', map { sprintf '{"id": %d, "text": "%s"}', $_, 'x' x 1970 } 1 .. $records) . ']';
IO::Compress::Gzip::gzip(\$wide => \my $packed, -Level => 9) or die;
$nginx->put('wide.gz', $packed);
$nginx->put('lines', $wide =~ s/\A\[|\]\z//gr =~ s/\},/}\n/gr);
$nginx->put('small', '[{"id": 1}]');
$nginx->start(locations => 'location / { default_type application/json; }
	location /l/ { rewrite ^ /lines break; default_type application/x-ndjson; }
	location /h/ { rewrite ^ /small break; default_type application/json; ' . join(' ', map { "add_header X-$_ " . ('y' x 3990) . ';' } 1 .. 12) . ' }
	location /z/ { rewrite ^ /wide.gz break; default_type application/json; add_header Content-Encoding gzip; }');

my $node = new_node('memory');
my $peak = q{SELECT (regexp_match(pg_read_file('/proc/self/status'), 'VmHWM:\s+(\d+)'))[1]::int};

sub tables
{
	my ($name, $url, %options) = @_;
	new_server($node, $name, { base_url => $url, ca_file => $nginx->ca, max_retries => 0, %options });
	$node->safe_psql('postgres', "CREATE FOREIGN TABLE ${name}_small (id int) SERVER $name OPTIONS (path '/small', pagination 'none');
		CREATE FOREIGN TABLE $name (page int OPTIONS (param 'page'), id int, text text) SERVER $name OPTIONS (path '/page{page}', pagination 'none');
		CREATE FOREIGN TABLE ${name}_h (page int OPTIONS (param 'page'), id int) SERVER $name OPTIONS (path '/h/{page}', pagination 'none');
		CREATE FOREIGN TABLE ${name}_l (page int OPTIONS (param 'page'), id int, text text) SERVER $name OPTIONS (path '/l/{page}', pagination 'none');
		CREATE FOREIGN TABLE ${name}_z (page int OPTIONS (param 'page'), id int, text text) SERVER $name OPTIONS (path '/z/{page}', pagination 'none')");
	return;
}

# A session that has asked once, and what it took for that.
sub begun
{
	my ($name) = @_;
	my $session = session($node);

	$session->query_safe("SELECT count(id) FROM ${name}_small");
	return ($session, $session->query_safe($peak));
}

sub grown
{
	my ($session, $before) = @_;
	return ($session->query_safe($peak) - $before) / 1024;
}

sub bounded
{
	my ($name, $table, $buffer, $server) = @_;
	my ($session, $before) = begun($server);
	my $limit = $buffer + $mega + ($mega > 8 ? 16 : 10);

	is($session->query_safe("SELECT count(text) FROM $table WHERE page BETWEEN 1 AND 20"), 20 * $records, "$name: all rows");
	my $grown = grown($session, $before);
	cmp_ok($grown, '<=', $limit, sprintf('%s: in %.1f MB of memory, of %.1f', $name, $grown, $limit));
	diag(sprintf('%s: %.1f MB', $name, $grown)) if $ENV{API_FDW_TEST_LONG};
	$session->quit;
	return;
}

# ---- a scan, two of one statement

my $two = '(' . join(' UNION ALL ', map { "SELECT page, text FROM api WHERE page BETWEEN $_" } '1 AND 10', '11 AND 20') . ') two';
for my $buffer (0.0625, 1, $mega + $mega / 2, $mega > 8 ? 64 : ())
{
	my $kilo = int($buffer * 1024);
	for my $case ([ 'HTTP/1.1', 'http' ], [ 'HTTP/2', 'http2' ])
	{
		my ($name, $method) = @$case;

		tables('api', $nginx->$method, scan_buffer => "${kilo}kB");
		bounded("20 bodies of $mega MB, $name, scan_buffer $kilo kB", 'api', $buffer, 'api');
		bounded("20 compressed ones, $name, scan_buffer $kilo kB", 'api_z', $buffer, 'api');
		bounded("20 of lines, $name, scan_buffer $kilo kB", 'api_l', $buffer, 'api');
		bounded("20 in two scans, $name, scan_buffer $kilo kB", $two, 2 * $buffer + $mega, 'api')
			if $buffer > 1;
	}
}

# ---- what was too large for HTTP/2 comes by HTTP/1.1, and is not asked for a third time

my $query = 'EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) SELECT text FROM api WHERE page BETWEEN 1 AND 20';
for my $version (qw(auto 2))
{
	tables('api', $nginx->http2, scan_buffer => ($mega * 3) . 'MB', http_version => $version);
	my ($session) = begun('api');
	$nginx->forget;
	my ($given_up) = $session->query_safe($query) =~ /Given Up: (\d+)/;
	ok($given_up >= 1 && $given_up < 20, "http_version $version: some are given up, and not all");
	my %times;
	$times{"$_->{uri} by $_->{protocol}"}++ for $nginx->requests(21);
	is_deeply([ grep { $times{$_} > 1 } sort keys %times ], [], 'and asked for again, once, by HTTP/1.1');
	$nginx->forget;
	unlike($session->query_safe($query), qr/Given Up/, 'another scan of the table has learnt it');
	is(scalar(grep { $_->{protocol} eq 'HTTP/1.1' } $nginx->requests(20)), 20, 'and asks by HTTP/1.1');
	$session->quit;
}
tables('api', $nginx->http2, scan_buffer => '1MB');
my ($session) = begun('api');
my ($text) = $session->query_safe('EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) SELECT text FROM api WHERE page = 1');
like($text, qr/Requests: 2 .*Given Up: 1\b/s, 'a body larger than scan_buffer is asked for again');
like($text, qr/rows=$records\b/, 'and comes in portions');
$session->quit;

# what fits is left alone
tables('api', $nginx->http2);
my $fits = int(60 / $mega);
unlike($node->safe_psql('postgres', $query =~ s/20$/$fits/r), qr/Given Up/, "what fits is left alone: $fits of them");

# ---- heads: they count as bodies do, and what was theirs goes back to the system

for my $case ([ 'HTTP/1.1', 'http' ], [ 'HTTP/2', 'http2' ])
{
	my ($name, $method) = @$case;

	tables('api', $nginx->$method, max_concurrency => $name eq 'HTTP/2' ? 20 : 300);
	($session) = begun('api');
	$session->query_safe('BEGIN; DECLARE c CURSOR FOR SELECT id FROM api_h WHERE page = 1');
	is($session->query_safe('FETCH 1 FROM c'), 1, "a head of 48 kB, $name: its row");
	cmp_ok($session->query_safe('SELECT max(bytes) FROM api_fdw_resources()'), '>=', 48_000, 'and it is counted');
	$session->query_safe('COMMIT');
	my $then = $session->query_safe($peak =~ s/HWM/RSS/r);
	is($session->query_safe('SELECT count(id) FROM api_h WHERE page BETWEEN 1 AND 600'), 600, "600 of them, $name: all rows");
	my $grown = ($session->query_safe($peak =~ s/HWM/RSS/r) - $then) / 1024;
	cmp_ok($grown, '<=', 6, sprintf('%s: %.1f MB are left of them', $name, $grown));
	diag(sprintf('600 heads, %s: %.1f MB at most, %.1f MB left', $name, ($session->query_safe($peak) - $then) / 1024, $grown)) if $ENV{API_FDW_TEST_LONG};
	$session->quit;
}

# ---- a backend: as many requests, as libcurl's own memory for them allows; small bodies do not wait for that

new_server($node, 'other', { base_url => $nginx->http, max_concurrency => 100 });
tables('api', $nginx->http, max_concurrency => 100);
$node->safe_psql('postgres', "CREATE FOREIGN TABLE $_->[0] (page int OPTIONS (param 'page', param_only 'on'), id int) SERVER $_->[1] OPTIONS (path '/small', pagination 'none')")
	for [ 'here', 'api' ], [ 'there', 'other' ];
$text = $node->safe_psql('postgres', "LOAD 'api_fdw'; SET api_fdw.max_memory = '8MB'; SET enable_async_append = on;
	EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) SELECT id FROM here WHERE page = ANY (ARRAY(SELECT generate_series(1, 2000))) UNION ALL SELECT id FROM there WHERE page = ANY (ARRAY(SELECT generate_series(1, 2000)))");
like($text, qr/^Append \(actual rows=4000\b/, '4,000 small bodies of two servers: all rows');
my @flew = $text =~ /Peak In Flight: (\d+)/g;
ok($flew[0] <= 33 && $flew[1] <= 33 && $flew[0] + $flew[1] >= 30, "as many in flight as may be: @flew");

# ---- a backend: as many scans as one likes

my $memory = $mega * 8;
$node->append_conf('postgresql.conf', "api_fdw.max_memory = '${memory}MB'");
$node->reload;
for my $case ([ 'HTTP/1.1', 'http' ], [ 'HTTP/2', 'http2' ])
{
	my ($name, $method) = @$case;

	tables('api', $nginx->$method, max_concurrency => 4);
	($session, my $before) = begun('api');
	$session->query_safe('BEGIN');
	$session->query_safe("DECLARE c$_ CURSOR FOR SELECT id FROM api WHERE page BETWEEN 1 AND 20 AND text IS NOT NULL") for 1 .. 3;
	my $rows = 0;
	my $left = 3;
	while ($left > 0)
	{
		$left = 0;
		for (1 .. 3)
		{
			my $got = () = $session->query_safe("FETCH 997 FROM c$_") =~ /\d+/g;
			$rows += $got;
			$left++ if $got > 0;
		}
	}
	is($rows, 60 * $records, "three cursors in turn, $name: all rows");
	my $grown = grown($session, $before);
	my $limit = $memory + 8;
	cmp_ok($grown, '<=', $limit, sprintf('%s: in %.1f MB of memory, of %.1f', $name, $grown, $limit));
	$session->quit;

	# each holds a page
	($session, $before) = begun('api');
	$session->query_safe('BEGIN');
	my $failed;
	$nginx->forget;
	my %asked;
	for (0 .. 19)
	{
		my @pages = map { 1 + $_ % 20 } $_ * 4 .. $_ * 4 + 3;
		$asked{"/page$_"}++ for @pages;
		$session->query_safe("DECLARE c$_ CURSOR FOR SELECT id FROM api WHERE page IN (" . join(', ', @pages) . ') AND text IS NOT NULL');
		$session->{stderr} = '';
		$session->query("FETCH 1 FROM c$_");
		($failed) = $session->{stderr} =~ /(ERROR:.*)/s or next;
		last;
	}
	like($failed, qr/ERROR:  GET \/page\d+: out of memory.*max_memory/s, "many that rest, $name: an error that names the setting");
	$session->{stderr} = '';
	$session->query_safe('ROLLBACK');
	my %times;
	$times{ $_->{uri} }++ for $nginx->requests(0);
	is_deeply([ grep { $times{$_} > 2 * $asked{$_} } sort keys %times ], [], "$name: no cursor asks for a page a third time");
	$grown = grown($session, $before);
	cmp_ok($grown, '<=', $limit, sprintf('%s: in %.1f MB of memory, of %.1f', $name, $grown, $limit));
	is($session->query_safe('SELECT count(*) FROM api WHERE page = 1 AND text IS NOT NULL'), $records, 'and all is well behind it');
	$session->quit;
}
like(($node->psql('postgres', "LOAD 'api_fdw'; SET ROLE pg_monitor; SET api_fdw.max_memory = '1GB'"))[2], qr/permission denied/, 'the setting is a superuser\'s');
like(($node->psql('postgres', "LOAD 'api_fdw'; SET api_fdw.max_memory = '1MB'"))[2], qr/outside the valid range/, 'and no less than 8 MB');
done_testing();
