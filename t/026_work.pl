# However much arrives at once, interrupts are served: a pump does a bounded piece of work.
# Runs alone.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Nginx;
use ApiFdw::Plain;
use ApiFdw::Test;
use IO::Compress::Gzip;
use List::Util qw(min);
use Test::More;

# Milliseconds within which a statement_timeout of 100 ms has fired
my $limit = 250;

my $nginx = ApiFdw::Nginx->new;
my $wide = '[' . join(',', map { sprintf '{"id": %d, "text": "%s"}', $_, 'x' x 20_000 } 1 .. 2750) . ']';
IO::Compress::Gzip::gzip(\$wide => \my $packed, -Level => 9) or die;
$nginx->put('wide.gz', $packed);
$nginx->put('small.json', '[{"id": 1, "text": "x"}]');

# Bodies of many members, none of which says anything
my %members = (
	objects => '{"data": [{"id": 1}], ' . join(',', map { qq("a$_": {"total": 0}) } 1 .. 700_000) . '}',
	tokens  => '{"data": [{"id": 1}], ' . join(',', map { qq("next$_": "$_") } 1 .. 700_000) . '}',
	record  => '{' . join(',', map { qq("k$_": 1) } 1 .. 1_000_000) . '}');
for my $kind (sort keys %members)
{
	IO::Compress::Gzip::gzip(\$members{$kind} => \my $body, -Level => 1) or die;
	$nginx->put("$kind.gz", $body);
}
$nginx->start(locations => 'location /m/ { rewrite ^/m/(.*) /$1.gz break; default_type application/json; add_header Content-Encoding gzip; }
	' . 'location /z/ { rewrite ^ /wide.gz break; default_type application/json; add_header Content-Encoding gzip; }
	location /s/ { rewrite ^ /small.json break; }');

my $node = new_node('work');
sub server
{
	my ($url, %options) = @_;
	new_server($node, 'api', { base_url => $url, ca_file => $nginx->ca, %options });
	$node->safe_psql('postgres', "CREATE FOREIGN TABLE $_ (page int OPTIONS (param 'page', param_only 'on'), id int, text text)
		SERVER api OPTIONS (path '/$_/{page}', pagination 'none')") for qw(z s);
	return;
}

# Milliseconds until a query is stopped, or fails; -1: it ended before. What stops it may come when it has just ended.
# Time in which the backend could run, and a busy machine had no processor for it, does not count.
my $queued = q{coalesce(split_part(pg_read_file('/proc/self/schedstat', 0, 100, true), ' ', 2), '0')::float8 / 1e6};

sub took
{
	my ($query) = @_;
	my ($status, $out, $err) = $node->psql('postgres', qq{SET statement_timeout = '100ms';
		SELECT clock_timestamp() AS since, $queued AS queued \\gset
		$query \\g /dev/null
		\\set state :SQLSTATE
		RESET statement_timeout;
		SELECT :'state', round(1000 * extract(epoch FROM clock_timestamp() - :'since'::timestamptz) - ($queued - :queued));}, on_error_stop => 0);

	return -1 if $out =~ /^00000\|/;
	return $out =~ /^(?:57014|HV00[04])\|(\d+)$/ ? $1 : die "$query: $out$err";
}

# The best of three: a machine may be busy, but what is done in one go always is.
sub stops
{
	my ($name, $query, %options) = @_;
	my @ms = map { took($query) } 1 .. 3;

	cmp_ok(min(@ms), '>', 0, "$name: is stopped") unless $options{may_end};
	cmp_ok(min(@ms), '<=', $limit, "$name: within " . min(@ms) . ' ms');
	diag("$name: @ms ms") if $ENV{API_FDW_TEST_LONG};
	return;
}

my $all = 'SELECT count(text) FROM z WHERE page BETWEEN 1 AND';
my $slowly = 'SELECT count(pg_sleep(0.001 * length(text) / 20000)) FROM z WHERE page BETWEEN 1 AND';
for my $case ([ 'HTTP/1.1', 'http' ], [ 'HTTP/2', 'http2' ])
{
	my ($name, $method) = @$case;

	server($nginx->$method, max_concurrency => 20);
	stops("20 compressed bodies of 55 MB, $name", "$all 20");
	stops("20 compressed bodies of 55 MB, read slowly, $name", "$slowly 20");
	is($node->safe_psql('postgres', "$all 3"), 3 * 2750, "$name: and all comes to those who wait");
}
server($nginx->http, max_concurrency => 1000);
stops('1,000 compressed bodies in flight', "$all 1000");
stops('1,000 compressed bodies in flight, read slowly', "$slowly 1000");
stops('20,000 small ones, 1,000 in flight', 'SELECT count(*) FROM s a JOIN s b ON true WHERE a.page BETWEEN 1 AND 9990 AND b.page BETWEEN 1 AND 9990');

$node->safe_psql('postgres', "CREATE FOREIGN TABLE m (kind text OPTIONS (param 'kind', param_only 'on'), id int)
	SERVER api OPTIONS (path '/m/{kind}', record_path '\$.data')");
$node->safe_psql('postgres', "CREATE FOREIGN TABLE record (id int) SERVER api OPTIONS (path '/m/record')");
stops("a body of many members: $_", "SELECT count(id) FROM m WHERE kind = '$_'", may_end => 1) for qw(objects tokens);
stops('a record of many members, none of which a column reads', 'SELECT count(id) FROM record', may_end => 1);

# a window of large requests, to a server that takes none
my $deaf = ApiFdw::Plain->new(2000);
new_server($node, 'deaf', { base_url => 'http://' . $deaf->address, max_concurrency => 1000, max_retries => 0 });
$node->safe_psql('postgres', q(CREATE FOREIGN TABLE asked (id int OPTIONS (param 'id'), text text OPTIONS (param 'text'))
	SERVER deaf OPTIONS (path '/{id}', body '{"text": {text}}', repeatable 'on');
	CREATE TABLE long AS SELECT repeat('a', 2000000) AS text;));
stops('requests of 2 MB, 1,000 at a time', 'SELECT count(*) FROM asked WHERE text = (SELECT text FROM long) AND id BETWEEN 1 AND 1000');
done_testing();
