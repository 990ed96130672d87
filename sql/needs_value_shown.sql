-- A column that shows what was sent, and nothing was: NULL where it is given out, a warning where the NULL counts.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FOREIGN TABLE sent (id int, g int OPTIONS (param 'g', param_only 'on')) SERVER api
  OPTIONS (path '/json', params '{"body": "[{\"id\":1},{\"id\":2}]"}');
CREATE FOREIGN TABLE lacking (id int, g int OPTIONS (param 'g'), h int OPTIONS (param 'h')) SERVER api
  OPTIONS (path '/json', params '{"body": "[{\"id\":1,\"h\":1},{\"id\":2,\"h\":null}]"}');
CREATE TABLE k (i int, g bigint);
-- given out
SELECT * FROM sent ORDER BY id;
SELECT id, g::text, g IS NULL AS unsent FROM sent ORDER BY id;
SELECT row_to_json(sent), count(sent) OVER () FROM sent ORDER BY id;
SELECT id, g FROM sent UNION ALL SELECT id, g FROM sent ORDER BY id;
INSERT INTO k SELECT id, g FROM sent RETURNING *;
UPDATE k SET g = sent.g FROM sent WHERE i = id RETURNING *;
-- computed with
SELECT max(g), count(g) FROM sent;
\set VERBOSITY terse
SELECT g, count(*) FROM sent GROUP BY g;
SELECT id FROM sent ORDER BY g, id;
SELECT DISTINCT g FROM sent;
SELECT DISTINCT ON (g) id, g FROM sent ORDER BY g, id;
SELECT id, row_number() OVER (PARTITION BY g ORDER BY id) FROM sent ORDER BY id;
SELECT 1 AS arm, id, coalesce(g, 0) FROM sent UNION ALL SELECT 2, id, g FROM sent ORDER BY arm, id;
SELECT id FROM sent EXCEPT SELECT g FROM sent ORDER BY id;
UPDATE k SET g = sent.g + 1 FROM sent WHERE i = id RETURNING *;
-- not where it is sent, nor where a record may have it
SELECT max(g), count(g) FROM sent WHERE g IN (1, 2);
SELECT max(g), count(*) FROM lacking;
-- a function's query: once a table and session
CREATE FUNCTION opaque() RETURNS TABLE (id int, g int) LANGUAGE plpgsql AS 'BEGIN RETURN QUERY SELECT s.id, s.g FROM sent s; END';
CREATE FUNCTION fenced() RETURNS TABLE (id int, g int) LANGUAGE sql SECURITY DEFINER AS 'SELECT s.id, s.g FROM sent s';
CREATE FUNCTION counted() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT count(*) FROM sent); END';
CREATE FUNCTION inlined() RETURNS TABLE (id int, g int) LANGUAGE sql STABLE AS 'SELECT s.id, s.g FROM sent s';
PREPARE p AS SELECT * FROM sent ORDER BY id;
EXECUTE p;
EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) EXECUTE p \g |grep -c WARNING
BEGIN; DECLARE c CURSOR FOR SELECT * FROM sent; FETCH c; COMMIT;
SELECT counted();
SELECT * FROM inlined() WHERE g = 2 ORDER BY id;
\set VERBOSITY default
SELECT * FROM opaque() WHERE g = 2;
\c
SET client_min_messages = warning;
SELECT count(*) FROM fenced() WHERE g = 2;
SELECT * FROM opaque() WHERE g = 2;
DROP FUNCTION opaque, fenced, counted, inlined;
DROP TABLE k;
DROP SERVER api CASCADE;
