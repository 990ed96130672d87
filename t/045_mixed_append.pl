# Scans of ours beside one of another wrapper in an asynchronous Append: a row that is there is given while the other
# waits.  The other's server is this one, shut by a lock; our two arms ask for the same, so that both are answered at
# once, while only the first of them was waited for.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use ApiFdw::Test;
use Test::More;
use Time::HiRes qw(sleep);

my $node = new_node('mixed');
my ($lacks) = $node->psql('postgres', 'CREATE EXTENSION postgres_fdw');
plan skip_all => 'no postgres_fdw here' if $lacks;
my $mock = ApiFdw::Mock->start;
new_server($node, 'api', { base_url => $mock->url });
$node->safe_psql('postgres', sprintf q(
	CREATE FUNCTION pass() RETURNS int LANGUAGE sql AS 'SELECT pg_advisory_xact_lock(1); SELECT 7';
	CREATE VIEW shut AS SELECT pass() AS id;
	CREATE SERVER loop FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '%s', port '%s', dbname 'postgres', async_capable 'true');
	CREATE USER MAPPING FOR CURRENT_USER SERVER loop;
	CREATE FOREIGN TABLE other (id int) SERVER loop OPTIONS (table_name 'shut');
	CREATE FOREIGN TABLE two (id int) SERVER api OPTIONS (path '/json', params '{"body": "[{\"id\": 1}, {\"id\": 2}]", "delay": "300"}')),
	$node->host, $node->port);
my ($gate, $reader) = (session($node), session($node));
my $pid = backend_pid($reader);
my $all = 'SELECT id FROM two UNION ALL SELECT id FROM other UNION ALL SELECT id + 10 FROM two';
$gate->query('SELECT pg_advisory_lock(1)');
# no statement_timeout: its signal would end the wait
$reader->query("SET statement_timeout = 0; BEGIN; DECLARE c CURSOR FOR $all");
in_background($reader, 'FETCH 4 FROM c');
# looked at seldom, and not for long: signals of any kind would end the wait, too
my $idle = "SELECT count(*) FROM pg_stat_activity WHERE pid = $pid AND state = 'idle in transaction' AND query ~ '^FETCH'";
my $done = 0;
for (1 .. 6)
{
	$done = $node->safe_psql('postgres', $idle);
	last if $done;
	sleep 0.5;
}
ok($done, 'rows that are there are not held until the event of another wrapper');
$gate->query('SELECT pg_advisory_unlock(1)');
$reader->query('COMMIT');
is($node->safe_psql('postgres', "SELECT string_agg(id::text, ' ' ORDER BY id) FROM ($all) s"), '1 2 7 11 12', 'and all come');
$reader->quit;
$gate->quit;
done_testing();
