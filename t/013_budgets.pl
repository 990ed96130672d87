# Rate limits that a server tells by headers: the gate shuts, no attempt is burnt.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use ApiFdw::Test;
use Test::More;

my $node = new_node('budgets');
my $mock = ApiFdw::Mock->start;

# A table over ids, on a server with a budget of its own.
sub point
{
	my ($key, $params, %options) = @_;
	new_server($node, 'api', { base_url => $mock->url, backoff_initial => '1ms', backoff_max => '5ms', %options });
	$node->safe_psql('postgres', "CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id'), title text)
		SERVER api OPTIONS (path '/budget/$key/{id}', params '$params')");
	$mock->reset;
	return;
}

sub refused { return scalar grep { $_->{status} >= 400 } $mock->requests; }

# ---- an answer that says it was the last shuts the gate: nobody is refused

for my $draft (0, 1)
{
	point("polite$draft", qq({"limit": 4, "window": 300, "draft": "@{[ $draft || '' ]}"}), max_concurrency => 1);
	is($node->safe_psql('postgres', 'SELECT count(*) FROM posts WHERE id BETWEEN 1 AND 10'), '10', 'all rows');
	is(refused(), 0, 'nobody was refused');
	is($mock->stats->{requests}, 10, 'each asked once');
}

# ---- refusals wait for the reset, and cost no attempt

for my $status (403, 429, 503)
{
	point("crowd$status", qq({"limit": 4, "window": 300, "status": $status}), max_concurrency => 12, max_retries => 1);
	is($node->safe_psql('postgres', 'SELECT count(*) FROM posts WHERE id BETWEEN 1 AND 20'), '20', "$status: all rows");
	cmp_ok(refused(), '>', 0, "$status: some were refused");
}

# ---- a 403 that says nothing of a budget is final

point('none', '{}');
like(error_of($node, q(ALTER FOREIGN TABLE posts OPTIONS (SET path '/status/403'); SELECT * FROM posts WHERE id = 1)),
	qr/28000: .*HTTP status 403/, 'a plain 403 is an error');
is($mock->stats->{requests}, 1, 'at once');

# ---- a wait that is too long is an error that names it; each statement asks once before it

point('long', '{"limit": 2, "window": 3000000}', max_concurrency => 1, retry_after_max => '100ms');
my $both = error_of($node, '\set ON_ERROR_STOP 0
	SELECT * FROM posts WHERE id BETWEEN 1 AND 5;
	SELECT * FROM posts WHERE id BETWEEN 9 AND 12;');
like($both, qr/53000: GET \/budget\/long\/3: .*longer wait than is allowed \((?:2999|3000) seconds\)/, 'too long a wait, before it is asked');
like($both, qr/53000: GET \/budget\/long\/9: .*longer wait than is allowed \(\d+ seconds, with HTTP status 403\)/,
	'the next scan of the session asks once');
is($mock->stats->{requests}, 3, 'and no more');

# ---- a header that says years does not shut a server for a session

point('years', '{"limit": 1000, "window": 1e13, "spent": 1}', retry_after_max => '100ms');
is($node->safe_psql('postgres', 'SELECT count(*) FROM posts WHERE id = 1; SELECT count(*) FROM posts WHERE id BETWEEN 1 AND 5;
	SELECT count(*) FROM posts WHERE id BETWEEN 1 AND 9'), "1\n5\n9", 'one asks, and opens the gate for all');
is($mock->stats->{requests}, 15, 'each once');

# ---- one that goes to see and then waits for its reader keeps nobody waiting

point('reader', '{"limit": 1000, "window": 1e13, "spent": 1}', retry_after_max => '100ms', scan_buffer => '64kB');
$node->safe_psql('postgres', q(CREATE FOREIGN TABLE large (id int, text text) SERVER api
	OPTIONS (path '/export/array', params '{"n": "100000"}', pagination 'none')));
$mock->reset;
is($node->safe_psql('postgres', q(SELECT count(*) FROM posts WHERE id = 1;
	SET statement_timeout = '20s';
	BEGIN; DECLARE c CURSOR FOR SELECT id FROM large; FETCH 1 FROM c;
	SELECT count(*) FROM posts WHERE id BETWEEN 2 AND 4; COMMIT;)), "1\n1\n3", 'a cursor at rest is one');
is($mock->stats->{requests}, 5, 'each once');

# ---- a budget that has a name is that of its tables alone

for my $draft ('', 'list')
{
	point("search$draft", qq({"limit": 2, "window": 3000000, "resource": "search", "draft": "$draft"}));
	$node->safe_psql('postgres', qq(CREATE FOREIGN TABLE core (id int OPTIONS (param 'id'), title text) SERVER api
		OPTIONS (path '/budget/core$draft/{id}', params '{"limit": "1000", "resource": "core", "draft": "$draft"}');
		CREATE FOREIGN TABLE strange (id int OPTIONS (param 'id'), title text) SERVER api OPTIONS (path '/posts/{id}')));
	$mock->reset;
	my $err = error_of($node, q(\set ON_ERROR_STOP 0
		SET statement_timeout = '20s';
		SELECT count(*) FROM posts WHERE id BETWEEN 1 AND 2;
		SELECT count(*) FROM core WHERE id BETWEEN 1 AND 10;
		SELECT count(*) FROM strange WHERE id BETWEEN 1 AND 10;
		SET statement_timeout = '300ms';
		SELECT count(*) FROM posts WHERE id BETWEEN 3 AND 4;));
	is($mock->stats->{requests}, 22, 'others go on, and what is spent is not asked for');
	like($err, qr/^[^\n]*57014: .*statement timeout/, 'but waits') or diag $err;
	unlike($err, qr/ERROR.*ERROR/s, 'that alone');

	# in one statement: what is held lets the other scan go
	$mock->reset;
	$err = error_of($node, q(\set ON_ERROR_STOP 0
		SELECT count(*) FROM posts WHERE id BETWEEN 1 AND 2;
		SET statement_timeout = '1s';
		SELECT count(*) FROM posts p, core c WHERE c.id BETWEEN 1 AND 5 AND p.id BETWEEN 3 AND 4));
	like($err, qr/57014/, 'a join of both waits');
	is(scalar(grep { $_->{target} =~ /core/ } $mock->requests), 5, 'with all that can be had');
}

done_testing();
