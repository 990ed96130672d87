# A list that is sent is checked by the scan; where a locked row comes again changed (EvalPlanQual), by the clause.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use ApiFdw::Test;
use JSON::PP;
use Test::More;

my $node = new_node('rechecked');
my $mock = ApiFdw::Mock->start;
new_server($node, 'api', { base_url => $mock->url });
$mock->put('/table/rec', encode_json([map { { k => $_, i => $_ % 4 } } 1 .. 8]));
$node->safe_psql('postgres', q(
	CREATE FOREIGN TABLE rec (k int, i int OPTIONS (param 'i', required 'on')) SERVER api OPTIONS (path '/table/rec');
	CREATE TABLE lists (n int, a int[]);
	INSERT INTO lists VALUES (1, '{1,2}'), (2, '{3}');));

my $reader = session($node);
my $writer = session($node);
my $pid = backend_pid($reader);
$node->safe_psql('postgres', 'CREATE TABLE seen (n int, k int)');
$writer->query(q(BEGIN; UPDATE lists SET a = '{2,0}' WHERE n = 1));
in_background($reader, 'INSERT INTO seen SELECT n, k FROM lists JOIN rec ON i = ANY (a) FOR UPDATE OF lists');
ok(poll_until(sub { $node->safe_psql('postgres',
	"SELECT count(*) FROM pg_stat_activity WHERE pid = $pid AND wait_event_type = 'Lock'") == 1 }), 'the reader waits');
$mock->reset;
$writer->query('COMMIT');
is($reader->query(q(SELECT string_agg(format('%s:%s', n, k), ' ' ORDER BY n, k) FROM seen)), '1:2 1:6 2:3 2:7',
	'rows that the list as it is now lacks are none');
cmp_ok($mock->stats->{requests}, '<=', 1, 'nothing was asked again for the rows that were locked');
$_->quit for $reader, $writer;
done_testing();
