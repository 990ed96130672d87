-- A table may lower its server's max_concurrency, never raise it.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE USER MAPPING FOR CURRENT_USER SERVER api;
CREATE FOREIGN TABLE many (id int OPTIONS (param 'id')) SERVER api OPTIONS (path '/posts/{id}', max_concurrency '21');
CREATE FOREIGN TABLE many (id int OPTIONS (param 'id')) SERVER api OPTIONS (path '/posts/{id}', max_concurrency '3');
ALTER FOREIGN TABLE many OPTIONS (SET max_concurrency '1000');
ALTER SERVER api OPTIONS (ADD max_concurrency '4');
ALTER FOREIGN TABLE many OPTIONS (SET max_concurrency '5');
ALTER FOREIGN TABLE many OPTIONS (SET max_concurrency '4');
EXPLAIN (VERBOSE, COSTS OFF) SELECT * FROM many WHERE id = 1 \g |grep Concurrency
-- a server that is lowered lowers its tables
ALTER SERVER api OPTIONS (SET max_concurrency '2');
EXPLAIN (VERBOSE, COSTS OFF) SELECT * FROM many WHERE id = 1 \g |grep Concurrency
SELECT count(*) FROM many WHERE id BETWEEN 1 AND 10;
-- connections of a backend: the superuser's
SHOW api_fdw.max_connections;
SET api_fdw.max_connections = -1;
SET api_fdw.max_connections = 'many';
CREATE ROLE limits_plain;
SET ROLE limits_plain;
SET api_fdw.max_connections = 5;
RESET ROLE;
DROP ROLE limits_plain;
SET api_fdw.max_connections = 1;
SELECT count(*) FROM many WHERE id BETWEEN 1 AND 10;
SELECT connections FROM api_fdw_resources() WHERE server IS NULL;
RESET api_fdw.max_connections;
DROP SERVER api CASCADE;
