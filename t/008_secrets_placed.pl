# Secrets that stand in a path or a body: links and redirects that bring them back are followed, and
# nobody else sees them, nor does a message, a view or the server's log.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Plain;
use ApiFdw::Test;
use IPC::Run;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_node('placed', "log_statement = none\nlog_min_error_statement = panic");
my ($home, $foreign) = (ApiFdw::Plain->new, ApiFdw::Plain->new);
my ($home_url, $foreign_url) = map { 'http://' . $_->address } $home, $foreign;
my $token = '123456:AB-s3cret/d';
my $encoded = '123456:AB-s3cret%2Fd';

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

sub clean
{
	my ($text, $what) = @_;
	unlike($text, qr/s3cret|[0-9a-z]{24}/, "no secret and no mark in $what");
	return;
}

sub line { return (split /\r\n/, $_[0])[0]; }

new_server($node, 'api', { base_url => $home_url, max_retries => 0, allowed_origins => $foreign_url },
	{ secrets => qq({"token": "$token"}) });
$node->safe_psql('postgres', q{CREATE FOREIGN TABLE t (id int, url text OPTIONS (response 'url'))
	SERVER api OPTIONS (path '/bot{secret:token}/getUpdates', pagination 'next_url', next_url_path '$.next', record_path '$.r')});

# links that have it in their path, in each spelling; one that leads to another origin loses it
my @links = ("/bot$encoded/getUpdates?page=2", "$home_url/bot123456%3aAB-s3cret%2fd/getUpdates?page=3",
	"getUpdates?page=4", "/bot$encoded/getUpdates?page=5&again=123456%3AAB-s3cret%2Fd", "$foreign_url/bot$encoded/x?t=$token");
my @seen;
my $out = during('SELECT id, url FROM t', sub {
	for my $i (0 .. $#links)
	{
		push @seen, line($home->serve('200 OK', qq({"r": [{"id": $i}], "next": "$links[$i]"})));
	}
	push @seen, $foreign->serve('200 OK', '{"r": [{"id": 99}], "next": null}');
});
is($seen[0], "GET /bot$encoded/getUpdates HTTP/1.1", 'in the path, a colon as it is');
is($seen[$_], "GET /bot$encoded/getUpdates?page=" . ($_ + 1) . ' HTTP/1.1', "link $_ is followed with it") for 1 .. 3;
is($seen[4], "GET /bot$encoded/getUpdates?page=5&again=123456%3AAB-s3cret%2Fd HTTP/1.1", 'in the query, too');
like($seen[5], qr{^GET /bot/x\?t= HTTP}, 'another origin is asked without it');
clean($seen[5], 'what it sees');
clean($out, 'the rows');
like($out, qr{^0\|\Q$home_url\E/bot\{secret:token\}/getUpdates$}m, 'the URL is shown as its option has it');
like($out, qr{^99\|}m, 'all pages came');

# a redirect within the origin, and one away
$node->safe_psql('postgres', q{CREATE FOREIGN TABLE p (id int, url text OPTIONS (response 'url'))
	SERVER api OPTIONS (path '/x', body '{"client_id": "me", "secret": {secret:token}}', pagination 'none')});
$out = during('SELECT id, url FROM p', sub {
	like($home->serve('307 Temporary Redirect', '', "Location: /bot$encoded/y"), qr/"secret":"\Q$token\E"/, 'in the body');
	my $second = $home->serve('307 Temporary Redirect', '', "Location: $foreign_url/z");
	like($second, qr{^POST /bot\Q$encoded\E/y HTTP.*"secret":"\Q$token\E"}s, 'a redirect within the origin has both');
	my $third = $foreign->serve('200 OK', '[{"id": 1}]');
	like($third, qr/^POST .*\{"client_id":"me","secret":""\}/s, 'a redirect away has neither');
	clean($third, 'what it sees');
});
like($out, qr/^1\|/m, 'it answers all the same');
clean($out, 'the rows of a redirect');

# one in another spelling, or to a host of that name: hosts are written small
my $spelt = join '', map { sprintf '%%%02X', ord } split //, $token;
for my $path ($spelt, lc $token, uc $token)
{
	$out = during('SELECT id, url FROM p', sub {
		$home->serve('307 Temporary Redirect', '', "Location: /bot/$path/y");
		$home->serve('200 OK', '[{"id": 1}]');
	});
	like($out, qr{^1\|.*/bot/\*\*\*/y}m, "a redirect to $path does not show it");
}
new_server($node, 'named', { base_url => $home_url, max_retries => 0 }, { secrets => '{"token": "AB-s3cret"}' });
$node->safe_psql('postgres', q{CREATE FOREIGN TABLE h (id int) SERVER named OPTIONS (path '/h/{secret:token}')});
$out = during('SELECT id FROM h', sub { $home->serve('302 Found', '', 'Location: http://AB-s3cret.example') });
like($out, qr/HV00B.*\*\*\*\.example/s, 'a redirect to a host of that name');
clean($out, 'that error');

# errors, plans, views and the log
$out = during('SELECT id FROM t', sub {
	$home->serve('401 Unauthorized', qq({"description": "no bot $token, $encoded, $home_url/bot$encoded/getUpdates"})) });
like($out, qr{28000.*GET /bot\{secret:token\}/getUpdates: HTTP status 401}, 'an error names the path as its option has it');
clean($out, 'the error');
$out = during('SELECT id FROM t', sub { $home->serve('200 OK', qq({"r": [{"id": "$token"}], "next": null})) });
like($out, qr/^ERROR/m, 'a value that does not fit');
clean($out, 'that error');
$out = during('SELECT id FROM t', sub { $home->serve('200 OK', qq({"r": [{"id": 1}], "next": "/bot$encoded/getUpdates"})) for 1 .. 2 });
like($out, qr/^ERROR/m, 'a link that leads to itself');
clean($out, 'that error');
$out = during('SELECT id FROM t', sub { $home->serve('302 Found', '', "Location: https://elsewhere.example/bot$encoded") });
like($out, qr/HV00B/, 'a redirect that is not followed');
clean($out, 'that error');
$out = during('EXPLAIN (ANALYZE, VERBOSE) SELECT id FROM t', sub { $home->serve('200 OK', '{"r": [], "next": null}') });
like($out, qr{Request: GET /bot\{secret:token\}/getUpdates}, 'explained');
clean($out, 'EXPLAIN');
my $activity = '';
during('SELECT id FROM t', sub {
	my $client = $home->accept_only;
	$activity = $node->safe_psql('postgres', 'SELECT * FROM pg_stat_activity');
	ApiFdw::Plain::read_request($client);
	ApiFdw::Plain::answer($client, '200 OK', '{"r": [], "next": null}');
});
unlike($activity, qr/s3cret/, 'pg_stat_activity');
clean(PostgreSQL::Test::Utils::slurp_file($node->logfile), "the server's log");

done_testing();
