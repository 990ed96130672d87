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

# ---- a wait that is too long is an error that names it

point('long', '{"limit": 2, "window": 3600000}', max_concurrency => 1);
my $both = error_of($node, '\set ON_ERROR_STOP 0
	SELECT * FROM posts WHERE id BETWEEN 1 AND 5;
	SELECT * FROM posts WHERE id = 9;');
like($both, qr/53000: GET \/budget\/long\/3: .*longer wait than is allowed \(3[56]\d\d seconds\)/, 'too long a wait, before it is asked');
like($both, qr/53000: GET \/budget\/long\/9: .*longer wait/, 'nor by the next scan of the session');
is($mock->stats->{requests}, 2, 'what would wait is not sent');

done_testing();
