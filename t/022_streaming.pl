# One body that is larger than scan_buffer: in portions, in little memory, whole or an
# error.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use ApiFdw::Nginx;
use ApiFdw::Test;
use JSON::PP qw(encode_json);
use Test::More;

my $node = new_node('streaming');
my $mock = ApiFdw::Mock->start;
my $nginx = ApiFdw::Nginx->new;
my $rows = $ENV{API_FDW_TEST_LONG} ? 14_000_000 : 400_000;

# ---- the table over an export

sub point
{
	my ($url, $path, $options, %server) = @_;
	new_server($node, 'api', { base_url => $url, scan_buffer => '256kB', max_response_size => '2GB',
		backoff_initial => '1ms', backoff_max => '2ms', %server });
	$node->safe_psql('postgres', "CREATE FOREIGN TABLE t (id int, text text, n int OPTIONS (meta_path '\$.head.n'))
		SERVER api OPTIONS (path '$path' $options)");
	$mock->reset;
	return;
}

my $ask = 'SELECT count(*), count(DISTINCT id), min(id), max(id), sum(length(text)) FROM t';
my $n = 20_000;
my $all = "$n|$n|1|$n|" . 80 * $n;

for my $kind ('array', 'lines', 'array gzip')
{
	my ($form, $gzip) = split / /, $kind;
	point($mock->url, "/export/$form", ', params ' . ($gzip ? qq('{"n": "$n", "gzip": "1"}') : qq('{"n": "$n"}')));
	is($node->safe_psql('postgres', $ask), $all, "$kind: all rows");
	is($node->safe_psql('postgres', 'SELECT count(*) FROM t'), $n, "$kind: count");
	is($mock->stats->{requests}, 2, "$kind: one request each");
}
point($mock->url, '/export/deep', qq(, params '{"n": "$n"}', record_path '\$.rows'));
is($node->safe_psql('postgres', $ask), $all, 'deep: all rows');
is($node->safe_psql('postgres', 'SELECT count(*), min(n), max(n) FROM t'), "$n|7|7", 'deep: the envelope before the records stays');

# ---- what stands beside the records

sub around
{
	my ($before, $behind, $options) = @_;
	my $rows = join ',', map { qq({"id": $_, "text": "@{['x' x 80]}"}) } 1 .. 10_000;

	point($mock->url, '/r', ", record_path '\$.rows', pagination 'none'" . ($options // ''));
	$mock->ask('POST', '/_mock/script', encode_json([ { target => '/r', text => "{$before\"rows\": [$rows]$behind}" } ]));
	my (undef, $out, $said) = $node->psql('postgres', 'SELECT count(id) FROM t', extra_params => [ '-v', 'VERBOSITY=terse' ]);
	return "$out $said";
}

my $told = qr/^10000 .*WARNING:  the API tells of an error beside the records/;
like(around('', ', "error": "late"'), $told, 'an error behind the records');
like(around('"error": "late", ', ''), $told, 'and before them');
is(around('"note": "all is well", ', ', "error": null'), '10000 ', 'none');
is(around('', ', "error": "late"', ", error_path '\$.fault'"), '10000 ', 'where errors stand elsewhere');

# ---- what lines and columns say is said of portions, too

point($mock->url, '/export/lines', qq(, params '{"n": "$n"}', error_path '\$.text'));
like(error_of($node, $ask), qr/HV000: .*the API reports an error/, 'a line in the middle tells of an error');
point($mock->url, '/export/lines', qq(, params '{"n": "$n"}'));
$node->safe_psql('postgres', "ALTER FOREIGN TABLE t ADD last int OPTIONS (meta_path '\$[last].id')");
like(error_of($node, 'SELECT count(last) FROM t'), qr/54000: .*out of reach/, 'the last line is out of reach');
$node->safe_psql('postgres', 'ALTER FOREIGN TABLE t OPTIONS (SET params \'{"n": "500"}\')');
is($node->safe_psql('postgres', 'SELECT count(*), min(last) FROM t'), '500|500', 'but not of a body that is held');
point($mock->url, '/export/array', qq(, params '{"n": "$n"}'));
$node->safe_psql('postgres', 'ALTER FOREIGN TABLE t RENAME text TO "Text"; ALTER FOREIGN TABLE t RENAME id TO "ID"');
is($node->safe_psql('postgres', 'SELECT count(*), count("ID"), sum(length("Text")) FROM t'), "$n|$n|" . 80 * $n, 'names in another case');
$node->safe_psql('postgres', 'ALTER FOREIGN TABLE t RENAME "Text" TO body; ALTER FOREIGN TABLE t RENAME "ID" TO key');
like(error_of($node, 'SELECT count(*) FROM t'), qr/HV004: .*no record has a member that a column reads/, 'records that no column knows');

# ---- LIMIT, cursors, rescans

point($mock->url, '/export/deep', qq(, params '{"n": "$n"}', record_path '\$.rows'));

is($node->safe_psql('postgres', 'SELECT count(*) FROM (SELECT * FROM t LIMIT 5) s'), '5', 'LIMIT stops early');
is($node->safe_psql('postgres', 'BEGIN; DECLARE c CURSOR FOR SELECT id FROM t; MOVE 7777 IN c; FETCH 1 FROM c; ROLLBACK'), '7778', 'a cursor');
is($node->safe_psql('postgres', 'SELECT count(*) FROM generate_series(1, 2) g, LATERAL (SELECT max(id) AS m FROM t WHERE g > 0 OFFSET 0) s WHERE m = ' . $n), '2', 'a rescan');
is($node->safe_psql('postgres', "BEGIN; DO 'DECLARE i int; BEGIN FOR i IN SELECT id FROM t LOOP PERFORM 1 / (5000 - i); END LOOP; EXCEPTION WHEN division_by_zero THEN NULL; END'; SELECT count(*) FROM t; COMMIT"), $n, 'an error in the middle frees it');

# ---- what goes wrong in it is an error, never a short result

point($mock->url, '/export/array', qq(, params '{"n": "$n", "cut": "1000"}'));
like(error_of($node, $ask), qr/08006: GET \/export\/array: the transfer was cut short/, 'a broken transfer is an error');
is($mock->stats->{requests}, 1, 'that is not tried again');
for my $how ('"cut": "900000"', '"cut": "900000", "clean": "1"')
{
	point($mock->url, '/export/array', qq(, params '{"n": "$n", $how}'));
	is($node->safe_psql('postgres', q{
		DO $$ DECLARE r record; last int := 0;
		BEGIN
			FOR r IN SELECT id FROM t LOOP
				IF r.id <> last + 1 THEN RAISE 'id % behind %', r.id, last; END IF;
				last := r.id;
			END LOOP;
			RAISE 'no error';
		EXCEPTION WHEN connection_failure THEN
			PERFORM set_config('test.last', last::text, false);
		END $$; SELECT current_setting('test.last')::int BETWEEN 5000 AND 12000}), 't', "$how: the rows before the break, none twice, then an error");
	is($mock->stats->{requests}, 1, 'and not tried again');
}
point($mock->url, '/export/array', qq(, params '{"n": "$n", "broken": "15000"}'));
like(error_of($node, $ask), qr/22032: GET \/export\/array: invalid JSON at byte 15\d{5}, line 1/, 'and so is broken JSON');
point($mock->url, '/export/array', qq(, params '{"n": "$n"}'), max_response_size => '1MB');
like(error_of($node, $ask), qr/54000: .*too large/, 'and what is over max_response_size');
point($mock->url, '/big', q(, params '{"bytes": "3000000"}'));
like(error_of($node, $ask), qr/54000: .*a record is larger than scan_buffer/, 'and a record that does not fit');
point($mock->url, '/export/deep', qq(, params '{"n": "$n"}', record_path '\$.nowhere'));
like(error_of($node, $ask), qr/HV004: .*no records at record_path|54000: .*larger than scan_buffer/, 'and records that are not there');

# ---- what stands behind the records is an error where rows should show it, not a NULL

$node->safe_psql('postgres', q(ALTER FOREIGN TABLE t ADD COLUMN tail int OPTIONS (meta_path '$.tail')));
$node->safe_psql('postgres', q(ALTER FOREIGN TABLE t OPTIONS (SET record_path '$.rows')));
like(error_of($node, 'SELECT count(tail) FROM t'), qr/54000: .*out of reach.*\n.*HINT: .*raise scan_buffer/s, 'an envelope behind the records');
is($node->safe_psql('postgres', 'SELECT count(id) FROM t'), $n, 'that no column shows is well');
point($mock->url, '/export/deep', qq(, params '{"n": "$n"}', record_path '\$.rows'), scan_buffer => '64MB');
$node->safe_psql('postgres', q(ALTER FOREIGN TABLE t ADD COLUMN tail int OPTIONS (meta_path '$.tail')));
is($node->safe_psql('postgres', 'SELECT count(tail), min(tail) FROM t'), "$n|9", 'where scan_buffer holds it, it is there');

# ---- pages that are larger than scan_buffer keep the rules of pages

sub pages
{
	my ($style, $options, %params) = @_;
	my $params = join '', map { qq(, "$_": "$params{$_}") } sort keys %params;
	point($mock->url, "/paged/$style", qq(, record_path '\$.data', params '{"n": "9000", "size": "3000"$params}', $options), scan_buffer => '64kB');
	return;
}
pages('cursor', q(pagination 'cursor', cursor_param 'cursor', cursor_path '$.next_cursor'));
is($node->safe_psql('postgres', 'SELECT count(*), count(DISTINCT id) FROM t'), '9000|9000', 'a cursor behind the records');
pages('keyset', q(pagination 'cursor', cursor_param 'after', cursor_path '$.data[last].id'));
like(error_of($node, 'SELECT count(*) FROM t'), qr/54000: .*out of reach/, 'a cursor in the records is not the end');
pages('cursor', q(pagination 'cursor', cursor_param 'cursor', cursor_path '$.next_cursor'), cursor_bug => 'repeat');
like(error_of($node, 'SELECT count(*) FROM t'), qr/HV00K: .*circle/, 'a circle is noticed');
pages('page', q(pagination 'page_number', page_param 'nobody'));
like(error_of($node, 'SELECT count(*) FROM t'), qr/HV00K: .*same records as the page before/, 'a page that repeats is noticed');
for my $policy (qw(ignore row))
{
	point($mock->url, '/export/array', qq(, params '{"n": "$n", "cut": "1000"}', on_http_error '$policy'));
	like(error_of($node, $ask), qr/08006: .*cut short/, "what was half delivered is an error, on_http_error $policy");
}
for my $order (qw(off on))
{
	pages('page', qq(pagination 'page_number', page_param 'page', keep_order '$order', max_concurrency '3'));
	$node->safe_psql('postgres', q(ALTER FOREIGN TABLE t ADD COLUMN part int OPTIONS (param 'part', param_only 'true')));
	is($node->safe_psql('postgres', 'SELECT count(*), count(DISTINCT (part, id)) FROM t WHERE part IN (1, 2, 3, 4, 5)'), '45000|45000', "pages of several values, keep_order $order");
	cmp_ok($mock->stats->{peak_in_flight}, '<=', 3, 'no more in flight than allowed') if $order eq 'off';
}

# ---- several at once, and pages among them

point($mock->url, '/export/array', qq(, params '{"n": "$n"}'));

point($mock->url, '/export/array', qq(, params '{"n": "$n"}', keep_order 'on'));
$node->safe_psql('postgres', q(ALTER FOREIGN TABLE t ADD COLUMN part int OPTIONS (param 'part', param_only 'true')));
is($node->safe_psql('postgres', 'SELECT count(*), count(DISTINCT part) FROM t WHERE part IN (1, 2, 3, 4)'), 4 * $n . '|4', 'four at once, in order');
$node->safe_psql('postgres', q(ALTER FOREIGN TABLE t OPTIONS (SET keep_order 'off')));
is($node->safe_psql('postgres', 'SELECT count(*), count(DISTINCT part) FROM t WHERE part IN (1, 2, 3, 4)'), 4 * $n . '|4', 'four at once');

$node->safe_psql('postgres', q(ALTER FOREIGN TABLE t OPTIONS (ADD keep_order 'on', SET params '{"n": "20000", "broken": "15000"}')) =~ s/ADD keep_order/SET keep_order/r);
like(error_of($node, 'SELECT count(id) FROM t WHERE part IN (1, 2, 3, 4)'), qr/22032: .*invalid JSON/, 'broken JSON among several, in order');

# ---- memory: a large file in constant memory

open(my $fh, '>', $nginx->dir . '/html/export.ndjson') or die $!;
print $fh qq({"id": $_, "text": "some words to fill the line, and some more of them: $_"}\n) for 1 .. $rows;
close $fh;
my $size = -s $nginx->dir . '/html/export.ndjson';
$nginx->start(http => '', locations => 'location /export.ndjson { default_type application/x-ndjson; }');
point($nginx->http, '/export.ndjson', q(, pagination 'none'), scan_buffer => '4MB');
my $session = session($node);
my $peak = q{SELECT (regexp_match(pg_read_file('/proc/self/status'), 'VmHWM:\s+(\d+)'))[1]::int};
$session->query_safe('SELECT count(*) FROM (SELECT * FROM t LIMIT 10) s');
my $before = $session->query_safe($peak);
is($session->query_safe('SELECT count(*) FROM t WHERE text IS NOT NULL'), $rows, sprintf('%d MB of lines: all rows', $size >> 20));
my $grown = ($session->query_safe($peak) - $before) / 1024;
cmp_ok($grown, '<', 20, sprintf('in %.1f MB of memory', $grown));
note(sprintf 'memory grew by %.1f MB over %d MB', $grown, $size >> 20);
$session->quit;

done_testing();
