# Descriptors: what a backend holds open, and what it leaves to PostgreSQL.
use strict;
use warnings;

use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use ApiFdw::Test;
use Test::More;

my $node = new_node('descriptors');
my $mock = ApiFdw::Mock->start;

# ---- a server that is not asked costs none

{
	new_server($node, "idle$_", { base_url => $mock->url }) for 1 .. 10;
	$node->safe_psql('postgres', "CREATE FOREIGN TABLE idle$_ (id int OPTIONS (param 'id'), title text)
		SERVER idle$_ OPTIONS (path '/posts/{id}')") for 1 .. 10;

	my $session = session($node);
	my $pid = backend_pid($session);
	is($session->query('SELECT count(*) FROM idle1 WHERE id IN (1, 2)'), 2, 'a server that is asked');
	my $before = descriptors($pid);
	$session->query("SELECT count(*) FROM idle$_ WHERE id = ANY (ARRAY[]::int[])") for 2 .. 10;
	is(descriptors($pid), $before, 'servers that are not asked cost no descriptor');
	$session->quit;
}

done_testing();
