# Debian's Prometheus, watching itself: an instant query's samples, one by one, against
# what another client and another JSON reader make of them.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Daemon;
use ApiFdw::Test;
use HTTP::Tiny;
use IPC::Run;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $dir = PostgreSQL::Test::Utils::tempdir;
my $port = PostgreSQL::Test::Cluster::get_free_port();
my $url = "http://127.0.0.1:$port";
PostgreSQL::Test::Utils::append_to_file("$dir/prometheus.yml", <<"YML");
global: {scrape_interval: 1s}
scrape_configs:
  - job_name: self
    static_configs: [{targets: ['127.0.0.1:$port']}]
YML
my $server = ApiFdw::Daemon->start(
	command => [ 'prometheus', "--config.file=$dir/prometheus.yml", "--storage.tsdb.path=$dir/data",
		"--web.listen-address=127.0.0.1:$port", '--log.level=warn' ],
	dir => $dir,
	log => "$dir/log");

sub get
{
	my ($query, $time) = @_;
	my $http = HTTP::Tiny->new;
	my $form = $http->www_form_urlencode({ query => $query, $time ? (time => $time) : () });
	return $http->get("$url/api/v1/query?$form")->{content};
}

$server->wait_ready(sub { get('count({job="self"})') =~ /"value":\[([0-9.]+),"\d\d\d+"\]/ });
my ($time) = get('count({job="self"})') =~ /"value":\[([0-9.]+),/;
# a later scrape is there: what was at that time changes no more
$server->wait_ready(sub { get('timestamp(up)') =~ /"value":\[[0-9.]+,"([0-9.]+)"\]/ && $1 > $time });

my $node = new_node('prometheus');
new_server($node, 'prometheus', { base_url => $url });
$node->safe_psql('postgres', <<'SQL');
CREATE FOREIGN TABLE instant (
  query text OPTIONS (param 'query', param_only 'true'),
  "time" numeric OPTIONS (param 'time', param_only 'true'),
  status text,
  kind text OPTIONS (json_path '$.data.resultType'),
  metrics jsonb OPTIONS (json_path '$.data.result[*].metric'),
  samples jsonb OPTIONS (json_path '$.data.result[*].value'))
  SERVER prometheus OPTIONS (path '/api/v1/query');
CREATE VIEW samples AS
  SELECT query, "time",
    (SELECT string_agg(key || '=' || value, ',' ORDER BY key COLLATE "C") FROM jsonb_each_text(metric)) AS labels,
    (sample ->> 0)::numeric AS at, sample ->> 1 AS value, jsonb_typeof(sample -> 1) AS value_type
  FROM instant, ROWS FROM (jsonb_array_elements(metrics), jsonb_array_elements(samples)) AS s (metric, sample);
SQL

# Python's json with the numbers left as they stand: labels, time and value
my $oracle = <<'PY';
import json, sys
for item in json.load(sys.stdin, parse_float=str, parse_int=str)["data"]["result"]:
    labels = ",".join(f"{k}={v}" for k, v in sorted(item["metric"].items()))
    print(labels, item["value"][0], item["value"][1], "string", sep="|")
PY

for my $query ('{job="self"}', 'prometheus_http_requests_total / 0',
	'sum by (le) (prometheus_http_request_duration_seconds_bucket)', '{job="none"}')
{
	my $answer = get($query, $time);
	IPC::Run::run([ '/usr/bin/python3', '-c', $oracle ], '<', \$answer, '>', \my $expected) or die;
	my @expected = sort split /\n/, $expected;
	(my $quoted = $query) =~ s/'/''/g;
	my @got = sort split /\n/, $node->safe_psql('postgres', qq{SELECT labels, at, value, value_type
		FROM samples WHERE query = '$quoted' AND "time" = $time});
	is(scalar @got, scalar @expected, scalar(@expected) . " samples of $query");
	is_deeply(\@got, \@expected, 'one by one the same');
	cmp_ok(scalar @got, '>', 100, 'many of them') if $query eq '{job="self"}';
}

is($node->safe_psql('postgres', qq{SELECT status, kind FROM instant WHERE query = 'up' AND "time" = $time}),
	'success|vector', 'what stands around them');
is($node->safe_psql('postgres', qq{SELECT count(*), sum(value::numeric) FROM samples WHERE query IN
	('up', 'up * 2', 'up * 3') AND "time" = $time}), '3|6', 'three queries at once');
my $error = error_of($node, q{SELECT * FROM instant WHERE query = 'sum('});
like($error, qr/HV00L.*400/s, 'a malformed query: its status');
like($error, qr/parse error/, 'and what Prometheus said of it');

done_testing();
