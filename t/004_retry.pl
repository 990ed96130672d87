# What is asked again, when, how often, and what the others do meanwhile.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Plain;
use ApiFdw::Test;
use IPC::Run;
use POSIX qw(strftime);
use Test::More;
use Time::HiRes qw(time);

my $node = new_node('retry');
my $server = ApiFdw::Plain->new;
my $good = '{"id": 1, "title": "one"}';

sub point
{
	my (%options) = @_;
	new_server($node, 'api', { base_url => 'http://' . $server->address, max_concurrency => 1,
		backoff_initial => '1ms', backoff_max => '5ms', %options });
	$node->safe_psql('postgres', q{CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id'), title text)
		SERVER api OPTIONS (path '/posts/{id}')});
	return;
}

# Starts a query; finish it with ->finish, then out and err are there.
sub query
{
	my ($sql) = @_;
	my %run = (out => '', err => '');
	$run{psql} = IPC::Run::start([ 'psql', '-X', '-A', '-t', '-d', $node->connstr('postgres'),
		'-c', '\set VERBOSITY verbose', '-c', $sql ], '>', \$run{out}, '2>', \$run{err});
	return \%run;
}

# One request, answered by each of the ways in turn; the seconds between them.
sub play
{
	my ($run, @ways) = @_;
	my @times;

	for my $way (@ways)
	{
		my $client = $server->accept_request;
		push @times, time();
		ref $way eq 'CODE' ? $way->($client) : ApiFdw::Plain::answer($client, @$way);
	}
	$run->{psql}->finish;
	ok(!$server->knocked(0.1), 'not asked once more');
	return map { $times[$_] - $times[ $_ - 1 ] } 1 .. $#times;
}

my @ok = ([ '200 OK', $good ]);

# ---- failures that are asked again, at once but for the backoff

my %failures = (
	'a reset before the answer' => sub { ApiFdw::Plain::reset_connection($_[0]) },
	'a hang-up before the answer' => sub { close $_[0] },
	'a reset in the headers' => sub {
		syswrite($_[0], "HTTP/1.1 200 OK\r\nContent-");
		ApiFdw::Plain::reset_connection($_[0]);
	},
	'a body shorter than announced' => sub {
		syswrite($_[0], "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n$good");
		close $_[0];
	},
	'a chunked body without its end' => sub {
		syswrite($_[0], sprintf "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n",
			length $good, $good);
		close $_[0];
	},
	'JSON cut short' => sub {
		syswrite($_[0], "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" . substr($good, 0, -4));
		close $_[0];
	},
	map { my $status = $_; ("status $status" => sub { ApiFdw::Plain::answer($_[0], "$status X", '{}') }) }
	  408, 425, 429, 500, 502, 503, 504);

point();
for my $failure (sort keys %failures)
{
	my $run = query('SELECT * FROM posts WHERE id = 1');
	play($run, ($failures{$failure}) x 3, @ok);
	is($run->{out}, "1|one\n", "$failure, three times: one row in the end");
	is($run->{err}, '', 'and no word of it');
}

# ---- how often

point(max_retries => 2);
for my $case ([ 'status 503', qr/58000/ ], [ 'status 429', qr/53000/ ],
	[ 'a reset before the answer', qr/08006/ ], [ 'a body shorter than announced', qr/08006/ ])
{
	my ($failure, $state) = @$case;
	my $run = query('SELECT * FROM posts WHERE id = 1');
	play($run, ($failures{$failure}) x 3);
	like($run->{err}, $state, "$failure: three attempts, then the error of its kind");
}
for my $status (400, 401, 403, 404, 410, 501)
{
	my $run = query('SELECT * FROM posts WHERE id = 1');
	play($run, [ "$status X", '{}' ]);
	like($run->{err}, qr/^ERROR: /, "status $status is final");
}
point(retry_statuses => '418');
my $run = query('SELECT * FROM posts WHERE id = 1');
play($run, [ '418 X', '{}' ], [ '418 X', '{}' ], @ok);
is($run->{out}, "1|one\n", 'retry_statuses says which');
$run = query('SELECT * FROM posts WHERE id = 1');
play($run, [ '503 X', '{}' ]);
like($run->{err}, qr/58000/, 'and which not');

# ---- Retry-After: when; more of them than there are retries

