# From PostgreSQL 16 on a value that does not fit its column costs no subtransaction, where every type that is
# read can do without; rows, counts and words are those of the way with subtransactions, which one column
# that cannot takes the whole scan.
use strict;
use warnings;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Nginx;
use ApiFdw::Test;
use Test::More;

# type, the version that it is soft from (0: never), options of the column, path
my @cases = (
	[ 'smallint', 16 ], [ 'integer', 16 ], [ 'bigint', 16 ], [ 'real', 16 ], [ 'double precision', 16 ],
	[ 'numeric', 16 ], [ 'numeric(5,2)', 16 ], [ 'boolean', 16 ], [ 'text', 16 ], [ 'varchar(3)', 16 ],
	[ 'char(2)', 16 ], [ '"char"', 16 ], [ 'name', 16 ], [ 'json', 16 ], [ 'jsonb', 16 ], [ 'date', 16 ],
	[ 'timestamp(2)', 16 ], [ 'timestamptz', 16 ], [ 'time(3)', 16 ], [ 'timetz', 16 ], [ 'interval', 16 ],
	[ 'uuid', 16 ], [ 'inet', 16 ], [ 'cidr', 16 ], [ 'macaddr', 16 ], [ 'macaddr8', 16 ], [ 'bit(3)', 16 ],
	[ 'varbit(3)', 16 ], [ 'oid', 16 ], [ 'mood', 16 ], [ 'int NOT NULL', 16 ], [ 'int[]', 16 ], [ 'date[]', 16 ],
	[ 'text[]', 16 ], [ 'jsonb[]', 16 ], [ 'mood[]', 16 ],
	[ 'timestamptz', 16, "time_format 'epoch_ms'" ], [ 'date', 16, "time_format 'date'" ],
	[ 'int', 16, "json_path '\$.v[*]'" ], [ 'int[]', 16, "json_path '\$.v[*]'" ], [ 'jsonb', 16, "json_path '\$.v[*]'" ],
	[ 'int', 16, "json_path '\$.v[last]'" ], [ 'int', 16, "json_path '\$.v[1]'", '/sound' ],
	[ 'text', 16, "json_path '\$.v.a'", '/sound' ],
	[ 'positive', 17 ], [ 'positive[]', 17 ], [ 'filled', 17 ], [ 'few', 17 ], [ 'color', 17 ],
	[ 'inverse', 0 ], [ 'matching', 0 ], [ 'pair', 0 ], [ 'pair[]', 0 ], [ 'int4range', 0 ], [ 'point', 0 ],
	[ 'bytea', 0 ], [ 'date', 0, "time_format 'YYYY-MM-DD'" ]);

# as JSON has them; the last is the credential
my @values = (split(/\n/, <<'VALUES'), "{\"a\": \"\xff\"}", "[1, \"\xe4\xb8\"]", '"secret-key"');
0
1
-1
300000
99999999999999999999
1.5
1.0
123.456
1e400
true
null
{}
[]
[1]
[0,1,-1]
[1,null]
[1,"x"]
[1,tru]
[1 2]
[1,[2]]
{"a": 1}
{"a": tru}
{"a": "\u0000"}
{"a": "\q"}
{"a": [1, "b"]}
""
"x"
"1"
" 7 "
"0"
"now"
"infinity"
"2024-01-02"
"2024-13-02"
"2024-01-02 10:11:12.5+02"
"10:11"
"1 day"
"a\u0000b"
"\ud800"
"{1,0}"
"{1,x}"
"{1"
"{happy}"
"(1,2)"
"(1,0)"
"[1,2)"
"[2,1]"
"happy"
"red"
"101"
"10.0.0.0/8"
"08:00:2b:01:02:03"
"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"
"aGk="
"a"
"\\x0g"
VALUES

my $nginx = ApiFdw::Nginx->new;
$nginx->start(locations => 'location / { default_type application/json; }');
$nginx->put('values', '[' . join(",\n", map { "{\"v\": $_}" } @values) . ']');
# where the reader looks into the values, what is malformed fails the page
$nginx->put('sound', '[' . join(",\n", map { "{\"v\": $_}" } grep { !/tru\b|1 2|\\q|\xff|\xe4/ } @values) . ']');
my $deep = '[' x 1000 . ']' x 1000;
$nginx->put('deep', "[{\"v\": 1}, {\"v\": \"\\u0000\"}, {\"v\": $deep}]");
my $node = new_node('soft');
my $version = int($node->safe_psql('postgres', 'SHOW server_version_num') / 10000);
new_server($node, 'web', { base_url => $nginx->http }, { bearer_token => 'secret-key' });
$node->safe_psql('postgres', <<'SQL');
CREATE TYPE mood AS ENUM ('happy', 'sad');
CREATE TYPE pair AS (a int, b int);
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE DOMAIN filled AS text NOT NULL;
CREATE DOMAIN few AS int[] CHECK (VALUE IS NOT NULL);
CREATE DOMAIN color AS text CHECK (VALUE IN ('red', 'green') OR VALUE = '');
CREATE DOMAIN inverse AS int CHECK (12 / VALUE > 3);
CREATE DOMAIN matching AS text CHECK (VALUE ~ '^[a-z]');
SQL

