# Pages that are large in one way or the other: one record of many megabytes, values of
# many megabytes, a million records in one body.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Nginx;
use ApiFdw::Test;
use Test::More;

my $node = new_node('large_pages');
my $nginx = ApiFdw::Nginx->new;
my $rows = $ENV{API_FDW_TEST_LONG} ? 5_000_000 : 1_000_000;
my $mb = 1024 * 1024;

# ---- one record of 64 MB

my $items = 700_000;
my $wanted = "w" x (4 * $mb);
my $text = 't\u00e9\n' x (2 * $mb);
my $list = '[' . join(',', map { qq({"n":$_}) } 1 .. $items) . ']';
my $rest = 64 * $mb - length($wanted) - length($text) - length($list) - 200;
$nginx->put('record.json', qq([{"id": 1, "skipped": "$text", "list": $list, "wanted": "$wanted", "deep": {"er": [{"x": "])
	. 'y' x $rest . qq("}]}, "last": 7}]\n));
my $size = -s $nginx->dir . '/html/record.json';

# ---- a page of many records, and one of a tenth of them

for my $page ([ 'many', $rows ], [ 'few', $rows / 10 ])
{
	open(my $fh, '>', $nginx->dir . "/html/$page->[0].json") or die $!;
	print $fh '[';
	print $fh $_ > 1 ? ',' : '', qq({"id":$_,"half":@{[$_ / 2]},"name":"name of number $_","open":true}) for 1 .. $page->[1];
	print $fh ']';
	close $fh;
}
my $many = -s $nginx->dir . '/html/many.json';
$nginx->start(http => '', locations => 'location / { default_type application/json; }');

sub server
{
	my (%options) = @_;
	new_server($node, 'api', { base_url => $nginx->http, max_response_size => '2GB', max_retries => 0, %options });
	$node->safe_psql('postgres', q(
		CREATE FOREIGN TABLE record (id int, wanted text, last int, skipped text, list jsonb, "list.3" int OPTIONS (json_path '$.list[2].n'),
			bare text OPTIONS (json_path '$.list')) SERVER api OPTIONS (path '/record.json');
		CREATE FOREIGN TABLE many (id int, half numeric, name text, open bool) SERVER api OPTIONS (path '/many.json', pagination 'none');
		CREATE FOREIGN TABLE few (id int, half numeric, name text, open bool) SERVER api OPTIONS (path '/few.json', pagination 'none')));
	return;
}

server(scan_buffer => '80MB');
cmp_ok(abs($size - 64 * $mb), '<', 1000, 'a record of 64 MB');
is($node->safe_psql('postgres', 'SELECT id, length(wanted), last, wanted = repeat(\'w\', length(wanted)) FROM record'),
	'1|' . 4 * $mb . '|7|t', 'one text of it, all else passed over');
is($node->safe_psql('postgres', 'SELECT last, "list.3" FROM record'), '7|3', 'what stands behind it, and in its middle');
is($node->safe_psql('postgres', q(SELECT length(skipped), skipped = repeat(E't\u00e9\n', 2 * 1024 * 1024) FROM record)),
	6 * $mb . '|t', 'a text of which each third letter is an escape');
is($node->safe_psql('postgres', q(SELECT jsonb_array_length(list), list -> -1 ->> 'n' FROM record)), "$items|$items", 'a jsonb value of many MB');
is($node->safe_psql('postgres', 'SELECT octet_length(bare) FROM record'), length($list), 'the same as text');

# ---- where it does not fit

server(scan_buffer => '16MB');
like(error_of($node, 'SELECT id FROM record'), qr/54000: .*a record is larger than scan_buffer.*HINT: .*scan_buffer/s, 'a record that scan_buffer does not hold');
server(scan_buffer => '16MB', max_response_size => '32MB');
like(error_of($node, 'SELECT count(*) FROM many'), qr/54000: .*HINT: .*max_response_size/s, 'a page over max_response_size');

# ---- many records in one page: held whole, then in portions

my $sums = sprintf '%d|%d|%.1f|%d', $rows, $rows * ($rows + 1) / 2, $rows * ($rows + 1) / 4, $rows;
my $ask = q(SELECT count(*), sum(id), sum(half), count(*) FILTER (WHERE open AND name = 'name of number ' || id) FROM many);
server(scan_buffer => '1GB');
is($node->safe_psql('postgres', $ask), $sums, sprintf '%d records in one page of %d MB', $rows, $many / $mb);
server(scan_buffer => '4MB');
is($node->safe_psql('postgres', $ask), $sums, 'the same in portions');

# memory, of sessions that have read few and many of them
my $peak = q{SELECT (regexp_match(pg_read_file('/proc/self/status'), 'VmHWM:\s+(\d+)'))[1]::int};
my $session = session($node);
$session->query_safe('SELECT count(*) FROM few WHERE name IS NOT NULL AND half > 0');
my $before = $session->query_safe($peak);
is($session->query_safe('SELECT count(*) FROM many WHERE name IS NOT NULL AND half > 0'), $rows, 'all rows');
my $grown = ($session->query_safe($peak) - $before) / 1024;
cmp_ok($grown, '<', 4, sprintf('ten times the rows take %.1f MB more', $grown));
$session->quit;

done_testing();
