# A secret that an application binds to $1 stands in no log, nor in pg_stat_statements, where one in DDL does.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Test;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_node('set_secret', "shared_preload_libraries = 'pg_stat_statements'\npg_stat_statements.track = all\n" .
	"log_statement = all\nlog_min_duration_statement = 0\nlog_parameter_max_length = 0");
new_server($node, 'api', { base_url => 'https://api.example.com' }, { secrets => '{"first": "there"}' });
$node->safe_psql('postgres', 'CREATE EXTENSION pg_stat_statements');

# pgbench binds its variables to parameters
sub bound
{
	my ($option, $value) = @_;
	my $file = PostgreSQL::Test::Utils::tempdir() . '/set.sql';
	append_to_file($file, "SELECT api_fdw_set_secret('api', '$option', :value);\n");
	command_ok([ 'pgbench', '-n', '-t', '1', '-M', 'extended', '-f', $file, '-D', "value=$value", $node->connstr('postgres') ], "$option is set");
	return;
}

my $log = sub { PostgreSQL::Test::Utils::slurp_file($node->logfile) };
my $mapping = q{SELECT umoptions::text FROM pg_user_mappings WHERE srvname = 'api'};
my $statements = q{SELECT query FROM pg_stat_statements};

bound('bearer_token', 'tok-s3cret-1');
bound('bearer_token', 'tok-s3cret-2');
bound('secrets.key', 'key-s3cret-3');
like($node->safe_psql('postgres', $mapping), qr/key-s3cret-3.*secret_origins=https:\/\/api.example.com.*bearer_token=tok-s3cret-2/, 'kept and bound');
unlike($log->(), qr/s3cret/, "not in the server's log, with log_statement all");
like($log->(), qr/api_fdw_set_secret\('api', 'bearer_token', \$1\)/, 'which has the call');
unlike($node->safe_psql('postgres', $statements), qr/s3cret/, 'not in pg_stat_statements, with track all');
like($node->safe_psql('postgres', $statements), qr/SELECT api_fdw_set_secret\(/, 'which has the call');

# one that fails: its error, and the statement beside it
$node->safe_psql('postgres', q{ALTER SERVER api OPTIONS (SET base_url 'http://elsewhere.example')});
my $file = PostgreSQL::Test::Utils::tempdir() . '/set.sql';
append_to_file($file, "SELECT api_fdw_set_secret('api', 'bearer_token', :value);\n");
command_fails([ 'pgbench', '-n', '-t', '1', '-M', 'extended', '-f', $file, '-D', 'value=tok-s3cret-4', $node->connstr('postgres') ], 'a moved server');
like($log->(), qr/the secrets of the user mapping are not sent to http:\/\/elsewhere/, 'is an error');
unlike($log->(), qr/s3cret/, 'that does not show it');

# what README says of the other ways
$node->safe_psql('postgres', q{ALTER SYSTEM SET log_parameter_max_length = -1; SELECT pg_reload_conf()});
$node->safe_psql('postgres', q{ALTER SERVER api OPTIONS (SET base_url 'https://api.example.com')});
bound('bearer_token', 'tok-s3cret-5');
like($log->(), qr/DETAIL:\s+parameters: \$1 = 'tok-s3cret-5'/i, 'logged parameters show it');
$node->safe_psql('postgres', q{ALTER USER MAPPING FOR CURRENT_USER SERVER api OPTIONS (SET bearer_token 'tok-s3cret-6')});
like($log->(), qr/tok-s3cret-6/, 'logged DDL shows it');
like($node->safe_psql('postgres', $statements), qr/tok-s3cret-6/, 'and pg_stat_statements');

done_testing();