point(max_retries => 1);
my $date = sub {
	return [ '429 X', '{}', 'Retry-After: ' . strftime('%a, %d %b %Y %H:%M:%S GMT', gmtime(time() + 2)) ];
};
for my $case ([ '1', 1.0, 2.5 ], [ '0.4', 0.4, 1.5 ], [ 'a date', 0.9, 4 ])
{
	my ($value, $least, $most) = @$case;
	my $refuse = $value eq 'a date'
	  ? sub { ApiFdw::Plain::answer($_[0], @{ $date->() }) }
	  : [ '429 X', '{}', "Retry-After: $value" ];
	$run = query('SELECT * FROM posts WHERE id = 1');
	my @waits = play($run, $refuse, $refuse, $refuse, @ok);
	is($run->{out}, "1|one\n", "Retry-After $value: one row, no attempt was used up");
	cmp_ok($_, '>=', $least, "waits that long") for @waits;
	cmp_ok($_, '<', $most, 'and hardly longer') for @waits;
}
# told otherwise
my $hour = 3600;
my $stamp = sub { return strftime('%a, %d %b %Y %H:%M:%S GMT', gmtime(time() + $_[0])) };
my @told = (
	[ 'retry-after-ms', 0.4, sub { ('{}', 'retry-after-ms: 400') } ],
	[ 'x-retry-after', 0.5, sub { ('{}', 'x-retry-after: 0.5') } ],
	[ 'a member of the body', 0.4, sub { '{"message": "limited", "retry_after": 0.4}' } ],
	[ 'RateLimit-Reset alone', 1, sub { ('{}', 'RateLimit-Reset: 1') } ],
	[ 'X-RateLimit-Reset-After alone', 0.4, sub { ('{}', 'X-RateLimit-Reset-After: 0.4') } ],
	[ 'the strictest of several policies', 1, sub { ('{}', 'RateLimit: "burst";r=0;t=0, "daily";r=0;t=1') } ],
	[ 'a date of a server whose clock is ahead', 1,
		sub { ('{}', 'Date: ' . $stamp->($hour), 'Retry-After: ' . $stamp->($hour + 2)) } ],
	[ 'a reset of a server whose clock is behind', 1,
		sub { ('{}', 'Date: ' . $stamp->(-$hour), 'X-RateLimit-Reset: ' . int(time() - $hour + 2)) } ]);
for my $case (@told)
{
	my ($name, $least, $say) = @$case;
	$run = query('SELECT * FROM posts WHERE id = 1');
	my @waits = play($run, (sub { ApiFdw::Plain::answer($_[0], '429 X', $say->()) }) x 2, @ok);
	is($run->{out}, "1|one\n", "$name: one row, no attempt was used up");
	cmp_ok($_, '>=', $least, 'waits that long') for @waits;
	cmp_ok($_, '<', $least + 2, 'and hardly longer') for @waits;
}
$run = query('SELECT * FROM posts WHERE id = 1');
my ($soon) = play($run, [ '429 X', '{}', 'X-RateLimit-Remaining: 4000', 'X-RateLimit-Reset: 50' ], @ok);
is($run->{out}, "1|one\n", 'a reset of a limit that is not spent');
cmp_ok($soon, '<', 2, 'is not waited for');

$run = query('SELECT * FROM posts WHERE id = 1');
my $begin = time();
play($run, [ '429 X', '{}', 'Retry-After: 3600' ]);
like($run->{err}, qr/53000/, 'a wait beyond retry_after_max is an error');
cmp_ok(time() - $begin, '<', 5, 'at once');

$run = query('SELECT * FROM posts WHERE id = 1');
play($run, [ '429 X', '{}', 'Retry-After: 0.1' ], [ '503 X', '{}' ], @ok);
is($run->{out}, "1|one\n", 'a wait at the word of the server leaves the one retry to the next failure');
$run = query('SELECT * FROM posts WHERE id = 1');
play($run, [ '403 X', '{}', 'Retry-After: 0.1' ], @ok);
is($run->{out}, "1|one\n", 'a 403 with Retry-After passes');
point(max_retries => 1, retry_after_max => '1s');
$run = query('SELECT * FROM posts WHERE id = 1');
play($run, ([ '429 X', '{}', 'Retry-After: 0.3' ]) x 4);
like($run->{err}, qr/53000/, 'small waits are bounded in sum');

# ---- a retry takes a token of the rate limit like any request

point(rate_limit => '5/s', burst => 1);
# tokens count from when a request leaves, which is seen here a little later: so the first is not what is measured from
my ($since, $came) = (time());
$run = query('SELECT * FROM posts WHERE id = 1');
play($run, ([ '503 X', '{}' ]) x 3, sub { $came = time(); ApiFdw::Plain::answer($_[0], @{ $ok[0] }) });
cmp_ok($came - $since, '>=', 0.59, 'each retry waits for its token');
is($run->{out}, "1|one\n", 'and comes through');

# ---- an error status whose text is one that passes

point(retry_errors => 'rateLimitExceeded');
$run = query('SELECT * FROM posts WHERE id = 1');
play($run, [ '400 X', '{"error": "rateLimitExceeded"}' ], @ok);
is($run->{out}, "1|one\n", 'retry_errors in a 400');

# ---- a POST that may have been carried out is not sent again

point();
$node->safe_psql('postgres', q{DROP FOREIGN TABLE posts; CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id'), title text)
	SERVER api OPTIONS (path '/posts', body '{"id": {id}}')});
