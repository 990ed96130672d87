-- Which value is in force where several places give one, and that defaults are values.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
-- secrets stand in user mappings only, no name twice at a place
SELECT name FROM api_fdw_options() WHERE secret AND allowed_on <> '{user mapping}';
SELECT name, place FROM api_fdw_options(), unnest(allowed_on) place GROUP BY 1, 2 HAVING count(*) > 1;
-- every default is a value that the validator takes
DO $$
DECLARE o record;
BEGIN
  FOR o IN SELECT name, place, default_value FROM api_fdw_options(), unnest(allowed_on) place
           WHERE default_value IS NOT NULL LOOP
    PERFORM api_fdw_validator(
      array_remove(ARRAY[o.name || '=' || o.default_value,
                         CASE o.place WHEN 'server' THEN 'base_url=http://localhost' END], NULL),
      CASE o.place WHEN 'server' THEN 'pg_foreign_server'::regclass WHEN 'column' THEN 'pg_attribute'
        ELSE 'pg_foreign_table'::regclass END);
  END LOOP;
END $$;
-- table > user mapping > server > default; headers and params merge by name, null removes
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url 'http://localhost/v1/');
CREATE FOREIGN TABLE t (id int) SERVER api OPTIONS (path '/t');
EXPLAIN (COSTS OFF) SELECT * FROM t;
ALTER SERVER api OPTIONS (max_concurrency '7', params '{"a": 1, "b": true, "c": "x y", "d": 1.50}');
EXPLAIN (COSTS OFF) SELECT * FROM t;
ALTER FOREIGN TABLE t OPTIONS (max_concurrency '6', params '{"b": null, "c": ["1", 2], "d": [], "e": "&="}');
EXPLAIN (COSTS OFF) SELECT * FROM t;
CREATE USER MAPPING FOR PUBLIC SERVER api OPTIONS (params '{"a": null, "c": "hidden", "key": "secret"}');
EXPLAIN (COSTS OFF) SELECT * FROM t;
-- one's own mapping hides that of all
CREATE USER MAPPING FOR CURRENT_USER SERVER api OPTIONS (api_key 'secret');
EXPLAIN (COSTS OFF) SELECT * FROM t;
-- a path that is not ASCII
ALTER FOREIGN TABLE t OPTIONS (SET path U&'/stra\00DFe');
EXPLAIN (COSTS OFF) SELECT * FROM t;
DROP SERVER api CASCADE;
-- what is sent: the table's headers and params before the mapping's before the server's
\set url `echo "$MOCK_URL"`
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url',
  headers '{"X-A": "server", "X-B": "server", "X-C": "server"}', params '{"a": "server", "b": "server", "c": "server"}');
CREATE USER MAPPING FOR CURRENT_USER SERVER api OPTIONS (
  headers '{"x-b": "mapping", "x-c": null, "x-d": "mapping"}', params '{"b": "mapping", "c": null, "d": "mapping"}');
CREATE FOREIGN TABLE t (a text[] OPTIONS (json_path '$.headers."x-a"'), b text[] OPTIONS (json_path '$.headers."x-b"'),
  c text[] OPTIONS (json_path '$.headers."x-c"'), d text[] OPTIONS (json_path '$.headers."x-d"'), target text)
  SERVER api OPTIONS (path '/echo');
SELECT * FROM t;
ALTER FOREIGN TABLE t OPTIONS (headers '{"X-B": "table", "X-D": null}', params '{"b": "table", "d": null}');
SELECT * FROM t;
DROP SERVER api CASCADE;
