-- Values that make no difference: an API that does not know the parameter gives all its rows for each of them.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FOREIGN TABLE sent (id int, g int OPTIONS (param 'g', param_only 'on'), h int OPTIONS (param 'h', param_only 'on')) SERVER api
  OPTIONS (path '/json', params '{"body": "[{\"id\":1},{\"id\":2}]"}');
CREATE FOREIGN TABLE kept (id int, g int OPTIONS (param 'g'), h int OPTIONS (param 'h', param_only 'on')) SERVER api
  OPTIONS (path '/json', params '{"body": "[{\"id\":1,\"g\":1},{\"id\":2,\"g\":2}]"}');
CREATE FOREIGN TABLE one (id int, g int OPTIONS (param 'g', param_only 'on')) SERVER api OPTIONS (path '/json', params '{"body": "[{\"id\":1}]"}');
CREATE FOREIGN TABLE echo (target text, g int OPTIONS (param 'g', param_only 'on')) SERVER api OPTIONS (path '/echo');
CREATE FOREIGN TABLE looped (id int, g int OPTIONS (param 'g', param_only 'on')) SERVER api
  OPTIONS (path '/json', params '{"body": "[{\"id\":1},{\"id\":2}]"}', batch_join 'off');
CREATE FOREIGN TABLE found (id int, u int OPTIONS (param 'user_id', param_only 'on')) SERVER api OPTIONS (path '/search');
CREATE TABLE k (i int);
INSERT INTO k VALUES (1), (2), (2);
ANALYZE k;
-- nobody can tell: one value, one record, other records
SELECT count(*) FROM sent WHERE g = 1;
SELECT count(*) FROM one WHERE g IN (1, 2, 3);
SELECT count(*) FROM echo WHERE g IN (1, 2, 3);
SELECT u, count(*) FROM found WHERE u IN (1, 2) GROUP BY u ORDER BY u;
-- other values of a column that records have are dropped
SELECT id, g, h FROM kept WHERE h = 1 AND g IN (1, 2) ORDER BY 1;
-- once a table and session
SELECT count(*) FROM sent WHERE g IN (1, 2) AND h = 7;
SELECT count(*) FROM sent WHERE g IN (1, 2, 3);
-- a join by loops: the same value again is no other
SELECT count(*) FROM k JOIN looped ON g = i WHERE i = 2;
SELECT count(*) FROM k JOIN looped ON g = i;
\c
SET client_min_messages = warning;
SELECT count(*) FROM k JOIN sent ON g = i;
DROP TABLE k;
DROP SERVER api CASCADE;
