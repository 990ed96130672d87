# Values of every type through the direct conversions are what the type's own input function makes of
# them, and refused where it refuses them.  What is meant to differ is told by the function "own".
use strict;
use warnings;
use utf8;
use FindBin;
use lib "$FindBin::RealBin/lib";

use ApiFdw::Nginx;
use ApiFdw::Test;
use ApiFdw::Values;
use Encode qw(encode);
use Test::More;

my $count = $ENV{API_FDW_TEST_LONG} ? 10000 : 1000;
my $seed = $ENV{API_FDW_SEED} // 20;
my @types = (
	[ 'smallint', 'number' ], [ 'integer', 'number' ], [ 'bigint', 'number' ], [ 'real', 'number' ],
	[ 'double precision', 'number' ], [ 'numeric', 'number' ], [ 'numeric(12,3)', 'number' ], [ 'boolean', 'boolean' ],
	[ 'text', 'text' ], [ 'varchar(15)', 'text' ], [ 'char(6)', 'text' ], [ 'date', 'moment' ], [ 'timestamp', 'moment' ],
	[ 'timestamp(2)', 'moment' ], [ 'timestamptz', 'moment' ], [ 'timestamptz(0)', 'moment' ], [ 'uuid', 'uuid' ],
	[ 'numeric[]', 'numbers' ], [ 'bigint[]', 'numbers' ], [ 'text[]', 'texts' ], [ 'timestamptz[]', 'moments' ],
	[ 'date[]', 'moments' ], [ 'boolean[]', 'booleans' ], [ 'uuid[]', 'uuids' ], [ 'varchar(9)[]', 'texts' ]);

my $nginx = ApiFdw::Nginx->new;
$nginx->start(locations => 'location / { default_type application/json; }');
my $node = new_node('types');
new_server($node, 'web', { base_url => $nginx->http });
$node->safe_psql('postgres', <<'SQL');
ALTER DATABASE postgres SET timezone = 'UTC';
ALTER DATABASE postgres SET datestyle = 'ISO, YMD';
ALTER DATABASE postgres SET extra_float_digits = 3;

-- What the type's own input function makes of the text, by way of a column of that type.
CREATE FUNCTION by_input(raw text, type text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  made text;
BEGIN
  EXECUTE format('INSERT INTO probe VALUES (%L) RETURNING v::text', raw) INTO made;
  RETURN made;
EXCEPTION WHEN data_exception THEN
  RETURN NULL;
END $$;

-- What the column should show of the JSON value.
CREATE FUNCTION own(value json, type text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  raw text := value #>> '{}';
BEGIN
  -- a value is of the kind that it is: no column of numbers takes true, none of dates a number
  IF json_typeof(value) IN ('object', 'array') AND type !~ '^(text|varchar|char)' THEN
    RETURN NULL;
  END IF;
  -- an integral number fits an integer, however it is written
  IF type IN ('smallint', 'integer', 'bigint') AND raw ~ '^-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?$' THEN
    IF raw::numeric <> trunc(raw::numeric) THEN
      RETURN NULL;
    END IF;
    raw := trunc(raw::numeric)::text;
  END IF;
  RETURN by_input(raw, type);
END $$;
SQL

srand($seed);
for my $case (@types)
{
	my ($type, $kind) = @$case;
	(my $file = $type) =~ s/\W+/_/g;
	my @values = map { value_of($kind) } 1 .. $count;
	$nginx->put($file, encode('UTF-8', '[' . join(",\n", map { "{\"v\": $_}" } @values) . ']'));
	my $array = $type =~ /\[\]$/;
	(my $element = $type) =~ s/\[\]$//;
	my $expected = $array ?
	  "(SELECT CASE WHEN count(*) FILTER (WHERE json_typeof(e) <> 'null' AND own(e, '$element') IS NULL) > 0 THEN NULL
	    ELSE coalesce(array_agg(own(e, '$element')::$element ORDER BY n), '{}')::text END FROM json_array_elements(j) WITH ORDINALITY AS a(e, n))" :
	  "own(j, '$type')";
	my ($status, $out, $err) = $node->psql('postgres', <<"SQL");
SET client_min_messages = error;
CREATE TEMP TABLE probe (v $element);
CREATE FOREIGN TABLE values_of_$file (v $type, j json OPTIONS (json_path '\$.v')) SERVER web
  OPTIONS (path '/$file', on_error 'set_null');
SELECT count(*), count(v) > $count / 10 FROM values_of_$file;
SELECT j, v, expected FROM (SELECT j, v::text, $expected AS expected FROM values_of_$file) AS s
  WHERE v IS DISTINCT FROM expected LIMIT 5;
SQL
	is("$out$err", "$count|t", "$type: $count values, seed $seed");
}

done_testing();
