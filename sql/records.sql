-- Where records are, and what is around them.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FUNCTION body(text) RETURNS text LANGUAGE sql AS $$ SELECT json_build_object('body', regexp_replace($1, E'\\s*\n\\s*', ' ', 'g'))::text $$;
CREATE PROCEDURE make(columns text, options text, body text) LANGUAGE plpgsql AS $$
BEGIN
  DROP FOREIGN TABLE IF EXISTS t;
  EXECUTE format('CREATE FOREIGN TABLE t (%s) SERVER api OPTIONS (path ''/json'', params %L%s)', columns, body(body), options);
END $$;
-- exploded, with what the records lie in and the envelope
CALL make($$city text OPTIONS (json_path '$.name'), county text OPTIONS (meta_path '$.counties[*].name'),
    "of" int OPTIONS (meta_path '$.counties[*].@key'), nth int OPTIONS (meta_path '@key'), state text OPTIONS (meta_path '$.state')$$,
  $$, record_path '$.counties[*].cities[*]'$$,
  '{"counties": [{"cities": [{"name": "Miami"}, {"name": "Hialeah"}], "name": "Dade"}, {"name": "Empty", "cities": []},
    {"name": "Summit", "cities": [{"name": "Akron"}]}], "state": "FL"}');
SELECT * FROM t;
SELECT count(*) FROM t;
SELECT state FROM t LIMIT 1;
-- a total counts what lies at the outermost [*]: counties, not cities
CALL make($$city text OPTIONS (json_path '$.name')$$,
  $$, record_path '$.counties[*].cities[*]', pagination 'page_number', page_param 'p', total_path '$.total'$$,
  '{"counties": [{"cities": [{"name": "Miami"}, {"name": "Hialeah"}]}, {"cities": []}, {"cities": [{"name": "Akron"},
    {"name": "Stow"}]}], "total": 3}');
SELECT count(*) FROM t;
-- lines of JSON are the root array's elements, and record_path leads from there
CALL make('id int', $$, format 'ndjson', record_path '$.r'$$, '{"r": [{"id": 1}, {"id": 2}]} {"r": [{"id": 3}]}');
SELECT * FROM t;
ALTER FOREIGN TABLE t OPTIONS (SET record_path '$[*].r[*]');
SELECT * FROM t;
-- members as records
CALL make($$version text OPTIONS (json_path '@key'), size int$$, $$, record_path '$.versions.*'$$,
  '{"versions": {"1.0": {"size": 10}, "1.1": {"size": 20}}}');
SELECT * FROM t;
-- scalars, arrays, one object, null
CALL make($$v text OPTIONS (json_path '$')$$, $$, record_path '$.data'$$, '{"data": ["a", 1, null, true]}');
SELECT * FROM t;
CALL make($$a int OPTIONS (json_path '$[0]'), b text OPTIONS (json_path '$[last]')$$, $$, record_path '$.rows'$$,
  '{"rows": [[1, "x", "y"], [2, "z"]]}');
SELECT * FROM t;
CALL make($$id int$$, $$, record_path '$.data'$$, '{"data": {"id": 5}}');
SELECT * FROM t;
CALL make($$id int$$, $$, record_path '$.data'$$, '{"data": null}');
SELECT * FROM t;
-- a single value, read by a column that the query does not want
CALL make($$v int OPTIONS (json_path '$'), name text$$, '', '42');
SELECT count(*), count(name) FROM t;
SELECT v FROM t;
-- lines
CALL make($$id int, n int OPTIONS (meta_path '@key')$$, $$, format 'ndjson'$$, E'{"id": 1}\n\n{"id": 2}\n');
SELECT * FROM t;
CALL make($$id int$$, $$, format 'json'$$, E'{"id": 1}\n{"id": 2}\n');
SELECT * FROM t;
-- arrays side by side
CALL make($$time timestamptz, temp numeric OPTIONS (json_path '$.temperature_2m'), unit text OPTIONS (meta_path '$.units.temp'), no text$$,
  $$, record_path '$.hourly', record_shape 'columns'$$,
  '{"hourly": {"time": ["2024-01-01T00:00", "2024-01-01T01:00"], "temperature_2m": [1.5, null], "other": [1]}, "units": {"temp": "C"}}');
