# Descriptors: what a backend holds open, and what it leaves to PostgreSQL, at the usual
# limit of open files and at a small one.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use POSIX ();
use ApiFdw::Test;
use Test::More;

my $largest = 0;
my $rounds = $ENV{API_FDW_TEST_LONG} ? 100 : 2;
my $mock = ApiFdw::Mock->start;
my $url = $mock->url;

# A cluster whose processes may open so many files.  This one sets the limit for itself:
# the mock API was started before.
sub limited_node
{
	my ($files) = @_;
	system('prlimit', '--pid', $$, "--nofile=$files:") == 0 or die;
	my $node = new_node("files$files", "max_connections = 20\n");

	make_plain($node);
	return $node;
}

sub make_plain
{
	my ($node) = @_;
	$node->safe_psql('postgres', q{
		CREATE TABLE local (a int, b text);
		INSERT INTO local SELECT g, repeat('x', 500) FROM generate_series(1, 1000) g;
		CREATE ROLE plain;
		GRANT USAGE ON FOREIGN DATA WRAPPER api_fdw TO plain;
		GRANT CREATE ON SCHEMA public TO plain;
		GRANT ALL ON local TO plain});
	return;
}

# Servers called "${name}1" ... with a table each, of objects that are asked for one by one.
sub make_servers
{
	my ($node, $name, $count, $options, $base) = @_;
	$base //= $url;

	$node->safe_psql('postgres', "SET client_min_messages = error; SET ROLE plain;
		CREATE SERVER $name$_ FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url '$base' $options);
		CREATE USER MAPPING FOR plain SERVER $name$_;
		CREATE FOREIGN TABLE $name$_ (id int OPTIONS (param 'id'), title text) SERVER $name$_
		OPTIONS (path '/posts/{id}', params '{\"delay\": 20}');") for 1 .. $count;
	return;
}

# Runs the code, and gives the most descriptors that the backend had open meanwhile, without
# those of files, which PostgreSQL closes when it needs others.
sub peak
{
	my ($pid, $code, $count) = @_;
	$count //= sub { scalar grep { (readlink($_) // '/') !~ m{^/} } glob "/proc/$pid/fd/*" };
	pipe(my $from, my $to) or die;
	my $child = fork // die;
	if (!$child)
	{
		my ($most, $on) = (0, 1);
		local $SIG{TERM} = sub { $on = 0 };
		while ($on)
		{
			my $now = $count->();
			$most = $now if $now > $most;
			select undef, undef, undef, 0.002;
		}
		print $to "$most\n";
		close $to;
		POSIX::_exit(0);
	}
	close $to;
	$code->();
	kill TERM => $child;
	my $most = <$from>;
	waitpid $child, 0;
	$largest = $most if $most > $largest;
	return $most + 0;
}

# What PostgreSQL grants to optional users of descriptors, and what it must find left of it.
sub granted
{
	my ($files) = @_;
	return int((($files < 1000 ? $files : 1000) - 10) / 3);
}

sub in_union
{
	my ($name, $count, $where) = @_;
	return join ' UNION ALL ', map { "SELECT * FROM $name$_ WHERE $where" } 1 .. $count;
}

