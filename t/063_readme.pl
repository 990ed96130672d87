# README's own SQL, as it stands, and the plans that it shows.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Mock;
use ApiFdw::Test;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = new_node('readme');
my $mock = ApiFdw::Mock->start('--latency', '50');
my $url = $mock->url;
my $readme = slurp_file("$FindBin::RealBin/../README.md");
my ($sql) = $readme =~ /```sql\n(.*?)```/s;
my @plans = $readme =~ /```\n((?:EXPLAIN| Custom Scan).*?)```/sg;

# Numbers that a run has of its own.
sub masked
{
	my ($plan) = @_;
	$plan =~ s/(rows=\d+)\.00 /$1 /g;
	$plan =~ s/\d+\.\d+/N/g;
	$plan =~ s/(Opened|Reused|Bytes|Memory Usage): \d+/$1: N/g;
	return join '', map { s/^\s*(.*?)\s*$/$1\n/r } grep { !/Planning|Execution|^$/ } split /\n/, $plan;
}

# What a plan has, line by line, is in the other, in that order.
sub shows
{
	my ($name, $got, $wanted) = @_;
	my @got = split /\n/, masked($got);
	for my $line (split /\n/, masked($wanted))
	{
		shift @got while @got && $got[0] ne $line;
		ok(scalar @got, "$name: $line") or return diag(masked($got));
		shift @got;
	}
	return;
}

# ---- the first table

# as it stands, in the psql of scripts/demo --psql: statement by statement
$node->safe_psql('postgres', 'DROP EXTENSION api_fdw');
my ($status, $out, $err);
my %answers;
for my $statement ($sql =~ /(.*?;)[^\n;]*\n/sg)
{
	my ($name) = $statement =~ /^\s*((?:CREATE|REFRESH) [A-Z ]*\w+|SELECT .*)/m;
	$mock->reset;
	($status, $out, $err) = $node->psql('postgres', $statement, extra_params => [ '-v', "url=$url" ]);
	is($err, '', "README: $name");
	$answers{$name} = { rows => [ split /\n/, $out ], %{ $mock->stats },
		targets => [ map { $_->{target} } $mock->requests ] };
}
is(scalar keys %answers, 10, 'its statements');

my $ids = $answers{'SELECT * FROM posts WHERE id BETWEEN 1 AND 100;'};
is(scalar @{ $ids->{rows} }, 100, 'the first example: its rows');
is($ids->{requests}, 100, '100 requests');
cmp_ok($ids->{peak_in_flight}, '>=', 10, 'many in flight');
cmp_ok($ids->{peak_in_flight}, '<=', 20, '20 at most');

my $list = $answers{'SELECT team, count(*) FROM users GROUP BY team;'};
is_deeply([ sort @{ $list->{rows} } ], [ 'blue|84', 'green|83', 'red|83' ], 'the list in pages: its rows');
is($list->{targets}[0], '/users?per_page=50&page=1', 'page 1');
is_deeply([ sort @{ $list->{targets} } ], [ map { "/users?per_page=50&page=$_" } 1 .. 5 ], 'each page once');
is($list->{peak_in_flight}, 4, 'the other four at once');

my ($joined) = grep { /u\.login/ } keys %answers;
is(scalar @{ $answers{$joined}{rows} }, 83, 'the join: its rows');
is(scalar(grep { m{^/posts/} } @{ $answers{$joined}{targets} }), 40, 'each key once');
is($node->safe_psql('postgres', 'SELECT count(*) FROM open_posts'), '50', 'the materialized view');

# ---- the plans

my ($explain) = $plans[0] =~ /^(EXPLAIN .*?;)/;
($status, $out, $err) = $node->psql('postgres', "SELECT count(*) FROM posts WHERE id BETWEEN 1 AND 20; $explain");
$out =~ s/^20\n//;
is($err, '', 'the profile');
shows('the profile', $out, $plans[0] =~ s/^EXPLAIN.*\n//r);

$node->safe_psql('postgres', "CREATE TABLE orders (n int, customer_id int);
	INSERT INTO orders SELECT g, g % 60 + 1 FROM generate_series(1, 200) g; ANALYZE orders;
	CREATE FOREIGN TABLE customers (id int OPTIONS (param 'id'), name text OPTIONS (json_path '\$.title'))
	  SERVER blog OPTIONS (path '/posts/{id}')");
my ($join) = $plans[1] =~ /^(EXPLAIN .*?;)/;
for ([ 'off', $plans[1] =~ s/^EXPLAIN.*\n//r ], [ 'on', $plans[2] ])
{
	my ($batched, $wanted) = @$_;
	($status, $out, $err) = $node->psql('postgres', "SET api_fdw.enable_batch_join = $batched; $join");
	is($err, '', "joined, batched $batched");
	shows("joined, batched $batched", $out, $wanted =~ s{/customers/}{/posts/}gr);
}

# ---- the limits

$mock->reset;
is($node->safe_psql('postgres', 'SELECT count((SELECT title FROM posts WHERE id = g)) FROM generate_series(1, 5) g'), '5',
	'sub-selects for each row');
is($mock->stats->{peak_in_flight}, 1, 'one after the other');
$mock->reset;
is($node->safe_psql('postgres', 'SELECT count(title) FROM generate_series(1, 5) g JOIN posts ON id = g'), '5', 'a join');
is($mock->stats->{peak_in_flight}, 5, 'at once');
$out = $node->safe_psql('postgres', 'SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;
	EXPLAIN (COSTS OFF) SELECT count(*) FROM posts WHERE id BETWEEN 1 AND 100');
unlike($out, qr/Gather/, 'no parallel plan');

$node->stop;
done_testing();
