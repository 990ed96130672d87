# Whatever a transfer waits for, a cancel, a timeout and a termination are served within 250 ms: at least 99 of a hundred.
# API_FDW_STOPS says how many of each, API_FDW_STATES of which (a pattern).
# Runs alone.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use ApiFdw::Plain;
use ApiFdw::Test;
use POSIX qw(ceil);
use Test::More;

my $limit = 250;
my $count = $ENV{API_FDW_STOPS} // ($ENV{API_FDW_TEST_LONG} ? 100 : 3);
my $only = $ENV{API_FDW_STATES} // '';
my $mock = ApiFdw::Mock->start;
my $silent = ApiFdw::Plain->new;
my $full = ApiFdw::Plain->new(1);
$full->fill;

my $node;
{
	local $ENV{LD_PRELOAD} = "$FindBin::RealBin/../test/hook/slow_names.so";
	$node = new_node('states');
}
$node->safe_psql('postgres', <<'SQL');
CREATE FUNCTION timed(query text) RETURNS numeric LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE query;
  RETURN -1;
EXCEPTION WHEN query_canceled THEN
  RETURN round(1000 * extract(epoch FROM clock_timestamp() - statement_timestamp()), 1);
END $$;
-- ends what the backend does, once it waits in the engine or in an Append; how long that took, or -1: it never waited
CREATE FUNCTION stop(victim int, how text) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
  since timestamptz;
  waits int := 0;
BEGIN
  FOR i IN 1 .. 2000 LOOP
    PERFORM pg_stat_clear_snapshot(), pg_sleep(0.002);
    IF EXISTS (SELECT FROM pg_stat_activity WHERE pid = victim AND state = 'active' AND (wait_event_type = 'Extension' OR wait_event = 'AppendReady')) THEN
      waits := waits + 1;
    END IF;
    EXIT WHEN waits = 3;
  END LOOP;
  IF waits < 3 THEN
    RETURN -1;
  END IF;
  since := clock_timestamp();
  EXECUTE format('SELECT %I($1)', how) USING victim;
  WHILE EXISTS (SELECT FROM pg_stat_activity WHERE pid = victim AND state = 'active') LOOP
    PERFORM pg_stat_clear_snapshot(), pg_sleep(0.002);
  END LOOP;
  RETURN round(1000 * extract(epoch FROM clock_timestamp() - since), 1);
END $$;
SQL

# ---- states ----

# Threads of a backend: a look-up has one of its own.
sub threads
{
	my ($pid) = @_;
	opendir(my $dir, "/proc/$pid/task") or return 0;
	return scalar grep { /^\d/ } readdir $dir;
}

# Bytes that have come from the mock API, and that nobody reads.
sub unread
{
	my $port = sprintf '%04X', $mock->port;
	my $bytes = 0;
	/^\s*\d+: \S+ \w+:$port 01 \w+:(\w+)/ and $bytes += hex $1 for split /\n/, PostgreSQL::Test::Utils::slurp_file('/proc/net/tcp');
	return $bytes;
}

# What the scan waits for: options of the server and the table, and the condition; shown: when it does, given the backend.
my $patient = { request_timeout => '60s', connect_timeout => '60s', backoff_initial => '60s', backoff_max => '60s' };
my $asked = sub { $mock->stats->{in_flight} == 1 };
my $crowded = sub { my $flying = $mock->stats->{in_flight}; return $flying >= 30 && $flying <= 33 };
my %states = (
	'a name' => { url => 'http://never.slow', path => '/t', shown => sub { threads($_[0]) > 1 } },
	'a place for a look-up' => { url => 'http://never1.slow', path => '/t', also => [ map { "http://never$_.slow" } 2 .. 9 ],
		shown => sub { threads($_[0]) == 9 }, query => 'SELECT count(title) FROM (' . join(' UNION ALL ', map { "SELECT title FROM t$_" } '', 2 .. 9) . ') u' },
	'a connection' => { url => 'http://' . $full->address, path => '/t' },
	'the TLS handshake' => { url => 'https://' . $silent->address, path => '/t' },
	'an answer' => { path => '/soak/one/1', params => '{"how": "hang_wait", "at": 1}', shown => $asked },
	'the rest of the headers' => { path => '/soak/one/1', params => '{"how": "hang_head", "at": 1}', shown => $asked },
	'the rest of a body' => { path => '/soak/one/1', params => '{"how": "hang_body", "at": 1}', shown => $asked },
	'the rest of a body in portions' => { path => '/stall', params => '{"after": 3000}', server => { scan_buffer => '64kB' }, shown => $asked },
	'a paused body' => { path => '/{id}', where => "id IN ('hang', 'big')", params => '{"bytes": 3000000, "chunked": 1}',
		server => { scan_buffer => '64kB', keep_order => 'on' }, shown => sub { unread() > 30_000 } },
	'the next attempt' => { path => '/reset/t', params => '{"fail": 1000000}', server => { max_retries => 9 } },
	'the time that Retry-After names' => { path => '/retry/t', params => '{"fail": 1000000, "retry_after": "30"}', server => { max_retries => 9 } },
	'a token of the rate' => { path => '/posts/{id}', where => "id IN ('1', '2', '3')", server => { rate_limit => '1/min', burst => 1 } },
	'a descriptor' => { path => '/hang/{id}', set => 'api_fdw.max_connections = 1', shown => $asked,
		query => "SELECT count(title) FROM (SELECT title FROM t WHERE id = '1' UNION ALL SELECT title FROM t2 WHERE id = '2') u" },
	'memory' => { path => '/hang/{id}', where => 'id = ANY (ARRAY(SELECT generate_series(1, 100)::text))', server => { max_concurrency => 100 },
		set => "api_fdw.max_memory = '8MB'", shown => $crowded },
	'a place in the window' => { path => '/hang/{id}', where => "id IN ('1', '2', '3')", server => { max_concurrency => 1 }, shown => $asked });

