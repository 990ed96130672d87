# Name servers that do not answer: what is left of look-ups is bounded, and holds up neither those who need none nor
# the backend; who needs one is told, in time.
# Runs alone.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use ApiFdw::Test;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(time);

my $limit = 250;				# milliseconds that who is stopped may live on
my $threads = 8;				# that look-ups may have
my $answer = PostgreSQL::Test::Utils::tempdir() . '/answer';
my $mock = ApiFdw::Mock->start;
my $node;
{
	local $ENV{LD_PRELOAD} = "$FindBin::RealBin/../test/hook/slow_names.so";
	local $ENV{API_FDW_SLOW_NAMES} = $answer;
	$node = new_node('names');
}

# A server and a table of that name, whose host has that one.
sub table
{
	my ($name, $host, %options) = @_;
	new_server($node, $name, { base_url => "http://$host:" . $mock->port, %options });
	$node->safe_psql('postgres', "CREATE FOREIGN TABLE $name (id int OPTIONS (param 'id'), title text) SERVER $name OPTIONS (path '/posts/{id}')");
	return;
}

table('literal', '127.0.0.1');
table('here', 'localhost');
table('fast', 'known.fast');
table('other', 'other.fast', connect_timeout => '60s');
table("lost$_", "lost$_.slow", connect_timeout => '60s') for 1 .. 12;
table('late', 'late.slow', connect_timeout => '300ms');
table('later', 'later.fast', connect_timeout => '300ms');

my $stopper = session($node);
my ($session, $pid);

sub begin
{
	$session = session($node);
	$pid = backend_pid($session);
	return;
}

# Beside the backend's own.
sub looking_up
{
	my $all = () = glob "/proc/$pid/task/*";
	return $all - 1;
}

# Descriptors, but for files.
sub held
{
	return scalar grep { (readlink($_) // '') =~ /^(socket|pipe|anon_inode):/ } glob "/proc/$pid/fd/*";
}

# As many as may be, once those of newer libcurls that have nothing to do have gone.
sub filled { return poll_until(sub { looking_up() == $threads }); }

sub ask { return "SELECT title IS NOT NULL FROM $_[0] WHERE id = 1;"; }

sub left_by_timeout
{
	$session->query("SET statement_timeout = '20ms'; @{[ map { ask($_) } @_ ]} RESET statement_timeout;");
	$session->{stderr} = '';
	return;
}

# Milliseconds until the backend does nothing more, or is gone, from then on.
sub stopped
{
	my ($how) = @_;
	my $since = time();
	$stopper->query("SELECT $how($pid);");
	poll_until(sub { process_ended($pid) || $stopper->query("SELECT state <> 'active' FROM pg_stat_activity WHERE pid = $pid;") eq 't' });
	return 1000 * (time() - $since);
}

sub error_in
{
	my ($sql) = @_;
	$session->{stderr} = '';
	$session->query("\\set VERBOSITY verbose\n$sql");
	my $error = $session->{stderr};
	$session->{stderr} = '';
	return $error;
}

# ---- one that is left

begin();
is($session->query(ask('literal') . ask('fast')), "t\nt", 'the made-up names are there');
$session->query('SELECT api_fdw_disconnect();');
my $descriptors = held();
$session->query(ask('literal') . ask('fast'));
in_background($session, ask('lost1'));
ok(poll_until(sub { looking_up() > 0 }), 'a name is looked up');
cmp_ok(stopped('pg_cancel_backend'), '<=', $limit, 'its statement is cancelled');
$session->query('');
my $each = looking_up();
note("a look-up has $each threads");
is($session->query('SELECT lookups, connections FROM api_fdw_resources() WHERE server IS NULL;'), '1|2', 'it goes on, and is shown');
is($session->query('SELECT api_fdw_disconnect();'), 2, 'but all connections can be given back');
is($session->query('SELECT count(*) FROM api_fdw_resources();'), 1, 'and all pools');
cmp_ok(held(), '<=', $descriptors + $each, 'but for the descriptors that it has itself');

# ---- beside one that is asked for

$session->query("BEGIN; DECLARE c CURSOR FOR SELECT 'lost' FROM lost2 WHERE id = 1 UNION ALL SELECT 'literal' FROM literal WHERE id = 1;");
is($session->query('FETCH 1 FROM c;'), 'literal', 'a scan beside one that looks a name up gives its row');
$session->query('ROLLBACK; SELECT api_fdw_disconnect();');
cmp_ok(held(), '<=', $descriptors + 2 * $each, 'and what rests is closed');

# ---- one name, again and again

left_by_timeout(('lost1') x 100);
cmp_ok(looking_up(), '<=', 3 * $each, 'a hundred statements that ask for one name leave two look-ups');
$session->query('SELECT api_fdw_disconnect();');
cmp_ok(held(), '<=', $descriptors + 3 * $each, 'and no descriptors beside theirs');
is($session->query(ask('literal') . ask('here') . ask('fast') . ask('other')), "t\nt\nt\nt", 'other names have their places');

# ---- many names

left_by_timeout(map { "lost$_" } 1 .. 12);
ok(filled(), 'look-ups have no more threads than they may');
$session->query('SELECT api_fdw_disconnect() >= 0;') for 1 .. 2;
left_by_timeout(map { "lost$_" } 1 .. 12);
ok(filled(), 'whatever becomes of the pools');
is($session->query(ask('literal') . ask('here')), "t\nt", 'addresses and this host do not wait for a place');
my $began = time();
like(error_in(ask('later')), qr/ERROR:  08001: .*timed out looking up the host name later\.fast.*DETAIL:.*as many names of hosts are looked up.*HINT:.*name servers/s,
	'a name that has no place is told');
cmp_ok(time() - $began, '>=', 0.3, 'after connect_timeout');
cmp_ok(time() - $began, '<', 20, 'and before long');
in_background($session, ask('other'));
ok(poll_until(sub { $stopper->query("SELECT count(*) FROM pg_stat_activity WHERE pid = $pid AND wait_event_type = 'Extension';") == 1 }),
	'one that has more time waits');
cmp_ok(stopped('pg_cancel_backend'), '<=', $limit, 'and is cancelled');
$session->query('');
in_background($session, ask('other'));
append_to_file($answer, '');
is($session->query(''), 't', 'as soon as there is a place it goes on');
ok(poll_until(sub { looking_up() == 0 }), 'look-ups end when they are answered');
is($session->query("SELECT pg_sleep(0.02); SELECT api_fdw_disconnect(); SELECT lookups FROM api_fdw_resources();"), "\n3\n0", 'and their places are free');
is(held(), $descriptors, 'with all descriptors');

# ---- in time

unlink $answer;
like(error_in(ask('late')), qr/ERROR:  08001: .*timed out looking up the host name late\.slow.*HINT:.*connect_timeout/s, 'a look-up has as long as a connection');
is($session->query(ask('fast')), 't', 'another statement goes on');

# ---- the end of the backend

my @ms;
for (1 .. 5)
{
	left_by_timeout(map { "lost$_" } 1 .. 12);
	in_background($session, ask('lost12'));
	ok(filled(), 'as many look-ups hang as may');
	push @ms, stopped('pg_terminate_backend');
	$session->{run}->finish;
	begin();
}
cmp_ok((sort { $b <=> $a } @ms)[0], '<=', $limit, 'a backend ends though they hang');

done_testing();
