# Batched joins beside another extension that looks at joins, loaded before ours or after it.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use ApiFdw::Test;
use Test::More;

my $node = new_node('hook');
my $mock = ApiFdw::Mock->start;
my $module = "$FindBin::RealBin/../test/hook/join_hook.so";

new_server($node, 'api', { base_url => $mock->url });
$node->safe_psql('postgres', q{CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id', json_path '$.id')) SERVER api
	OPTIONS (path '/posts/{id}', rows '1')});

my %order = (
	'loaded before' => "LOAD '$module'; LOAD 'api_fdw'",
	'loaded after' => "LOAD 'api_fdw'; LOAD '$module'");
for my $when (sort keys %order)
{
	my ($status, $out, $err) = $node->psql('postgres', "$order{$when};
		EXPLAIN (COSTS OFF) SELECT FROM generate_series(1, 9) g JOIN posts ON id = g");
	like($out, qr/API Batch Join/, "$when: joins are batched");
	like($err, qr/a join was seen/, "$when: the other sees them, too");
}
done_testing();