# What psql prints of a query, whose table has a column of its own that is never soft: read too, or not.
sub answer
{
	my ($sql, $hard) = @_;
	$sql =~ s/FROM t\b/FROM (SELECT * FROM t WHERE bytes IS NULL) AS t/g if $hard;
	my ($status, $out, $err) = $node->psql('postgres', $sql, on_error_stop => 0);
	$err =~ s/^psql:<stdin>:\d+: //mg;
	return "$out\n$err";
}

# How many subtransactions it takes.
sub subtransactions
{
	my ($status, $out, $err) = $node->psql('postgres', "SET client_min_messages = debug5;\n$_[0]");
	return scalar(() = $err =~ /StartSubTransaction/g);
}

# The table; its options and those of its column v.
sub new_table
{
	my ($type, $column_options, $options) = @_;
	my $not_null = $type =~ s/( NOT NULL)$// ? $1 : '';
	$node->safe_psql('postgres', "SET client_min_messages = error;
		DROP FOREIGN TABLE IF EXISTS t CASCADE;
		CREATE FOREIGN TABLE t (v $type OPTIONS ($column_options)$not_null, bytes bytea) SERVER web OPTIONS ($options);");
	return;
}

my $both = q{SELECT v FROM t;
ALTER FOREIGN TABLE t OPTIONS (SET on_error 'set_null');
SELECT v FROM t;
ALTER FOREIGN TABLE t OPTIONS (SET on_error 'ignore');};

for my $case (@cases)
{
	my ($type, $since, $options, $path) = @$case;
	$path //= '/values';
	my $name = $type . ($options ? " $options" : '');
	new_table($type, $options // "json_path '\$.v'", "path '$path', on_error 'ignore'");
	my $soft = answer($both, 0);
	is($soft, answer($both, 1), "$name: the same both ways");
	like($soft, qr/WARNING:  \d+ .* not fit/, 'and something does not fit');
	my $taken = subtransactions('SELECT count(v) FROM t');
	ok($since && $version >= $since ? $taken == 0 : $taken > 0, "with $taken subtransactions");
}

# a value is quoted with all that is known of its place, and not where it must not be
for my $on_error (qw(ignore set_null))
{
	new_table('int', "json_path '\$.v'", "path '/values', on_error '$on_error', reject_limit '12'");
	$node->safe_psql('postgres', <<'SQL');
CREATE VIEW barrier WITH (security_barrier) AS SELECT v FROM t;
CREATE OR REPLACE FUNCTION looped(query text) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  n int := 0;
  r record;
BEGIN
  FOR r IN EXECUTE query LOOP
    n := n + 1;
  END LOOP;
  RETURN n;
END $$;
SQL
	my $limit = answer('SELECT v FROM t', 0);
	like($limit, qr/ERROR:  more values than reject_limit \(12\).*\nDETAIL:  The last: .*\n(HINT.*\n)?CONTEXT:  GET \/values.* record \d+, column "v"/, "$on_error: the limit");
	is($limit, answer('SELECT v FROM t', 1), 'the same both ways');
	new_table('int', "json_path '\$.v'", "path '/values', on_error '$on_error'");
	$node->safe_psql('postgres', 'CREATE VIEW barrier WITH (security_barrier) AS SELECT v, bytes FROM t');
	my $looped = answer(q{SELECT looped('SELECT v FROM t')}, 0);
	like($looped, qr/The first: .*record 4[^"]*"v"|The first: .*PL\/pgSQL function/s, 'in a function');
	is($looped, answer(q{SELECT looped('SELECT v FROM t')}, 1), 'the same both ways');
	my $hidden = answer('SELECT v FROM barrier', 0);
	like($hidden, qr/The first: a value does not fit column "v"/, 'below a security barrier');
	is($hidden, answer('SELECT v FROM barrier WHERE bytes IS NULL', 0), 'the same both ways');
}

# the credential is the last of the values, so the last to be told of
new_table('int', "json_path '\$.v'", "path '/values', on_error 'ignore', reject_limit '" . (grep { !/^("?-?\d{1,6}"?|" 7 "|1.0|null)$/ } @values) . "'");
my $all = answer('SELECT count(v) FROM t', 0);
unlike($all, qr/secret-key/, 'a credential is not quoted');
is($all, answer('SELECT count(v) FROM t', 1), 'the same both ways');

# what is no error of data is none that is passed over
new_table('json', "json_path '\$.v'", "path '/deep', on_error 'ignore'");
my $setting = "SET max_stack_depth = '100kB';\nSELECT v FROM t";
like(answer($setting, 0), qr/ERROR:  stack depth limit exceeded/, 'another error');
is(answer($setting, 0), answer($setting, 1), 'the same both ways');

done_testing();
