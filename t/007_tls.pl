# TLS: whom to trust, who may say otherwise, HTTP/2 on top of it, and links from behind it.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use ApiFdw::Nginx;
use ApiFdw::Test;
use Test::More;

my $nginx = ApiFdw::Nginx->new;
mkdir $nginx->dir . '/html/posts';
$nginx->put("posts/$_", qq({"id": $_, "title": "title $_"})) for 1 .. 20;
my $mock = ApiFdw::Mock->start;
$nginx->start(locations => 'location / { default_type application/json; }
	location /paged/ { proxy_pass ' . $mock->url . '; proxy_set_header Host $http_host; }');
my $node = new_node('tls');
$nginx->forget;

# A server with these options; what the query gives, or says.
sub ask
{
	my (%options) = @_;
	new_server($node, 'web', { max_retries => 0, %options });
	$node->safe_psql('postgres', q{CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id'), title text)
		SERVER web OPTIONS (path '/posts/{id}')});
	my ($status, $out, $err) = $node->psql('postgres',
		'\set VERBOSITY verbose
		SELECT count(*) FROM posts WHERE id BETWEEN 1 AND 20');
	return $status == 0 && $err eq '' ? $out : $err;
}

my @trust = (ca_file => $nginx->ca);
(my $plain = $nginx->https) =~ s/https/http/;
my $https = $nginx->https;
like(ask(base_url => $plain), qr/HTTP status 400.*HINT:  The server speaks TLS on this port; try base_url '$https'/s, 'no TLS where it is spoken');
(my $tls = $mock->url) =~ s/http/https/;
my $http = $mock->url;
like(ask(base_url => $tls), qr/08004.*HINT:  The server does not speak TLS on this port; try base_url '$http'/s, 'TLS where it is not');
$nginx->forget;
is(ask(base_url => $nginx->https, @trust), 20, 'HTTP/1.1 with the right CA');
is_deeply([ grep { $_->{protocol} ne 'HTTP/1.1' } $nginx->requests(20) ], [],
	'as the server offers no more');
$nginx->forget;
is(ask(base_url => $nginx->http2, @trust), 20, 'HTTP/2');
my @requests = $nginx->requests(20);
is_deeply([ grep { $_->{protocol} ne 'HTTP/2.0' } @requests ], [], 'by negotiation');
my %connections = map { $_->{connection} => 1 } @requests;
is(scalar keys %connections, 1, 'one connection');
$nginx->forget;
is(ask(base_url => $nginx->http2, @trust, http_version => '1.1', max_concurrency => 3), 20, 'HTTP/1.1 wanted');
@requests = $nginx->requests(20);
is_deeply([ grep { $_->{protocol} ne 'HTTP/1.1' } @requests ], [], 'and used');
%connections = map { $_->{connection} => 1 } @requests;
is(scalar keys %connections, 3, 'three connections');

# a POST goes by HTTP/1.1, whatever is asked for, unless it may be carried out twice
for my $case ([ 'auto', 'off', 'HTTP/1.1' ], [ '2', 'off', 'HTTP/1.1' ], [ 'auto', 'on', 'HTTP/2.0' ],
	[ '2', 'on', 'HTTP/2.0' ], [ '1.1', 'on', 'HTTP/1.1' ])
{
	my ($version, $repeatable, $protocol) = @$case;
	new_server($node, 'asked', { max_retries => 0, base_url => $nginx->http2, @trust, http_version => $version,
		repeatable => $repeatable });
	$node->safe_psql('postgres', q{CREATE FOREIGN TABLE asked (id int OPTIONS (param 'id'), title text)
		SERVER asked OPTIONS (path '/posts/1', body '{"id": {id}}')});
	$nginx->forget;
	$node->psql('postgres', 'SELECT count(*) FROM asked WHERE id = 1');
	is_deeply([ map { $_->{protocol} } $nginx->requests(1) ], [$protocol], "a POST with http_version $version, repeatable $repeatable");
}

# a server so fast that the last answers come in the very turn that asked: nobody may
# wait for more
is($node->safe_psql('postgres', q{SET statement_timeout = '60s';
	CREATE FUNCTION again(times int) RETURNS int LANGUAGE plpgsql AS $$
	DECLARE
		rows int := 0;
	BEGIN
		FOR i IN 1 .. times LOOP
			rows := rows + (SELECT count(*) FROM posts WHERE id BETWEEN 1 AND 20);
		END LOOP;
		RETURN rows;
	END $$;
	SELECT again(300)}), 6000, 'six thousand fast answers');
$nginx->forget;
is(ask(base_url => $nginx->http2 =~ s/localhost/127.0.0.1/r, @trust), 20, 'the certificate names the address too');

# nginx logs an answer after it has sent it: those of before have to be there before they are forgotten
$nginx->requests(20);
$nginx->forget;
my %refused = (
	'an unknown CA' => [ base_url => $nginx->https ],
	'another CA' => [ base_url => $nginx->https, ca_file => $nginx->dir . '/tls/stranger.pem' ],
	'a certificate of another host' => [ base_url => $nginx->stranger, @trust ],
	'a server without TLS' => [ base_url => $nginx->http =~ s/^http:/https:/r, @trust ]);
for my $why (sort keys %refused)
{
	my $answer = ask(@{ $refused{$why} });
	like($answer, qr/ERROR:  08004: /m, "$why is a TLS error");
	like($answer, qr/^HINT:  [A-Z].*\.$/m, 'with a hint');
}
is(scalar(grep { $_->{status} == 200 } $nginx->requests(0)), 0, 'nothing was served');
is(ask(base_url => $nginx->stranger, tls_verify => 'off'), 20, 'tls_verify off lets it pass');
like(ask(base_url => $nginx->https, ca_file => '/no/such/file.pem'), qr/ERROR: /m, 'a CA file that is missing');

# ---- an API behind a proxy that ends TLS: it writes links as http, for it knows no better

new_server($node, 'web', { base_url => $nginx->https, max_retries => 0, @trust }, { bearer_token => 'secret' });
for my $form (qw(absolute https relative))
{
	$mock->reset;
	is($node->safe_psql('postgres', "CREATE FOREIGN TABLE t (id int) SERVER web OPTIONS (path '/paged/next_url', record_path '\$.data',
		params '{\"n\": \"95\", \"next_form\": \"$form\"}', pagination 'next_url', next_url_path '\$.next');
		SELECT count(*), count(DISTINCT id) FROM t; DROP FOREIGN TABLE t"), '95|95', "next links, $form: followed by https");
	is_deeply([ map { $_->{headers}{authorization} // 'none' } $mock->requests ], [ ('Bearer secret') x 10 ], 'with the credential');
}

# who may
$node->safe_psql('postgres', 'CREATE ROLE plain; GRANT USAGE ON FOREIGN DATA WRAPPER api_fdw TO plain;
	CREATE ROLE reader IN ROLE pg_read_server_files; GRANT USAGE ON FOREIGN DATA WRAPPER api_fdw TO reader');
for my $option ("tls_verify 'off'", "ca_file '" . $nginx->ca . "'", "proxy 'http://127.0.0.1:9'")
{
	my ($name) = $option =~ /^(\w+)/;
	like(error_of($node, "SET ROLE plain; CREATE SERVER s FOREIGN DATA WRAPPER api_fdw
		OPTIONS (base_url 'https://example.com', $option)"), qr/42501/, "$name wants a privilege");
}
is(error_of($node, "SET ROLE reader; CREATE SERVER s FOREIGN DATA WRAPPER api_fdw
	OPTIONS (base_url 'https://example.com', ca_file '" . $nginx->ca . "')"), '', 'pg_read_server_files has it');
like(error_of($node, q{SET ROLE reader; ALTER SERVER s OPTIONS (ADD tls_verify 'off')}), qr/42501/,
	'ALTER asks too');

done_testing();
