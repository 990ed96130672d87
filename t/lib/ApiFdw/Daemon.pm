# A server that lives as long as the test: started without a shell, in a directory
# of its own, stopped at the end, also when the test dies.
package ApiFdw::Daemon;

use strict;
use warnings;

use POSIX ();
use Socket;
use Time::HiRes qw(sleep time);

my %running;

# start(command => [...], dir => cwd, log => file): an object; dies if it cannot.
sub start
{
	my ($class, %arg) = @_;
	my $parent = $$;
	my $pid = fork() // die "fork: $!";

	if ($pid == 0)
	{
		chdir $arg{dir} or POSIX::_exit(126);
		open(STDIN, '<', '/dev/null');
		open(STDOUT, '>>', $arg{log});
		open(STDERR, '>&', \*STDOUT);
		# setpriv ends the server with us, even when we are killed
		exec('setpriv', '--pdeathsig', 'TERM', @{ $arg{command} })
		  or POSIX::_exit(127);
	}
	my $self = bless { pid => $pid, log => $arg{log}, parent => $parent }, $class;
	$running{$pid} = $self;
	return $self;
}

sub alive
{
	my ($self) = @_;
	return waitpid($self->{pid}, POSIX::WNOHANG()) == 0;
}

# Waits until $ready->() is true; dies with the log if the server ends before.
sub wait_ready
{
	my ($self, $ready) = @_;
	my $until = time() + 30;

	while (time() < $until)
	{
		return $self if $ready->();
		die "server ended:\n" . $self->log_text unless $self->alive;
		sleep 0.02;
	}
	die "server is not ready:\n" . $self->log_text;
}

sub log_text
{
	my ($self) = @_;
	open(my $fh, '<', $self->{log}) or return '';
	local $/;
	return scalar <$fh>;
}

sub stop
{
	my ($self) = @_;
	return unless delete $running{ $self->{pid} };
	return if $$ != $self->{parent};
	my $status = $?;
	kill 'TERM', $self->{pid};
	for (1 .. 200)
	{
		last if waitpid($self->{pid}, POSIX::WNOHANG()) != 0;
		kill 'KILL', $self->{pid} if $_ == 150;
		sleep 0.02;
	}
	$? = $status;
	return;
}

# Can 127.0.0.1:port be connected to?
sub listening
{
	my ($port) = @_;
	socket(my $sock, PF_INET, SOCK_STREAM, 0) or die "socket: $!";
	return connect($sock, sockaddr_in($port, INADDR_LOOPBACK));
}

END { $_->stop for values %running; }

1;
