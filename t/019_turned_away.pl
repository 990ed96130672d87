# A server that serves only so many requests a connection, as nginx does by keepalive_requests, turns
# away what is beyond: that is no failure, and costs none of the attempts.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Faults;
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

# libcurl asks six times by itself, or less where it needs a new connection for that; what it gives up is asked for again
# at no cost, twelve times in all while nothing else is answered
my $faults = ApiFdw::Faults->start;
new_server($node, 'refusing', { base_url => $faults->{http2}, ca_file => $faults->{ca}, max_retries => 0 });
$node->safe_psql('postgres', q{CREATE FOREIGN TABLE refused (cell text OPTIONS (param 'cell'), id int) SERVER refusing
	OPTIONS (path '/linked/{+cell}', record_path '$.data', pagination 'next_url', next_url_path '$.next', total_path '$.total')});
is($node->safe_psql('postgres', q{SELECT count(*) || ' ' || sum(id) FROM refused WHERE cell = 'rst_refused/3/8'}), '20 210',
	'eight times refused: all rows');
is($faults->asked->{'/linked/rst_refused/3/8'}{3}, 9, 'asked for nine times');
like(error_of($node, q{SELECT * FROM refused WHERE cell = 'rst_refused/3/ever'}), qr/08006/, 'refused for ever');
cmp_ok($faults->asked->{'/linked/rst_refused/3/ever'}{3}, '>', 12, 'asked for more than twelve times');
cmp_ok($faults->asked->{'/linked/rst_refused/3/ever'}{3}, '<=', 18, 'and no more than six times more');

done_testing();