sub point
{
	my ($state) = @_;
	my %server = %{ $state->{server} // {} };
	my $table = join ', ', map { "$_ '$state->{$_}'" } grep { exists $state->{$_} } qw(path params);
	$table .= ", keep_order 'on'" if delete $server{keep_order};
	my @also = @{ $state->{also} // [ $state->{url} // $mock->url ] };
	for my $n ('', 2 .. 1 + @also)
	{
		new_server($node, "api$n", { base_url => $n ? $also[ $n - 2 ] : $state->{url} // $mock->url, %$patient, %server });
		$node->safe_psql('postgres', "CREATE FOREIGN TABLE t$n (id text OPTIONS (param 'id', param_only 'on'), title text) SERVER api$n OPTIONS ($table)");
	}
	$node->safe_psql('postgres', 'ALTER DATABASE postgres RESET ALL' . ($state->{set} ? "; ALTER DATABASE postgres SET $state->{set}" : ''));
	return;
}

sub query_of
{
	my ($state) = @_;
	return $state->{query} // 'SELECT count(title) FROM t' . ($state->{where} ? " WHERE $state->{where}" : '');
}

# ---- ways ----

my $stopper = session($node);
my @failed;

# Nobody answers them, but their places are wanted.
sub drain
{
	close $silent->accept_only while $silent->knocked;
	return;
}

sub number
{
	my ($session, $sql) = @_;
	my $answer = $session->query($sql);
	return $answer =~ /(-?[\d.]+)/ ? $1 : -1;
}

# Milliseconds that it took each time.
sub by_signal
{
	my ($state, $how) = @_;
	my @ms;
	my ($session, $pid);
	for (1 .. $count)
	{
		if (!$session)
		{
			$session = session($node);
			$pid = backend_pid($session);
		}
		in_background($session, query_of($state));
		my $shown = !$state->{shown} || poll_until(sub { $state->{shown}->($pid) });
		my $took = number($stopper, "SELECT stop($pid, '$how');");
		push @ms, $shown ? $took : -1;
		$session->{run}->finish, undef $session if $how eq 'pg_terminate_backend';
		drain();
	}
	$session->quit if $session;
	return @ms;
}

sub by_timeout
{
	my ($state) = @_;
	my $session = session($node);
	my @ms;
	(my $query = query_of($state)) =~ s/'/''/g;
	for (1 .. $count)
	{
		push @ms, number($session, "SET statement_timeout = '100ms'; SELECT timed('$query');");
		$ms[-1] -= 100 if $ms[-1] > 0;
		drain();
	}
	$session->quit;
	return @ms;
}

my (@all, $worst);
for my $name (grep { /$only/ } sort keys %states)
{
	my $state = $states{$name};
	for my $how ('statement_timeout', 'pg_cancel_backend', 'pg_terminate_backend')
	{
		point($state);
		my @ms = sort { $a <=> $b } $how eq 'statement_timeout' ? by_timeout($state) : by_signal($state, $how);
		my $p99 = $ms[ ceil(0.99 * @ms) - 1 ];
		note("$how while it waits for $name: 99 of 100 within $p99 ms");
		my $good = cmp_ok($ms[0], '>', -1, "$how while it waits for $name: it waits");
		$good &= cmp_ok($p99, '<=', $limit, "and ends within $p99 ms");
		push @failed, "$how, $name: @ms" unless $good;
		push @all, @ms;
		$worst = [ $p99, $name, $how ] if !$worst || $p99 > $worst->[0];
	}
}
@all = sort { $a <=> $b } @all;
note(sprintf '%d stops in %d states: the median takes %s ms, 99 of 100 %s ms; the slowest state %s ms (%s, %s)', scalar @all, scalar keys %states,
	$all[ @all / 2 ], $all[ ceil(0.99 * @all) - 1 ], @$worst);
is($mock->in_flight(0), 0, 'nothing is in flight');
$stopper->quit;
diag($_) for @failed;
done_testing();