for my $failure ('status 500', 'status 502', 'status 504', 'a reset before the answer', 'a reset in the headers',
	'a body shorter than announced', 'JSON cut short')
{
	$run = query('SELECT * FROM posts WHERE id = 1');
	play($run, $failures{$failure});
	like($run->{err}, qr/^ERROR: /, "POST, $failure: one request and an error");
}
for my $failure ('status 429', 'status 503')
{
	$run = query('SELECT * FROM posts WHERE id = 1');
	play($run, $failures{$failure}, @ok);
	is($run->{out}, "1|one\n", "POST, $failure: was not carried out, and is sent again");
}

# one that may be carried out twice is, whatever happened, with the same key
point(idempotency_key => 'on', max_retries => 3);
$node->safe_psql('postgres', q{DROP FOREIGN TABLE posts; CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id'), title text)
	SERVER api OPTIONS (path '/posts', body '{"id": {id}}')});
for my $failure ('status 500', 'status 502', 'status 504', 'a reset before the answer', 'a reset in the headers',
	'a body shorter than announced', 'JSON cut short')
{
	my %keys;
	$run = query('SELECT * FROM posts WHERE id = 1');
	for my $way (($failures{$failure}) x 3, sub { ApiFdw::Plain::answer($_[0], @{ $ok[0] }) })
	{
		my $client = $server->accept_only;
		$keys{$1} = 1 if ApiFdw::Plain::read_request($client) =~ /^Idempotency-Key: ([-0-9a-f]{36})\r$/m;
		ref $way eq 'CODE' ? $way->($client) : ApiFdw::Plain::answer($client, @$way);
	}
	$run->{psql}->finish;
	is($run->{out}, "1|one\n", "repeatable POST, $failure, three times: one row in the end");
	is(scalar keys %keys, 1, 'and one key');
}

# ---- an old connection that breaks: libcurl would send again by itself

# The first answer keeps the connection, the second request of it is read, and then it is closed.
sub break_second
{
	my $client = $server->accept_request;
	syswrite($client, "HTTP/1.1 200 OK\r\nContent-Length: " . length($good) . "\r\n\r\n$good");
	like(ApiFdw::Plain::read_request($client), qr{^\w+ /posts}, 'the connection is used again');
	close $client;
	return;
}
point(max_concurrency => 1);
$run = query('EXPLAIN (ANALYZE, COSTS OFF, SUMMARY OFF, TIMING OFF) SELECT * FROM posts WHERE id BETWEEN 1 AND 2');
break_second();
ApiFdw::Plain::answer($server->accept_request, '200 OK', $good);
$run->{psql}->finish;
like($run->{out}, qr/Requests: 3\b.*Retries: 1\b/s, 'a GET that libcurl sent twice is counted twice');
$run = query('SET api_fdw.max_requests = 2; SELECT * FROM posts WHERE id BETWEEN 1 AND 2');
break_second();
ok(!$server->knocked(0.5) || !defined ApiFdw::Plain::read_request($server->accept_only),
	'and is not sent twice where the statement may send no more');
$run->{psql}->finish;
like($run->{err}, qr/54000|has sent as many requests as it may/, 'but that is the error');

$node->safe_psql('postgres', q{DROP FOREIGN TABLE posts; CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id'), title text)
	SERVER api OPTIONS (path '/posts', body '{"id": {id}}')});
$run = query('SELECT * FROM posts WHERE id BETWEEN 1 AND 2');
break_second();
ok(!$server->knocked(0.5) || !defined ApiFdw::Plain::read_request($server->accept_only),
	'a POST that may have been carried out is not sent by a new connection');
$run->{psql}->finish;
like($run->{err}, qr/08006.*may have been carried out/s, 'but an error');

point(max_concurrency => 1, repeatable => 'on');
$node->safe_psql('postgres', q{DROP FOREIGN TABLE posts; CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id'), title text)
	SERVER api OPTIONS (path '/posts', body '{"id": {id}}')});
$run = query('EXPLAIN (ANALYZE, COSTS OFF, SUMMARY OFF, TIMING OFF) SELECT * FROM posts WHERE id BETWEEN 1 AND 2');
break_second();
ApiFdw::Plain::answer($server->accept_request, '200 OK', $good);
$run->{psql}->finish;
like($run->{out}, qr/Requests: 3\b.*Retries: 1\b/s, 'one that may be carried out twice is, and is counted');

# ---- the gate is shut for all

point(max_concurrency => 2);
$run = query('SELECT * FROM posts WHERE id BETWEEN 1 AND 5');
my @two = map { [ $server->accept_only ] } 1, 2;
$_->[1] = ApiFdw::Plain::read_request($_->[0]) for @two;
ApiFdw::Plain::answer($two[0][0], '503 X', '{}', 'Retry-After: 1');
ok(!$server->knocked(0.5), 'one was refused: no other request leaves');
ApiFdw::Plain::answer($two[1][0], '200 OK', $good);
ok(!$server->knocked(0.3), 'not even when a slot is free');
for (1 .. 4)
{
	ApiFdw::Plain::answer($server->accept_request, '200 OK', $good);
}
$run->{psql}->finish;
is($run->{err}, '', 'then all of them');

done_testing();
