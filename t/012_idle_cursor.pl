# A cursor may rest longer than request_timeout between two fetches: only time in
# which somebody reads counts.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use ApiFdw::Plain;
use ApiFdw::Test;
use Test::More;

my $node = new_node('idle');
my $mock = ApiFdw::Mock->start;
new_server($node, 'api', { base_url => $mock->url, max_concurrency => 4, max_retries => 0,
	request_timeout => '1s', connect_timeout => '1s' });
$node->safe_psql('postgres', q{CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id'), title text)
	SERVER api OPTIONS (path '/posts/{id}', params '{"delay": "300"}')});

my $session = session($node);
$session->query_safe('BEGIN; DECLARE c CURSOR FOR SELECT id FROM posts WHERE id BETWEEN 1 AND 20;');
my @ids = split /\s+/, $session->query_safe('FETCH 2 FROM c;');
is(scalar @ids, 2, 'two rows');
# the first requests are in flight now, and nobody pumps
$session->query_safe('SELECT pg_sleep(2.5);');
push @ids, split /\s+/, $session->query_safe('FETCH 3 FROM c;');
$session->query_safe('SELECT pg_sleep(1.5);');
push @ids, split /\s+/, $session->query_safe('FETCH ALL FROM c;');
is(join(' ', sort { $a <=> $b } @ids), join(' ', 1 .. 20), 'all rows after two long rests');
$session->query_safe('COMMIT;');
is($mock->stats->{requests}, 20, 'and no request was sent twice');
cmp_ok($mock->stats->{peak_in_flight}, '<=', 4, 'the window held');

# a server that is silent while somebody waits does time out
my $silent = ApiFdw::Plain->new;
new_server($node, 'silent', { base_url => 'http://' . $silent->address, max_retries => 0,
	request_timeout => '500ms' });
$node->safe_psql('postgres', q{CREATE FOREIGN TABLE hang (id int) SERVER silent OPTIONS (path '/')});
like(error_of($node, 'SELECT * FROM hang'), qr/08006/, 'a silent server times out');

$session->quit;
done_testing();
