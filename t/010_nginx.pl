# Debian's nginx, which knows nothing of us: its JSON directory listings over HTTP/2,
# TLS and gzip, its connection numbers, its limit_req.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Nginx;
use ApiFdw::Test;
use Test::More;

my $nginx = ApiFdw::Nginx->new;
my $root = $nginx->dir . '/html';

# 10,000 entries: one directory of 9,000, twenty of 50; sizes and times of their own
my %want;
my $number = 0;
for my $dir ('all', map { "part $_" } 1 .. 20)
{
	mkdir "$root/tree" unless -d "$root/tree";
	mkdir "$root/tree/$dir" or die $!;
	for my $i (1 .. ($dir eq 'all' ? 9000 : 50))
	{
		my $name = (qq{plain $i}, qq{"quoted" $i}, qq{back\\slash $i}, qq{\xc3\xa9t\xc3\xa9 $i},
			qq{\xf0\x9f\x90\x98 $i}, qq{%41 $i})[ $i % 6 ];
		my $file = "$root/tree/$dir/$name";
		$number++;
		open(my $fh, '>', $file) or die $!;
		truncate $fh, $number;
		close $fh;
		utime 1_000_000_000 + $number, 1_000_000_000 + 7 * $number, $file;
		$want{"$dir|$name|file|$number|" . (1_000_000_000 + 7 * $number)} = 1;
	}
}
mkdir "$root/limited";
$nginx->put("limited/$_.json", qq({"id": $_, "name": "n$_"})) for 1 .. 80;

$nginx->start(
	http => 'gzip on; gzip_types application/json; gzip_min_length 0;
		limit_req_zone $server_name zone=slow:1m rate=100r/s;',
	locations => 'location /tree/ { autoindex on; autoindex_format json; }
		location /limited/ { limit_req zone=slow burst=5 nodelay; limit_req_status 429; }
		location /unavailable/ { alias html/limited/; limit_req zone=slow burst=5 nodelay; }');

my $node = new_node('nginx');
my $select = q{SELECT dir || '|' || name || '|' || type || '|' || size || '|' || extract(epoch FROM mtime)::int8
	FROM tree WHERE dir = ANY (ARRAY(SELECT 'part ' || i FROM generate_series(1, 20) AS i) || 'all'::text)};

sub point
{
	my ($url, %options) = @_;
	new_server($node, 'nginx', { base_url => $url, ca_file => $nginx->ca, %options });
	$node->safe_psql('postgres', q{CREATE FOREIGN TABLE tree (dir text OPTIONS (param 'dir'), name text,
		type text, mtime timestamptz, size int8) SERVER nginx OPTIONS (path '/tree/{dir}/')});
	$nginx->forget;
	return;
}

# One session, the listing twice; both must be whole.
sub listing
{
	my ($what) = @_;
	my $session = session($node);
	for my $time ('first', 'second')
	{
		my %got = map { $_ => 1 } split /\n/, $session->query("$select;");
		is(scalar(keys %got), 10000, "$what, $time time: 10,000 entries");
		is(scalar(grep { !$want{$_} } keys %got), 0, 'each as it is on disk');
	}
	$session->quit;
	return $nginx->requests(42);
}

sub connections
{
	my (@requests) = @_;
	my %used = map { $_->{connection} => 1 } @requests;
	return scalar keys %used;
}

$nginx->forget if -e $nginx->dir . '/access.log';
point($nginx->http2);
my @requests = listing('HTTP/2');
is(scalar @requests, 42, 'twenty-one requests each time');
is_deeply([ grep { $_->{status} != 200 || $_->{protocol} ne 'HTTP/2.0' || $_->{encoding} ne 'gzip' }
	  @requests ], [], 'all over HTTP/2, all compressed');
is(connections(@requests), 1, 'one connection carried them all');

point($nginx->https, max_concurrency => 4);
@requests = listing('HTTP/1.1 over TLS');
is(scalar @requests, 42, 'twenty-one requests each time');
is_deeply([ grep { $_->{protocol} ne 'HTTP/1.1' || $_->{encoding} ne 'gzip' } @requests ], [],
	'all over HTTP/1.1, all compressed');
is(connections(@requests), 4, 'four connections for a window of four, kept alive');

point($nginx->http2, compression => 'off', http_version => '1.1', max_concurrency => 2);
@requests = listing('HTTP/1.1 by option, uncompressed');
is_deeply([ grep { $_->{protocol} ne 'HTTP/1.1' || $_->{encoding} ne '-' } @requests ], [],
	'as the options say');
is(connections(@requests), 2, 'two connections');

# limit_req refuses what comes too fast: every row arrives all the same
for my $path ('limited', 'unavailable')
{
	new_server($node, 'limited', { base_url => $nginx->http, max_retries => 20,
		backoff_initial => '50ms', backoff_max => '500ms' });
	$node->safe_psql('postgres', "CREATE FOREIGN TABLE limited (id int OPTIONS (param 'id', json_path '\$.id'),
		name text) SERVER limited OPTIONS (path '/$path/{id}.json')");
	$nginx->forget;
	is($node->safe_psql('postgres', q{SELECT count(*), count(DISTINCT id), sum(id), count(*) FILTER
		(WHERE name = 'n' || id) FROM limited WHERE id BETWEEN 1 AND 80}), '80|80|3240|80',
		"$path: all rows, none twice");
	@requests = $nginx->requests(80);
	my $refusal = $path eq 'limited' ? 429 : 503;
	my $refused = grep { $_->{status} == $refusal } @requests;
	is(scalar(grep { $_->{status} == 200 } @requests), 80, 'eighty answers');
	cmp_ok($refused, '>', 0, "nginx refused $refused times with $refusal");
	is($refused + 80, scalar @requests, 'and nothing else happened');
}

done_testing();
