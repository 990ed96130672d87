# A server that serves only so many requests a connection, as nginx does by keepalive_requests, turns
# away what is beyond: that is no failure, and costs none of the attempts.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Nginx;
use ApiFdw::Test;
use Test::More;

my $nginx = ApiFdw::Nginx->new;
mkdir $nginx->dir . '/html/posts';
$nginx->put("posts/$_", qq({"id": $_})) for 1 .. 400;
$nginx->start(http => 'keepalive_requests 10;');

my $node = new_node('turned_away');
my $select = 'SELECT count(*), sum(id) FROM posts WHERE id BETWEEN 1 AND 400';

for my $window (20, 400)
{
	for my $kind (qw(http2 https))
	{
		new_server($node, 'nginx', { base_url => $nginx->$kind, ca_file => $nginx->ca, max_retries => 0,
			max_concurrency => $window });
		$node->safe_psql('postgres', q{CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id')) SERVER nginx
			OPTIONS (path '/posts/{id}')});
		my $out = $node->safe_psql('postgres', join ';', ($select) x 3);
		is($out, join("\n", ('400|80200') x 3), "$kind, $window at a time: all rows");
	}
}

done_testing();
