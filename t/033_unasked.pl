# What comes on a kept connection though nobody asked for it is not taken for the next answer, and a
# connection that the server has closed is not taken for open.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Nginx;
use ApiFdw::Plain;
use ApiFdw::Test;
use Socket qw(IPPROTO_TCP TCP_NODELAY);
use Test::More;

my $node = new_node('unasked');
my $server = ApiFdw::Plain->new;
new_server($node, 'api', { base_url => 'http://' . $server->address, max_retries => 0 });
$node->safe_psql('postgres', q{
	CREATE FOREIGN TABLE got (n int OPTIONS (param 'n', param_only 'true'), id int) SERVER api OPTIONS (path '/got');
	CREATE FOREIGN TABLE posted (id int) SERVER api OPTIONS (path '/posted', method 'POST', body '{}')});
my $session = session($node);

# A response that keeps its connection.
sub response
{
	my ($id) = @_;
	my $body = qq({"id": $id});
	return join("\r\n", 'HTTP/1.1 200 OK', 'Content-Type: application/json', 'Content-Length: ' . length $body, '', $body);
}

# Runs it while $play gives what its requests get; what it gave.
sub during
{
	my ($sql, $play) = @_;
	$session->{stderr} = '';
	in_background($session, $sql);
	$play->();
	return $session->query('') . $session->{stderr};
}

# One request by a new connection: the client.
sub unanswered
{
	my $client = $server->accept_request;

	# what is written is sent at once, not with the answer to what comes next
	setsockopt $client, IPPROTO_TCP, TCP_NODELAY, 1;
	return $client;
}

# Answered with that id.
sub anew
{
	my ($id) = @_;
	my $client = unanswered();
	syswrite $client, response($id);
	return $client;
}

# One request by that connection.
sub again
{
	my ($client, $id) = @_;
	ok(ApiFdw::Plain::read_request($client), 'the kept connection is used');
	syswrite $client, response($id);
	return;
}

my $client;
is(during('SELECT id FROM got', sub { $client = anew(1) }), '1', 'the first answer');
is(during('SELECT id FROM got', sub { again($client, 2) }), '2', 'and the second');

# it speaks again, unasked
syswrite $client, response(666);
my $next;
is(during('SELECT id FROM got', sub { $next = anew(3) }), '3', 'what nobody asked for is no answer');
ok(ApiFdw::Plain::hung_up($client), 'that connection is given up');
is(during('SELECT id FROM got', sub { again($next, 4) }), '4', 'the new one is kept');

# a single byte, and a POST, which may not be sent twice
syswrite $next, 'H';
is(during('SELECT id FROM posted', sub { $client = anew(5) }), '5', 'nor is a part of it');
is(during('SELECT id FROM posted', sub { again($client, 6) }), '6', 'a POST by the kept one');

# closed by the server
close $client;
my $out = during('EXPLAIN (ANALYZE, COSTS OFF) SELECT id FROM posted', sub { $client = anew(7) });
like($out, qr/Requests: 1  Retries: 0 .*Opened: 1 /s, 'a POST does not go out over what is closed, and is sent once');

# several that are spoilt: all four are asked before one is answered
my $four = 'SELECT sum(id) FROM got WHERE n IN (1, 2, 3, 4)';
my @clients;
is(during($four, sub {
	ApiFdw::Plain::read_request($client);
	@clients = ($client, map { unanswered() } 1 .. 3);
	syswrite $_, response(10) for @clients;
}), '40', 'four at a time');
syswrite $_, response(666) for @clients;
is(during($four, sub {
	@clients = map { unanswered() } 1 .. 4;
	syswrite $_, response(11) for @clients;
}), '44', 'all of them are asked anew');
syswrite $_, response(666) for @clients;
is(during('SELECT id FROM got', sub { anew(12) }), '12', 'one is, at once');
$session->quit;

# over TLS, where tickets come behind the handshake, connections are used again
my $nginx = ApiFdw::Nginx->new;
$nginx->put('one', '{"id": 1}');
$nginx->start(locations => '');
for my $kind (qw(https http2))
{
	new_server($node, 'nginx', { base_url => $nginx->$kind, ca_file => $nginx->ca });
	$node->safe_psql('postgres', q{CREATE FOREIGN TABLE one (id int) SERVER nginx OPTIONS (path '/one')});
	my $explain = 'EXPLAIN (ANALYZE, COSTS OFF) SELECT * FROM one';
	my $told = $node->safe_psql('postgres', join ';', ($explain) x 4);
	is(join(' ', $told =~ /Opened: (\d+)/g), '1 0 0 0', "$kind: one connection for all");
}

done_testing();
