# The mock API of test/mock, and what it saw.
package ApiFdw::Mock;

use strict;
use warnings;

use ApiFdw::Daemon;
use ApiFdw::Test;
use File::Basename qw(dirname);
use HTTP::Tiny;
use JSON::PP;
use PostgreSQL::Test::Utils;

my $script = dirname(__FILE__) . '/../../../test/mock/mock_api.py';

# start(further arguments): a mock of one's own on a free port.
sub start
{
	my ($class, @args) = @_;
	my $dir = PostgreSQL::Test::Utils::tempdir;
	my $self = bless { http => HTTP::Tiny->new(timeout => 20) }, $class;

	$self->{daemon} = ApiFdw::Daemon->start(
		command => [ '/usr/bin/python3', File::Spec->rel2abs($script),
			'--port-file', "$dir/port", @args ],
		dir => $dir,
		log => "$dir/log");
	$self->{daemon}->wait_ready(sub { -s "$dir/port" });
	chomp($self->{port} = PostgreSQL::Test::Utils::slurp_file("$dir/port"));
	return $self;
}

sub url { return "http://127.0.0.1:$_[0]{port}"; }
sub port { return $_[0]{port}; }

sub ask
{
	my ($self, $method, $path, $body) = @_;
	my $response = $self->{http}->request($method, $self->url . $path, { content => $body // '' });
	die "mock: $response->{status} $response->{content}" unless $response->{success};
	return $response->{content} =~ /^[\[{]/ ? decode_json($response->{content}) : undef;
}

# { requests, in_flight, peak_in_flight, connections, open (of these, now) }
sub stats { return $_[0]->ask('GET', '/_mock/stats'); }

# A list of { method, target, status, connection, at, headers }
sub requests { return @{ $_[0]->ask('GET', '/_mock/log') }; }

# Gives a body to a path that keeps it.
sub put
{
	my ($self, $path, $body) = @_;
	$self->ask('PUT', $path, $body);
	return;
}

sub reset { $_[0]->ask('POST', '/_mock/reset'); return; }

# Waits until no request is in flight; gives how many still are.
sub in_flight
{
	my ($self, $wanted) = @_;
	my $count;
	poll_until(sub { ($count = $self->stats->{in_flight}) == $wanted });
	return $count;
}

# Waits until that many connections that brought requests are open; gives how many are.
sub open_connections
{
	my ($self, $wanted) = @_;
	my $count;
	poll_until(sub { ($count = $self->stats->{open}) == $wanted });
	return $count;
}

1;
