# What the TAP tests share: a cluster with the extension, sessions that run on while
# the test looks, and clocks.
package ApiFdw::Test;

use strict;
use warnings;

use Exporter 'import';
use File::Basename qw(dirname);
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Time::HiRes qw(sleep time);

our @EXPORT = qw(new_node new_server in_background session backend_pid poll_until
  process_ended descriptors error_of bare);

# Ctrl-C and a time that is over end the servers, too: END does not run by itself then.
$SIG{INT} = $SIG{TERM} = sub { die "ended by a signal\n" };

BEGIN
{
	# PostgreSQL::Test::Cluster wants it for initdb's authentication
	if (!$ENV{PG_REGRESS})
	{
		chomp(my $pgxs = `pg_config --pgxs`);
		$ENV{PG_REGRESS} = dirname(dirname($pgxs)) . '/test/regress/pg_regress';
	}
}

# A running cluster with the extension; $conf goes to postgresql.conf.
sub new_node
{
	my ($name, $conf) = @_;
	my $node = PostgreSQL::Test::Cluster->new($name);

	# whatever the locale of who runs it
	$node->init(extra => [ "--encoding=UTF8", "--locale=C.UTF-8" ]);
	$node->append_conf('postgresql.conf', $conf) if $conf;
	$node->start;
	$node->safe_psql('postgres', 'CREATE EXTENSION api_fdw');
	return $node;
}

# new_server($node, name, { server options }, { mapping options }): both made anew.
sub new_server
{
	my ($node, $name, $options, $secrets) = @_;
	my $list = sub {
		my ($of) = @_;
		return join ', ', map {
			(my $value = $of->{$_}) =~ s/'/''/g;
			"$_ '$value'"
		} sort keys %$of;
	};

	$node->safe_psql('postgres', "SET client_min_messages = error;
		DROP SERVER IF EXISTS $name CASCADE;
		CREATE SERVER $name FOREIGN DATA WRAPPER api_fdw OPTIONS (" . $list->($options) . ');');
	my $mapping = $secrets && %$secrets ? 'OPTIONS (' . $list->($secrets) . ')' : '';
	$node->safe_psql('postgres', "CREATE USER MAPPING FOR CURRENT_USER SERVER $name $mapping");
	return;
}

# A psql session that goes on after errors and does not stop the test by itself; its time
# limit is a query's, not the session's.
sub session
{
	my ($node) = @_;
	my $session = $node->background_psql('postgres', on_error_stop => 0);
	$session->set_query_timer_restart;
	return $session;
}

# What a query gives, without blanks.
sub bare
{
	my ($session, $sql) = @_;
	my $answer = $session->query($sql);
	$answer =~ s/\s+//g;
	return $answer;
}

sub backend_pid { return bare($_[0], 'SELECT pg_backend_pid()'); }

# Starts a statement in a session and does not wait for its end.
sub in_background
{
	my ($session, $sql) = @_;
	$session->query_until(qr/begun/, "\\echo begun\n$sql;\n");
	return;
}

# Asks $check->() until it is true, ten seconds at most; gives what it gave.
sub poll_until
{
	my ($check, $seconds) = @_;
	my $until = time() + ($seconds // 10);

	for (;;)
	{
		my $answer = $check->();
		return $answer if $answer || time() > $until;
		sleep 0.01;
	}
}

# Gone, or a zombie that nobody has buried yet?
sub process_ended
{
	my ($pid) = @_;
	open(my $fh, '<', "/proc/$pid/stat") or return 1;
	my $stat = <$fh> // return 1;
	return $stat =~ /\) [ZX] /;
}

# How many descriptors a process has open.
sub descriptors
{
	my ($pid) = @_;
	opendir(my $dir, "/proc/$pid/fd") or die $!;
	return scalar grep { /^\d/ } readdir $dir;
}

# What a statement that must fail says on stderr; '' if it did not fail.
sub error_of
{
	my ($node, $sql) = @_;
	my ($status, $out, $err) = $node->psql('postgres', "\\set VERBOSITY verbose\n$sql");
	return $err // '';
}

1;
