# A server of sockets alone: it says what the test writes, when the test writes it.
package ApiFdw::Plain;

use strict;
use warnings;

use IO::Select;
use IO::Socket::INET;
use Socket;

# new(backlog): listens on 127.0.0.1.  A client that nobody accepts is connected all
# the same, as long as the backlog is not full.
sub new
{
	my ($class, $backlog) = @_;
	my $listener = IO::Socket::INET->new(
		LocalAddr => '127.0.0.1',
		Listen    => $backlog // 64) or die "listen: $@";
	return bless { listener => $listener }, $class;
}

sub address { return '127.0.0.1:' . $_[0]{listener}->sockport; }

# Fills the backlog, so that further connection attempts hang.
sub fill
{
	my ($self) = @_;
	for (1 .. 16)
	{
		my $socket = IO::Socket::INET->new(PeerAddr => $self->address, Blocking => 0);
		push @{ $self->{fillers} }, $socket;
	}
	return;
}

# Does somebody knock within that time?
sub knocked
{
	my ($self, $seconds) = @_;
	return scalar IO::Select->new($self->{listener})->can_read($seconds // 0);
}

# The next client's socket.
sub accept_only
{
	my ($self) = @_;
	$self->knocked(10) or die 'nobody came';
	return $self->{listener}->accept // die "accept: $!";
}

# The next client's socket, its request read up to the empty line.
sub accept_request
{
	my ($self) = @_;
	my $client = $self->accept_only;
	read_request($client);
	return $client;
}

# Accepts all that come until nobody does for that long, one at least; gives client
# and request of each.
sub gather
{
	my ($self, $quiet) = @_;
	my @all;

	do { push @all, [ $self->accept_only ] } while $self->knocked($quiet);
	$_->[1] = read_request($_->[0]) // '' for @all;
	return @all;
}

# Reads one request from a client; undef if it hangs up or keeps quiet.
sub read_request
{
	my ($client, $seconds) = @_;
	my $request = '';

	while ($request !~ /\r\n\r\n/)
	{
		IO::Select->new($client)->can_read($seconds // 10) or return;
		sysread($client, $request, 65536, length $request) or return;
	}
	return $request;
}

# Answers with a whole response and hangs up.
sub answer
{
	my ($client, $status, $body, @headers) = @_;
	syswrite($client, join("\r\n", "HTTP/1.1 $status", 'Content-Type: application/json',
		'Content-Length: ' . length $body, 'Connection: close', @headers, '', $body));
	close $client;
	return;
}

# Accepts a client, answers its request, which may have a body, and gives it.
sub serve
{
	my ($self, @answer) = @_;
	my $client = $self->accept_only;
	my $request = read_request($client) // '';

	# the body that came with the head, or behind it
	if ($request =~ /^content-length: (\d+)\r$/mi)
	{
		my ($head) = $request =~ /^(.*?\r\n\r\n)/s;
		my $whole = length($head) + $1;
		sysread $client, $request, 65536, length $request while length($request) < $whole;
	}
	answer($client, @answer);
	return $request;
}

# Ends the connection by a reset.
sub reset_connection
{
	my ($client) = @_;
	setsockopt($client, SOL_SOCKET, SO_LINGER, pack('ii', 1, 0));
	close $client;
	return;
}

# Has the client hung up?
sub hung_up
{
	my ($client) = @_;
	IO::Select->new($client)->can_read(0) or return 0;
	my $rest;
	my $got = sysread($client, $rest, 65536);
	return !$got;
}

1;
