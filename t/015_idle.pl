# Connections that rest: how long, how many, and what closes them.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use ApiFdw::Test;
use Test::More;

my $node = new_node('resting');
my $mock = ApiFdw::Mock->start;

# The SQL of a server and its table, each by that name.
sub tables
{
	my ($name, $options, $delay) = @_;
	$delay //= 5;
	new_server($node, $name, { base_url => $mock->url, max_concurrency => 4, %{ $options // {} } },
		{ bearer_token => $name });
	$node->safe_psql('postgres', "CREATE FOREIGN TABLE $name (id int OPTIONS (param 'id'), title text)
		SERVER $name OPTIONS (path '/posts/{id}', params '{\"delay\": \"$delay\"}')");
	return;
}

tables($_) for qw(a b c);
my $session = session($node);

# Four connections are used, if none is there yet.
sub ask { return map({ "SELECT count(*) FROM $_ WHERE id BETWEEN 1 AND 8;" } @_); }

# The numbers of the connections that it used.
sub used
{
	my (@sql) = @_;
	$mock->reset;
	$session->query("@sql");
	my %used = map { $_->{connection} => 1 } $mock->requests;
	return join ' ', sort { $a <=> $b } keys %used;
}

sub open_now { return $mock->stats->{open}; }

sub closed
{
	my ($what, $wanted) = @_;
	is($mock->open_connections($wanted // 0), $wanted // 0, $what);
	return;
}

sub elsewhere { $node->safe_psql('postgres', $_[0]); return; }

# ---- how many

my $first = used(ask('a'));
my $second = used(ask('b'));
is(open_now(), 8, 'two pools of four rest');
$session->query('SET api_fdw.idle_connections = 8;');
my $third = used(ask('c'));
closed('the least recently used one goes', 8);
is(used(ask('b')), $second, 'the others are used again');
is(used(ask('c')), $third, 'each of them');
isnt(used(ask('a')), $first, 'but not the one that went');
closed('and another goes for it', 8);
is(used(ask('c')), $third, 'not the one that was used after it');
$session->query('SET api_fdw.idle_connections = 3;');
$session->query("@{[ ask('c') ]}");
closed('a pool that has more alone keeps none');
isnt(used(ask('c')), $third, 'and begins anew');

# a function's queries are not statements of the client's
my $loop = used('DO $$BEGIN FOR i IN 1 .. 3 LOOP PERFORM count(*) FROM c WHERE id BETWEEN i * 10 AND i * 10 + 7;'
	. ' END LOOP; END$$;');
is(scalar(split / /, $loop), 4, 'the queries of a function use the same connections');
closed('all of which go at its end');
is(scalar(split / /, used(q{DO $$BEGIN PERFORM count(*) FROM a WHERE id BETWEEN 1 AND 8; PERFORM count(*) FROM b
	WHERE id BETWEEN 1 AND 8; PERFORM count(*) FROM a WHERE id BETWEEN 1 AND 8; END$$;})), 12,
	'but no more than the last one\'s');
$session->query('RESET api_fdw.idle_connections; BEGIN;');
$session->query("@{[ ask('a', 'b', 'c') ]}");
is(open_now(), 12, 'within a transaction');
$session->query('SET LOCAL api_fdw.idle_connections = 4;');
$session->query("@{[ ask('a') ]}");
closed('they go at the end of its statements', 4);
$session->query('COMMIT;');
like(error_of($node, 'SELECT api_fdw_disconnect(); CREATE ROLE plain; SET ROLE plain; SET api_fdw.idle_connections = 1000'), qr/42501/,
	'it is the superuser\'s to set');

# ---- handles for further requests

tables('wide', { max_concurrency => 150 }, 300);
$session->query('SET api_fdw.idle_connections = 1000;');
$session->query('SELECT count(*) FROM wide WHERE id BETWEEN 1 AND 200;');
# so many at once may need the descriptors of another server's, who has four
like($session->query(q{SELECT connections || ' ' || handles FROM api_fdw_resources() WHERE server IS NULL;}), qr/^15[04] 128$/,
	'connections stay, but not that many easy handles');
$session->query('RESET api_fdw.idle_connections;');

# ---- how long

tables('brief', { idle_timeout => '1ms' });
tables('none', { idle_timeout => '0' });
$session->query('SELECT api_fdw_disconnect(); BEGIN;');
$session->query("@{[ ask('none') ]}");
closed('idle_timeout 0: none rest behind the end of a scan');
$session->query("@{[ ask('brief') ]} SELECT pg_sleep(0.005);");
is(open_now(), 4, 'no statement of others closes one within a transaction');
$session->query('SET LOCAL work_mem = 4096;');
closed('but the next utility statement does');
$session->query("@{[ ask('brief') ]} SELECT pg_sleep(0.005); SELECT 1 FROM api_fdw_resources();");
closed('so does a function of ours');
$session->query("@{[ ask('brief') ]} SELECT pg_sleep(0.005);");
$session->query("@{[ ask('a') ]}");
closed('and the next scan, of another server', 4);
$session->query("@{[ ask('brief') ]} COMMIT;");
$session->query('SELECT pg_sleep(0.005);');
closed('the end of any transaction closes them', 4);
$session->query('SELECT api_fdw_disconnect();');

# ---- what gives them back

closed('api_fdw_disconnect()');
$session->query("@{[ ask('a', 'b') ]}");
is($session->query("SELECT api_fdw_disconnect('a');"), 4, 'of one server: as many');
closed('the others stay', 4);
is($session->query("SELECT api_fdw_disconnect('a'), api_fdw_disconnect();"), '0|4', 'of all: the others');
closed('they are closed');
$session->query("@{[ ask('a', 'b') ]}");
is($session->query(q{SELECT b.descriptors - a.descriptors - c.descriptors, a.descriptors, c.descriptors,
	b.descriptors < b.max_descriptors, b.lookups FROM api_fdw_resources() AS a, api_fdw_resources() AS b, api_fdw_resources() AS c
	WHERE a.server = 'a' AND b.server IS NULL AND c.server = 'b';}), '3|6|6|t|0',
	'descriptors: the engine\'s, and of each four connections and a handle\'s two');
$session->query('SELECT api_fdw_disconnect();');
like(error_of($node, "SELECT api_fdw_disconnect('nothing')"), qr/42704.*"nothing"/, 'a server that is none');
$session->query("@{[ ask('a', 'b') ]}");
$session->query('DISCARD PLANS;');
is(open_now(), 8, 'DISCARD PLANS closes none');
$session->query('DISCARD ALL;');
closed('DISCARD ALL closes all');

elsewhere("CREATE ROLE other; GRANT ALL ON a TO other; GRANT USAGE ON FOREIGN SERVER a TO other;
	CREATE USER MAPPING FOR other SERVER a OPTIONS (bearer_token 'other')");
for my $change (
	"ALTER USER MAPPING FOR other SERVER a OPTIONS (SET bearer_token 'new')",
	'ALTER ROLE other CONNECTION LIMIT 5',
	"ALTER SERVER a OPTIONS (ADD user_agent 'new')",
	'ALTER FOREIGN DATA WRAPPER api_fdw RENAME TO w; ALTER FOREIGN DATA WRAPPER w RENAME TO api_fdw',
	'DROP USER MAPPING FOR other SERVER a',
	'DROP SERVER a CASCADE')
{
	$session->query("SET ROLE other; @{[ ask('a') ]} RESET ROLE;");
	is(open_now(), 4, 'four before');
	elsewhere($change);
	$session->query('SELECT 1;');
	closed("$change, in another session");
	tables('a') if $change =~ /^DROP/;
	elsewhere("GRANT ALL ON a TO other; GRANT USAGE ON FOREIGN SERVER a TO other") if $change =~ /^DROP/;
}
$session->query("@{[ ask('a', 'b') ]} BEGIN; DROP SERVER a CASCADE; COMMIT;");
closed('DROP SERVER in this one: its own', 4);
tables('a');

# ---- an open cursor keeps what it has

$session->query('SELECT api_fdw_disconnect();');
$mock->reset;
$session->query('SET api_fdw.idle_connections = 0; BEGIN;');
$session->query('DECLARE c CURSOR FOR SELECT id FROM brief WHERE id BETWEEN 1 AND 20;');
my @ids = split /\s+/, $session->query('FETCH 2 FROM c;');
elsewhere("ALTER SERVER brief OPTIONS (ADD user_agent 'new')");
$session->query("@{[ ask('b') ]} SELECT pg_sleep(0.005); SET LOCAL work_mem = 4096;");
$session->query('SAVEPOINT s; SELECT 1 / 0; ROLLBACK TO s;');
is($session->query('SELECT api_fdw_disconnect();'), 0, 'an open cursor\'s connections are not given back');
is($session->query(q{SELECT retired, used, connections FROM api_fdw_resources() WHERE server = 'brief';}), 't|t|4',
	'they are of a pool that is retired and in use');
is($session->query(q{SELECT p.bytes > 0, b.bytes >= p.bytes, b.max_bytes, p.max_bytes IS NULL
	FROM api_fdw_resources() AS p, api_fdw_resources() AS b WHERE p.server = 'brief' AND b.server IS NULL;}),
	't|t|268435456|t', 'what it has not read is seen, beside the bound');
push @ids, split /\s+/, $session->query('FETCH ALL FROM c;');
is(join(' ', sort { $a <=> $b } @ids), join(' ', 1 .. 20), 'it has all rows');
my @requests = grep { $_->{headers}{authorization} eq 'Bearer brief' } $mock->requests;
is(scalar @requests, 20, 'by as many requests');
is(keys %{ { map { $_->{connection} => 1 } @requests } }, 4, 'on four connections');
$session->query('CLOSE c;');
closed('which go when it is closed');
$session->query('COMMIT; RESET api_fdw.idle_connections;');
$session->query('BEGIN; DECLARE h CURSOR WITH HOLD FOR SELECT id FROM brief WHERE id BETWEEN 1 AND 20; COMMIT;');
$session->query('SELECT api_fdw_disconnect();');
closed('one WITH HOLD needs none behind its transaction');
is(scalar(split /\s+/, $session->query('FETCH ALL FROM h;')), 20, 'and has its rows');

$session->quit;
done_testing();
