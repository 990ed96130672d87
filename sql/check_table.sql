-- A foreign table is checked as a whole when it is made or changed: the placeholders
-- against the columns, the columns' options against each other and their types.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url 'http://localhost');
-- placeholders that no column gives
CREATE FOREIGN TABLE t (id int) SERVER api OPTIONS (path '/t/{id}');
CREATE FOREIGN TABLE t (id int OPTIONS (param 'key')) SERVER api OPTIONS (path '/t/{id}');
CREATE FOREIGN TABLE t (id int) SERVER api OPTIONS (params '{"q": "id:{id}"}');
CREATE FOREIGN TABLE t (id int) SERVER api OPTIONS (headers '{"X-Id": "{id}"}');
CREATE FOREIGN TABLE t (a int OPTIONS (param 'id'), b int OPTIONS (param 'id')) SERVER api;
CREATE FOREIGN TABLE t (id int OPTIONS (param 'id'), name text) SERVER api OPTIONS (path '/t/{id}');
ALTER FOREIGN TABLE t OPTIONS (SET path '/t/{name}');
ALTER FOREIGN TABLE t ALTER id OPTIONS (DROP param);
ALTER FOREIGN TABLE t DROP COLUMN id;
ALTER FOREIGN TABLE t OPTIONS (SET path '/t/{name}'), ALTER name OPTIONS (ADD param 'name');
-- a brace that is no placeholder may stand in params
ALTER FOREIGN TABLE t OPTIONS (ADD params '{"filter": "{\"a\": {\"b\": 1}}"}');
EXPLAIN (COSTS OFF) SELECT * FROM t WHERE name = 'a';
DROP FOREIGN TABLE t;
-- columns
CREATE FOREIGN TABLE t (a int OPTIONS (response 'status', json_path '$.a')) SERVER api;
CREATE FOREIGN TABLE t (a int OPTIONS (response 'status', param 'a')) SERVER api;
CREATE FOREIGN TABLE t (a int OPTIONS (response 'url')) SERVER api;
CREATE FOREIGN TABLE t (a text OPTIONS (response 'fetched_at')) SERVER api;
CREATE FOREIGN TABLE t (a int OPTIONS (param_only 'on')) SERVER api;
CREATE FOREIGN TABLE t (a int OPTIONS (param 'a', param_only 'on', json_path '$.a')) SERVER api;
CREATE FOREIGN TABLE t (a int OPTIONS (time_format 'epoch')) SERVER api;
CREATE DOMAIN moment AS timestamptz;
CREATE FOREIGN TABLE t (a moment OPTIONS (time_format 'epoch'), b date[] OPTIONS (time_format 'date'),
  c moment OPTIONS (response 'fetched_at')) SERVER api;
DROP FOREIGN TABLE t;
DROP DOMAIN moment;
-- a dump gives the columns their options behind the table
SET check_function_bodies = off;
CREATE FOREIGN TABLE t (id int) SERVER api OPTIONS (path '/t/{id}');
EXPLAIN (COSTS OFF) SELECT * FROM t;
ALTER FOREIGN TABLE t ALTER id OPTIONS (param 'id');
RESET check_function_bodies;
EXPLAIN (COSTS OFF) SELECT * FROM t WHERE id = 1;
-- other wrappers' tables are none of its business
CREATE FOREIGN DATA WRAPPER other;
CREATE SERVER elsewhere FOREIGN DATA WRAPPER other;
CREATE FOREIGN TABLE o (id int) SERVER elsewhere OPTIONS (path '/t/{id}');
ALTER FOREIGN TABLE o OPTIONS (SET path '/t/{no}');
DROP FOREIGN DATA WRAPPER other CASCADE;
SELECT api_fdw_check_tables();
DROP SERVER api CASCADE;
