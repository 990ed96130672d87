# However many servers, roles and scans a backend has seen, it holds no more than after
# the first of them.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use ApiFdw::Test;
use Test::More;

my $rounds = $ENV{API_FDW_TEST_LONG} ? 1000 : 150;
my $servers = $ENV{API_FDW_TEST_LONG} ? 200 : 40;

my $node = new_node('flat');
my $mock = ApiFdw::Mock->start;
my $url = $mock->url;
my $session = session($node);
my $pid = backend_pid($session);

# Descriptors but for files: PostgreSQL keeps those of its tables as it likes.
sub held
{
	opendir(my $dir, "/proc/$pid/fd") or die $!;
	return scalar grep { !m{^/} } map { readlink("/proc/$pid/fd/$_") // 'gone' } grep { /^\d/ } readdir $dir;
}

sub resident_kb
{
	my ($line) = grep { /^RssAnon/ } split /\n/, PostgreSQL::Test::Utils::slurp_file("/proc/$pid/status");
	return $line =~ /(\d+)/ ? $1 : die;
}

sub figures
{
	return $session->query("SELECT connections || ' connections, ' || handles || ' handles, ' ||
		(SELECT count(*) - 1 FROM api_fdw_resources()) || ' pools' FROM api_fdw_resources() WHERE server IS NULL;");
}

# Does it that often, a third of them to warm up; what is held then is what is held at the end,
# but for what PostgreSQL's own caches take, which double now and then.
sub flat
{
	my ($what, $round) = @_;
	my @warm = 1 .. $rounds / 3;

	$round->($_) for @warm;
	my ($fds, $resident) = (held(), resident_kb());
	$round->($_) for @warm + 1 .. $rounds;
	my $now = held();
	cmp_ok($now, '<=', $fds, "$what: descriptors, $fds before, $now behind; " . figures());
	my $grown = resident_kb() - $resident;
	diag("$what, $rounds times: descriptors $fds, then $now; memory $grown kB more") if $ENV{API_FDW_TEST_LONG};
	cmp_ok($grown, '<', 4096, "$what: $grown kB more of memory");
	return;
}

# ---- servers that come and go

flat('CREATE SERVER, scan, DROP SERVER', sub {
	my ($n) = @_;
	my $count = $session->query("SET client_min_messages = error;
		CREATE SERVER s$n FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url '$url', max_concurrency '2');
		CREATE FOREIGN TABLE t$n (id int OPTIONS (param 'id'), title text) SERVER s$n OPTIONS (path '/posts/{id}');
		SELECT count(*) FROM t$n WHERE id IN (1, 2);
		DROP SERVER s$n CASCADE;");
	$count =~ /^2$/ or die "got $count";
});

# ---- roles in one backend

$node->safe_psql('postgres', "
	CREATE SERVER pooled FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url '$url', max_concurrency '2');
	CREATE FOREIGN TABLE pooled (id int OPTIONS (param 'id'), title text) SERVER pooled OPTIONS (path '/posts/{id}');
	GRANT ALL ON pooled TO public;
	DO \$\$BEGIN FOR i IN 1 .. $rounds LOOP
		EXECUTE format('CREATE ROLE r%s', i);
		EXECUTE format('CREATE USER MAPPING FOR r%s SERVER pooled OPTIONS (bearer_token ''t%s'')', i, i);
	END LOOP; END\$\$");
flat('a role each', sub {
	my ($n) = @_;
	my $count = $session->query("SET ROLE r$n; SELECT count(*) FROM pooled WHERE id = 1; RESET ROLE;");
	$count =~ /^1$/ or die "got $count";
});
like(figures(), qr/^32 connections, \d+ handles, 64 pools/, 'what rests is bounded');
is(scalar(grep { ($_->{headers}{authorization} // '') !~ /^Bearer t\d+$/ } grep { $_->{target} !~ /_mock/ }
	($mock->requests)[ -$rounds .. -1 ]), 0, 'each with its own token');

# ---- many servers in one statement

$session->query('SELECT api_fdw_disconnect();');
my $before = held();
$node->safe_psql('postgres', "DO \$\$BEGIN FOR i IN 1 .. $servers LOOP
	EXECUTE format('CREATE SERVER u%s FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url ''$url'')', i);
	EXECUTE format('CREATE FOREIGN TABLE u%s (id int OPTIONS (param ''id''), title text)
		SERVER u%s OPTIONS (path ''/posts/{id}'')', i, i);
	END LOOP; END\$\$");
my $union = join ' UNION ALL ', map { "SELECT id FROM u$_ WHERE id IN (1, 2)" } 1 .. $servers;
is($session->query("SELECT count(*) FROM ($union) AS u;"), 2 * $servers, "$servers servers in one UNION");
like(figures(), qr/^(?:[12]?\d|3[0-2]) connections/, 'no more stay than may');
cmp_ok(held(), '<=', $before + 3 * 32, 'the descriptors are closed');
is($session->query("SELECT count(*) FROM ($union) AS u;"), 2 * $servers, 'once more');
$session->query('DISCARD ALL;');
is(held(), $before, 'and all at the end');

$session->quit;
done_testing();