# A local statement that needs descriptors of its own, while cursors hold all that there are.
sub beside
{
	my ($node, $files) = @_;
	my $session = session($node);
	my ($port, $host) = ($node->port, $node->host);

	$session->query('CREATE EXTENSION IF NOT EXISTS postgres_fdw;');
	SKIP:
	{
		skip 'no postgres_fdw', 1 if $session->query('SELECT count(*) FROM pg_extension WHERE extname = $$postgres_fdw$$;') != 1;
		$session->query("CREATE SERVER loop FOREIGN DATA WRAPPER postgres_fdw
				OPTIONS (host '$host', port '$port', dbname 'postgres', async_capable 'true');
			CREATE USER MAPPING FOR CURRENT_USER SERVER loop;
			CREATE FOREIGN TABLE far (a int, b text) SERVER loop OPTIONS (table_name 'local');
			CREATE FOREIGN TABLE far2 (a int, b text) SERVER loop OPTIONS (table_name 'local');");
		$session->query('BEGIN; DECLARE c CURSOR FOR ' . in_union('wide', 2, 'id BETWEEN 1 AND 400') . '; FETCH 1 FROM c;');
		is($session->query('SELECT count(*) > 2000 FROM (SELECT a FROM far UNION ALL SELECT a FROM far2) u;'), 't',
			"$files: postgres_fdw and an Append's event set beside");
		$session->query('COMMIT;');
	}
	$session->quit;
	return;
}

# One pooled backend that serves many roles.
sub roles
{
	my ($node, $ask, $pid, $files, $most) = @_;
	my $failed = 0;

	$node->safe_psql('postgres', join '', map {
		"CREATE ROLE r$_; GRANT r$_ TO plain; GRANT USAGE ON FOREIGN SERVER s1 TO r$_; GRANT SELECT ON s1 TO r$_;
		CREATE USER MAPPING FOR r$_ SERVER s1;" } 1 .. 46);
	my $peak = peak($pid, sub {
		for my $role (1 .. 46)
		{
			$failed++ if $ask->("SET ROLE r$role; SELECT count(*) FROM s1 WHERE id BETWEEN 1 AND 20;") ne '20';
		}
	});
	is($failed, 0, "$files: 46 roles in a backend");
	cmp_ok($peak, '<=', $most + 4, "$files: descriptors stay within the bound");
	$ask->('RESET ROLE; SET ROLE plain;');
	return;
}

for my $files (1024, 256)
{
	my $node = limited_node($files);
	my $most = granted($files) - 32;
	my $log = $node->logfile;

	make_servers($node, 'wide', 2, ", max_concurrency '1000'");
	make_servers($node, 's', 200, '');
	my $session = session($node);
	my $pid = backend_pid($session);
	my $ask = sub {
		my ($sql) = @_;
		(my $out = $session->query($sql)) =~ s/\s+$//;
		return $out;
	};
	$ask->('SET ROLE plain');

	# two servers that may have 1000 in flight, and a statement that writes WAL meanwhile
	my $reads = in_union('wide', 2, 'id BETWEEN 1 AND 400');
	my $peak = peak($pid, sub {
		for (1 .. $rounds)
		{
			is($ask->("SELECT count(pg_logical_emit_message(true, 'x', title)) FROM ($reads) u"), 800,
				"$files: two servers of 1000 in flight, and WAL");
			is($ask->("BEGIN; INSERT INTO local SELECT id, title FROM wide1 WHERE id BETWEEN 1 AND 400;
				SAVEPOINT s; SELECT count(*) FROM wide2 WHERE id BETWEEN 1 AND 400; ROLLBACK TO s;
				SELECT count(*) FROM local; COMMIT;"), "400\n" . (1000 + 400 * $_),
				"$files: a transaction that writes");
		}
	});
	cmp_ok($peak, '<=', $most + 4, "$files: descriptors stay within the bound");
	cmp_ok($peak, '>', $most / 2, "$files: which is made use of");

	# many servers by default
	for (1 .. $rounds)
	{
		$peak = peak($pid, sub {
			is($ask->('SELECT count(*) FROM (' . in_union('s', 54, 'id BETWEEN 1 AND 20') . ') u'), 54 * 20,
				"$files: 54 servers in a statement");
			is($ask->('SELECT count(*) FROM (' . in_union('s', 200, 'id IN (1, 2)') . ') u'), 400,
				"$files: 200 servers in a statement");
			is($ask->(q{DO $$
				DECLARE n int; total int := 0;
				BEGIN
				  FOR i IN 1 .. 54 LOOP
				    BEGIN
				      EXECUTE format('SELECT count(*) FROM s%s WHERE id BETWEEN 1 AND 20', i) INTO n;
				      total := total + n;
				    EXCEPTION WHEN OTHERS THEN
				      RAISE WARNING '%', sqlerrm;
				    END;
				    PERFORM count(*) FROM local;
				  END LOOP;
				  PERFORM set_config('my.total', total::text, false);
				END $$; SELECT current_setting('my.total');}), 54 * 20, "$files: 54 servers in a procedure");
		});
		cmp_ok($peak, '<=', $most + 4, "$files: descriptors stay within the bound");
	}
	beside($node, $files);
	roles($node, $ask, $pid, $files, $most);
	$session->quit;
	diag("$files: at most $largest descriptors that are no files, of $most") if $ENV{API_FDW_TEST_LONG};
	$largest = 0;

	is($node->safe_psql('postgres', 'SELECT count(*) FROM local'), 1000 + 400 * $rounds,
		"$files: the cluster is there");
	unlike(PostgreSQL::Test::Utils::slurp_file($log), qr/PANIC|FATAL|[Tt]oo many open|could not open/,
		"$files: nothing failed");
	$node->stop;
}

# ---- a bound of one's own, and descriptors that the kernel does not have

my $node = new_node('bounded');
make_plain($node);
make_servers($node, 's', 12, '');
make_servers($node, 'lost', 1, ", max_concurrency '500', max_retries '0'", 'http://no-such-host.invalid');

# The lowest number that no descriptor has: at that limit there are no more.
sub unused
{
	my ($pid) = @_;
	my $fd = 0;
	$fd++ while -e "/proc/$pid/fd/$fd" || -l "/proc/$pid/fd/$fd";
	return $fd;
}

{
	my $session = session($node);
	my $pid = backend_pid($session);
	my $all = 'SELECT count(*) FROM (' . in_union('s', 12, 'id BETWEEN 1 AND 20') . ') u;';

	$session->query('SET api_fdw.max_connections = 5;');
	is($session->query($all), 240, 'twelve servers over five connections');
	is($session->query('SELECT connections <= 5 FROM api_fdw_resources() WHERE server IS NULL;'), 't', 'no more are open');
	$session->query('SET api_fdw.max_connections = 1; SET api_fdw.idle_connections = 100;');
	is($session->query($all), 240, 'or over one');
	$mock->put('/table/long', '[' . join(',', map { "{\"id\": $_, \"title\": \"the title of number $_\"}" } 1 .. 60000) . ']');
	# a cursor whose body waits holds the only one
	$session->query("CREATE SERVER long FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url '$url', scan_buffer '64kB');
		CREATE FOREIGN TABLE long (id int) SERVER long OPTIONS (path '/table/long');
		BEGIN; DECLARE c CURSOR FOR SELECT * FROM long; FETCH 1 FROM c; SAVEPOINT s;");
	$session->query('\\set VERBOSITY verbose');
	$session->query('SELECT count(*) FROM s1 WHERE id = 1;');
	like($session->{stderr}, qr/ERROR:  53000: .*as many connections are open as api_fdw.max_connections allows.*DETAIL:.*is 1.*HINT:.*api_fdw.max_connections/s,
		'what waits for a connection that nobody gives back fails');
	$session->{stderr} = '';
	$session->query('ROLLBACK TO s; ' . in_union('s', 2, 'id = 1') . ';');
	like($session->{stderr}, qr/ERROR:  53000: .*api_fdw.max_connections/, 'also several that are waited for at once');
	$session->{stderr} = '';
	$session->query('ROLLBACK; RESET api_fdw.max_connections;');

	# the kernel has none left, whatever was granted
	is($session->query('SELECT api_fdw_disconnect() >= 0;'), 't', 'give all back');
	system('prlimit', '--pid', $pid, '--nofile=' . unused($pid) . ':') == 0 or die;
	$session->query('SELECT count(*) FROM s2 WHERE id BETWEEN 1 AND 20;');
	like($session->{stderr}, qr/ERROR:  53000: .*too many open files.*HINT:.*ulimit -n/s, 'our own lack of descriptors is told as such');
	$session->query('SELECT title FROM s3 WHERE id = 1;');
	unlike($session->{stderr}, qr/could not connect|is up/, 'and is not the fault of the API');
	$session->{stderr} = '';
	system('prlimit', '--pid', $pid, '--nofile=1024:') == 0 or die;
	is($session->query('SELECT count(*) FROM s2 WHERE id BETWEEN 1 AND 20;'), 20, 'later there are some');
	$session->quit;
}

# ---- look-ups

{
	my $session = session($node);
	my $pid = backend_pid($session);
	my $most = 0;

	$most = peak($pid, sub {
		$session->query('SELECT count(*) FROM lost1 WHERE id BETWEEN 1 AND 500;');
	}, sub { my $threads = () = glob "/proc/$pid/task/*"; return $threads; });
	like($session->{stderr}, qr/resolve/, 'a name that does not exist is told');
	cmp_ok($most, '<=', 9, '500 requests to it are not 500 look-ups');
	$session->quit;
}

done_testing();
