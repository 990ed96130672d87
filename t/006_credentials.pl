# Credentials arrive where they should and nowhere else: not at another origin, not in
# messages, plans, views or the server's log.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Plain;
use ApiFdw::Test;
use IPC::Run;
use MIME::Base64;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_node('credentials', "log_statement = none\nlog_min_error_statement = panic");
my ($home, $foreign) = (ApiFdw::Plain->new, ApiFdw::Plain->new);
my ($home_url, $foreign_url) = map { 'http://' . $_->address } $home, $foreign;
my @secrets;

sub clean
{
	my ($text, $what) = @_;
	my @found = grep { index($text, $_) >= 0 } @secrets;
	is("@found", '', "no secret in $what") or diag($text);
	return;
}

# One statement in a session of its own; $play answers it; gives stderr and stdout.
sub during
{
	my ($sql, $play) = @_;
	my ($out, $err) = ('', '');
	my $psql = IPC::Run::start([ 'psql', '-X', '-A', '-t', '-d', $node->connstr('postgres'),
		'-c', '\set VERBOSITY verbose', '-c', $sql ], '>', \$out, '2>', \$err);
	$play->();
	$psql->finish;
	return $err . $out;
}

my $basic = encode_base64('alice:wonder-land', '');
my %kinds = (
	'bearer token' => [ {}, { bearer_token => 's3cret-bearer' }, qr/^authorization: Bearer s3cret-bearer\r$/mi ],
	'password' => [ {}, { username => 'alice', password => 'wonder-land' },
		qr/^authorization: Basic \Q$basic\E\r$/mi ],
	'api key in a header' => [ { api_key_name => 'X-My-Key' }, { api_key => 's3cret/key+1' },
		qr{^x-my-key: s3cret/key\+1\r$}mi ],
	'api key in the query' => [ { api_key_name => 'key', api_key_location => 'query' },
		{ api_key => 's3cret/key+1' }, qr{^GET \S*[?&]key=s3cret%2Fkey%2B1[& ]}i ],
	'api key in a cookie' => [ { api_key_name => 'sid', api_key_location => 'cookie' },
		{ api_key => 's3cret-cookie' }, qr/^cookie: sid=s3cret-cookie\r$/mi ],
	'secret headers and params' => [ {}, { headers => '{"X-Second": "s3cret-second"}',
		params => '{"third": "s3cret-third"}' },
		qr/^GET \S*third=s3cret-third.*^x-second: s3cret-second\r$/msi ]);
@secrets = ('s3cret', $basic, 'wonder-land');

