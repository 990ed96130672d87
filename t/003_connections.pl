# Connections are used again, and never by another identity.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use ApiFdw::Test;
use Test::More;

my $node = new_node('connections');
my $mock = ApiFdw::Mock->start;
new_server($node, 'api', { base_url => $mock->url, max_concurrency => 4 }, { bearer_token => 'one' });
$node->safe_psql('postgres', <<'SQL');
CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id'), title text)
  SERVER api OPTIONS (path '/posts/{id}', params '{"delay": "5"}');
CREATE FOREIGN TABLE again (id int OPTIONS (param 'id'), title text)
  SERVER api OPTIONS (path '/posts/{id}', params '{"delay": "5"}');
CREATE ROLE other;
GRANT ALL ON posts TO other;
GRANT USAGE ON FOREIGN SERVER api TO other;
CREATE USER MAPPING FOR other SERVER api OPTIONS (bearer_token 'two');
SQL
my $session = session($node);

# Runs it; the connections it used, by the mock's numbers, and what they carried.
sub used
{
	my ($sql) = @_;
	$mock->reset;
	$session->query($sql);
	my %used;
	$used{ $_->{connection} }{ $_->{headers}{authorization} // '' }++ for $mock->requests;
	return \%used;
}

sub connections { return join ' ', sort { $a <=> $b } keys %{ $_[0] }; }

my $twenty = 'SELECT * FROM posts WHERE id BETWEEN 1 AND 20;';
my $first = used($twenty);
is(keys %$first, 4, 'four connections for a window of four');
my $second = used($twenty);
is(connections($second), connections($first), 'the next statement uses the same');
is(connections(used('SELECT * FROM again WHERE id BETWEEN 1 AND 20;')), connections($first),
	'so does another table of the server');
is(connections(used("BEGIN; $twenty COMMIT; $twenty")), connections($first), 'and another transaction');
ok(!grep({ !exists $first->{$_} } keys %{ used('SELECT * FROM posts WHERE id = 7;') }),
	'a single request takes one of them');

# the same session under another role: another identity
my $other = used("SET ROLE other; $twenty RESET ROLE;");
is(keys %$other, 4, 'another role, four connections');
ok(!grep({ exists $first->{$_} } keys %$other), 'none of them the first one\'s');
is_deeply([ map { sort keys %$_ } values %$other ], [ ('Bearer two') x 4 ], 'its own token on each');
is(connections(used($twenty)), connections($first), 'back again: the first ones');

# a new generation of options retires the connections
my $seen = { %$first, %$other };
for my $alter (
	"ALTER USER MAPPING FOR CURRENT_USER SERVER api OPTIONS (SET bearer_token 'three')",
	"ALTER SERVER api OPTIONS (ADD user_agent 'changed')")
{
	$session->query("$alter;");
	my $fresh = used($twenty);
	ok(!grep({ exists $seen->{$_} } keys %$fresh), "new connections after $alter");
	is_deeply([ map { keys %$_ } values %$fresh ], [ ('Bearer three') x 4 ], 'with the new token alone');
	%$seen = (%$seen, %$fresh);
}

# ALTER in another session is seen by the next statement of this one
$node->safe_psql('postgres',
	"ALTER USER MAPPING FOR CURRENT_USER SERVER api OPTIONS (SET bearer_token 'four')");
is_deeply([ map { keys %$_ } values %{ used($twenty) } ], [ ('Bearer four') x 4 ],
	'a change made elsewhere counts');

# a server that hangs up between statements costs nothing but a new connection
$mock->reset;
$session->query('SELECT * FROM posts WHERE id = 1;');
my $port = $mock->port;
is($session->query('SELECT count(*) FROM posts WHERE id BETWEEN 1 AND 20;') =~ s/\s+//gr, 20,
	'all rows');
is($mock->stats->{peak_in_flight}, 4, 'four in flight at the most');

$session->quit;
done_testing();
