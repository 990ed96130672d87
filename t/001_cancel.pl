# Cancel, timeout, termination and the postmaster's death act at once, whatever the
# server does not do.
# Runs alone.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Plain;
use ApiFdw::Test;
use Test::More;
use Time::HiRes qw(time);

# Milliseconds that a cancelled scan may live on
my $limit = 250;

my $node = new_node('cancel');
$node->safe_psql('postgres', <<'SQL');
CREATE FUNCTION stop(victim int, how text) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
  since timestamptz := clock_timestamp();
BEGIN
  EXECUTE format('SELECT %I($1)', how) USING victim;
  WHILE EXISTS (SELECT FROM pg_stat_activity WHERE pid = victim AND state = 'active') LOOP
    PERFORM pg_stat_clear_snapshot(), pg_sleep(0.002);
  END LOOP;
  RETURN round(1000 * extract(epoch FROM clock_timestamp() - since), 1);
END $$;
SQL

# Points the table at a server that behaves in that way.
sub point
{
	my ($url) = @_;
	new_server($node, 'api', { base_url => $url, request_timeout => '60s',
		connect_timeout => '60s' });
	$node->safe_psql('postgres', "CREATE FOREIGN TABLE t (id int) SERVER api OPTIONS (path '/t')");
	return;
}

# Ways to keep a client waiting: what comes before the silence.
my %silence = (
	'before the headers' => sub { return },
	'in the headers' => sub { syswrite($_[0], "HTTP/1.1 200 OK\r\nContent-Le") },
	'in the body' => sub {
		syswrite($_[0], "HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n[{\"id\": 1},");
	},
	'after a Retry-After' => sub {
		ApiFdw::Plain::answer($_[0], '503 Service Unavailable', '{}', 'Retry-After: 30');
	},
	'between attempts' => sub { close $_[0] });

sub waits
{
	my ($pid) = @_;
	return $node->safe_psql('postgres', "SELECT count(*) FROM pg_stat_activity WHERE pid = $pid
		AND state = 'active' AND wait_event_type = 'Extension'") == 1;
}

for my $when (sort keys %silence)
{
	my $server = ApiFdw::Plain->new;
	point('http://' . $server->address);
	$node->safe_psql('postgres', "ALTER SERVER api
		OPTIONS (ADD backoff_initial '60s', ADD backoff_max '60s')");
	for my $how ('pg_cancel_backend', 'pg_terminate_backend')
	{
		my $session = session($node);
		my $pid = backend_pid($session);
		in_background($session, 'SELECT * FROM t');
		my $client = $server->accept_request;
		$silence{$when}->($client);
		ok(poll_until(sub { waits($pid) }), "$when: the scan waits");
		my $ms = $node->safe_psql('postgres', "SELECT stop($pid, '$how')");
		cmp_ok($ms, '<', $limit, "$how $when: $ms ms");
		ok(poll_until(sub { ApiFdw::Plain::hung_up($client) }), 'the connection is closed')
		  if $client->opened;
		$session->{run}->finish if $how eq 'pg_terminate_backend';
		$session->quit if $how eq 'pg_cancel_backend';
	}
}

# statement_timeout: where nobody accepts, nobody shakes hands, nobody answers
my $silent = ApiFdw::Plain->new;
my $full = ApiFdw::Plain->new(1);
$full->fill;
my %url = (
	'while connecting' => 'http://' . $full->address,
	'in the TLS handshake' => 'https://' . $silent->address,
	'while the server is silent' => 'http://' . $silent->address);

for my $when (sort keys %url)
{
	point($url{$when});
	my $ms = $node->safe_psql('postgres', <<'SQL');
SET statement_timeout = '300ms';
CREATE TEMP TABLE took (ms numeric);
DO $$
DECLARE
  since timestamptz := clock_timestamp();
BEGIN
  PERFORM * FROM t;
EXCEPTION WHEN query_canceled THEN
  INSERT INTO took SELECT round(1000 * extract(epoch FROM clock_timestamp() - since), 1);
END $$;
SELECT ms FROM took;
SQL
	cmp_ok($ms, '>', 250, "statement_timeout $when: not before its time");
	cmp_ok($ms, '<', 300 + $limit, "statement_timeout $when: $ms ms");
}

# a host name that nobody resolves quickly must not hold up the cancel either
point('http://name-that-does-not-exist.invalid');
{
	my $begin = time();
	my $err = error_of($node, "SET statement_timeout = '300ms'; SELECT * FROM t;");
	like($err, qr/HV00N|57014/, 'a host name that does not resolve');
	cmp_ok(time() - $begin, '<', 2, 'ends soon, by itself or by the timeout');
}

# postmaster death
point('http://' . $silent->address);
{
	my $session = session($node);
	my $pid = backend_pid($session);
	in_background($session, 'SELECT * FROM t');
	ok(poll_until(sub { waits($pid) }), 'the scan waits');
	$node->kill9;
	my $begin = time();
	ok(poll_until(sub { process_ended($pid) }), 'the backend ends with the postmaster');
	cmp_ok(1000 * (time() - $begin), '<', $limit, 'at once');
	$session->{run}->finish;
}

done_testing();