for my $kind (sort keys %kinds)
{
	my ($options, $mapping, $sight) = @{ $kinds{$kind} };
	new_server($node, 'api', { base_url => $home_url, max_retries => 0,
		allowed_origins => $foreign_url, %$options }, $mapping);
	$node->safe_psql('postgres', q{CREATE FOREIGN TABLE t (id int, url text OPTIONS (response 'url'))
		SERVER api OPTIONS (path '/t')});

	# sent once, and again after a redirect within the origin
	my $out = during('SELECT * FROM t', sub {
		like($home->serve('302 Found', '', 'Location: /elsewhere?page=2'), $sight, "$kind: sent");
		my $second = $home->serve('200 OK', '[{"id": 1}]');
		like($second, $sight, 'sent again within the origin');
		my ($line) = split /\r\n/, $second;
		unlike($line, qr/(s3cret\S*).*\1/, 'once only');
	});
	like($out, qr/^1\|/m, 'a row arrived');
	clean($out, 'the response column url');

	# not sent across origins, though the redirect is allowed
	$out = during('SELECT * FROM t', sub {
		$home->serve('307 Temporary Redirect', '', "Location: $foreign_url/elsewhere");
		my $request = $foreign->serve('200 OK', '[{"id": 2}]');
		like($request, qr{^GET /elsewhere}, 'the foreign origin is asked');
		clean($request, 'what the foreign origin sees');
	});
	like($out, qr/^2\|/m, 'and its row counts');

	# links to the next page, which may hold what was sent: signed once, and only at home
	$node->safe_psql('postgres', q{CREATE FOREIGN TABLE linked (id int, url text OPTIONS (response 'url'))
		SERVER api OPTIONS (path '/t', pagination 'link_header')});
	$out = during('SELECT * FROM linked', sub {
		my $client = $home->accept_only;
		my ($target) = ApiFdw::Plain::read_request($client) =~ /^GET (\S+)/;
		$target .= $target =~ /\?/ ? '&page=2' : '?page=2';
		ApiFdw::Plain::answer($client, '200 OK', '[{"id": 3}]', "Link: <$target>; rel=next");
		my ($line) = (my $second = $home->serve('200 OK', '[{"id": 4}]', "Link: <$foreign_url/third>; rel=next")) =~ /^(.*)\r\n/;
		like($second, $sight, "$kind: a link within the origin is signed");
		like($line, qr/[?&]page=2/, 'and followed');
		unlike($line, qr/(s3cret\S*).*\1/, 'once only');
		my $third = $foreign->serve('200 OK', '[{"id": 5}]');
		like($third, qr{^GET /third}, 'an allowed origin is followed to');
		clean($third, 'what it sees');
	});
	like($out, qr/^3\|.*^4\|.*^5\|/ms, 'all pages count');
	clean($out, 'the URLs of linked pages');

	# and back home again: the way through a stranger gives no credentials back
	$node->safe_psql('postgres', 'ALTER SERVER api OPTIONS (DROP allowed_origins)');
	$out = during('SELECT * FROM t', sub {
		$home->serve('302 Found', '', "Location: $foreign_url/elsewhere?id=1") });
	like($out, qr/HV00B/, 'a redirect to an origin that is not allowed is an error');
	ok(!$foreign->knocked, 'the stranger saw nothing');
	clean($out, 'that error');

	# a server that quotes the secret
	my ($value) = grep { /s3cret|wonder/ } values %$mapping;
	$value = 's3cret-second' if $value =~ /^\{/;
	my $encoded = $value eq 'wonder-land' ? $basic : 'that one';
	$out = during('SELECT * FROM t', sub {
		$home->serve('401 Unauthorized', qq({"message": "bad credential $value ($encoded) for you"})) });
	like($out, qr/28000.*bad credential/s, 'a refusal quotes the server');
	clean($out, 'the refusal');
	$out = during('SELECT * FROM t', sub { $home->serve('200 OK', qq({"id": "$value"})) });
	clean($out, 'a value that does not convert');

	$out = during('EXPLAIN (ANALYZE, VERBOSE) SELECT * FROM t', sub { $home->serve('200 OK', '[]') });
	like($out, qr/Foreign Scan/, 'explained');
	clean($out, 'EXPLAIN ANALYZE VERBOSE');
	clean($node->safe_psql('postgres', 'SELECT * FROM pg_stat_activity, pg_foreign_server;
		SELECT * FROM api_fdw_options()'), 'the views');
}

# the secrets are bound to the origin they were given for, whoever moves the server
new_server($node, 'api', { base_url => $home_url, max_retries => 0 }, { bearer_token => 's3cret-bearer' });
$node->safe_psql('postgres', q{CREATE FOREIGN TABLE t (id int) SERVER api OPTIONS (path '/t')});
during('SELECT * FROM t', sub { like($home->serve('200 OK', '[]'), qr/s3cret-bearer/, 'at its origin') });
my ($port) = $home_url =~ /(\d+)$/;
for my $moved ([ $foreign_url, $foreign ], [ "http://localhost:$port", $home ], [ "https://127.0.0.1:$port", $home ])
{
	my ($url, $server) = @$moved;
	$node->safe_psql('postgres', "ALTER SERVER api OPTIONS (SET base_url '$url')");
	my $out = during('SELECT * FROM t', sub { });
	like($out, qr/42501.*not sent to \Q$url\E.*SET secret_origins '\Q$url\E'/s, "moved to $url: an error");
	ok(!$server->knocked, 'before any request');
	clean($out, 'that error');
}

# the very ALTER of the hint moves them
$node->safe_psql('postgres', "ALTER SERVER api OPTIONS (SET base_url '$foreign_url');
	ALTER USER MAPPING FOR CURRENT_USER SERVER api OPTIONS (SET secret_origins '$home_url, $foreign_url')");
during('SELECT * FROM t', sub { like($foreign->serve('200 OK', '[]'), qr/s3cret-bearer/, 'moved by its owner') });

# a dump keeps what they are bound to, and is restored as it is, with and without the event trigger
my $options = q{SELECT umoptions FROM pg_user_mappings WHERE srvname = 'api'};
$node->safe_psql('postgres', "ALTER USER MAPPING FOR CURRENT_USER SERVER api OPTIONS (SET secret_origins '$home_url');");
my $bound = $node->safe_psql('postgres', $options);
like($bound, qr/secret_origins=\Q$home_url\E/, 'bound elsewhere than base_url leads');
my $dump = $node->basedir . '/dump';
for my $format ('plain', 'custom')
{
	command_ok([ 'pg_dump', '-d', $node->connstr('postgres'), '-F', $format, '-f', "$dump.$format" ], "pg_dump, $format");
	for my $trigger ('ENABLE', 'DISABLE')
	{
		my $to = lc "${format}_$trigger";
		$node->safe_psql('postgres', "CREATE DATABASE $to");
		$node->safe_psql($to, "CREATE EXTENSION api_fdw; ALTER EVENT TRIGGER api_fdw_bind_secrets $trigger");
		my @restore = $format eq 'plain' ? ('psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-f', "$dump.plain", '-d') : ('pg_restore', "$dump.custom", '-d');
		command_ok([ @restore, $node->connstr($to) ], "restored, $format, event trigger: $trigger");
		is($node->safe_psql($to, $options), $bound, 'bound as before');
	}
}

# where it cannot be sent
close $foreign->{listener};
$node->safe_psql('postgres', "ALTER USER MAPPING FOR CURRENT_USER SERVER api OPTIONS (SET secret_origins '$foreign_url')");
like(my $refused = during('SELECT * FROM t', sub { }), qr/08001/, 'nobody listens');
clean($refused, 'the refused connection');
clean(PostgreSQL::Test::Utils::slurp_file($node->logfile), "the server's log");

done_testing();