SET timezone = 'UTC';
SELECT * FROM t;
SELECT count(*) FROM t;
SELECT unit FROM t WHERE temp > 1;
CALL make($$a int, b int$$, $$, record_shape 'columns'$$, '{"a": [1, 2], "b": [3]}');
SELECT * FROM t;
CALL make($$a int, b int$$, $$, record_shape 'columns'$$, '{"a": [1, 2], "b": 3}');
SELECT * FROM t;
CALL make($$a int, b int$$, $$, record_shape 'columns'$$, '{"a": [], "b": []}');
SELECT * FROM t;
CALL make($$a int, b int$$, $$, record_shape 'columns'$$, '{"a": [], "b": [1, 2]}');
SELECT * FROM t;
-- names apart from values
CALL make($$b text, a int, "createdAt" date, none text$$, $$, record_path '$.rows', columns_path '$.meta.columns'$$,
  '{"rows": [[1, "x", "2024-02-03"], [2]], "meta": {"columns": ["a", {"name": "b"}, "createdAt"]}}');
SELECT * FROM t;
SELECT count(*) FROM t WHERE b IS NULL;
ALTER FOREIGN TABLE t OPTIONS (SET columns_path '$.rows[0][0]');
SELECT * FROM t;
ALTER FOREIGN TABLE t OPTIONS (SET columns_path '$.nowhere');
SELECT * FROM t;
ALTER FOREIGN TABLE t OPTIONS (SET columns_path '$.a[*]');
-- records that are not there
CALL make($$id int$$, $$, record_path '$.items'$$, '{"data": [{"id": 1}], "meta": {"more": [1]}}');
SELECT * FROM t;
ALTER FOREIGN TABLE t OPTIONS (ADD on_missing 'ignore');
SELECT * FROM t;
CALL make($$id int$$, $$, on_missing 'ignore'$$, '{"error": "nothing here"}');
SELECT * FROM t;
CALL make($$id int$$, $$, record_path '$.a[*].b[*]'$$, '{"a": [{"b": [{"id": 1}]}, {"c": 2}]}');
SELECT * FROM t;
-- records of a kind that no column reads
CALL make('id int', $$, record_path '$.data'$$, '{"data": "none"}');
SELECT * FROM t;
CALL make('id int', '', '[{"id": 1}, null, 2]');
SELECT count(*) FROM t;
CALL make('id int', $$, record_path '$.data', on_missing 'ignore'$$, '{"data": [[1], {"id": 2}]}');
SELECT * FROM t;
CALL make($$a int OPTIONS (json_path '$[0]')$$, '', '[[1], {"a": 2}]');
SELECT * FROM t;
CALL make('a int', $$, record_path '$.rows', columns_path '$.names'$$, '{"names": ["a"], "rows": [[1], {"a": 2}]}');
SELECT * FROM t;
CALL make('a int', $$, record_path '$.rows', columns_path '$.names'$$, '{"names": ["a", "b"], "rows": [[1], [1, 2], [0, 1, 2]]}');
SELECT * FROM t;
-- what is taken out of a container is looked at, too
CALL make('a int', $$, record_shape 'columns'$$, '{"a": [1, 01]}');
SELECT * FROM t;
CALL make('a int', $$, record_path '$.rows', columns_path '$.names'$$, '{"names": ["a"], "rows": [[1], [01]]}');
SELECT * FROM t;
CALL make($$a text OPTIONS (json_path '$.x[last]')$$, '', '[{"x": [1, tru]}]');
SELECT * FROM t;
CALL make($$a text OPTIONS (json_path '$.x[*].y')$$, '', '[{"x": [{"y": nul}]}]');
SELECT * FROM t;
CALL make($$a int[]$$, '', '[{"a": [1, +1]}]');
SELECT * FROM t;
-- what cannot be
CALL make($$id int$$, $$, record_path '$.a[last]'$$, '{}');
CALL make($$id int OPTIONS (meta_path '$.a', json_path '$.b')$$, '', '{}');
CALL make($$id int OPTIONS (meta_path '$.a.@key')$$, '', '[]');
SELECT * FROM t;
DROP PROCEDURE make;
DROP FUNCTION body;
DROP SERVER api CASCADE;
