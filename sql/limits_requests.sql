-- max_fanout bounds what a join asks for, api_fdw.max_requests what a statement sends.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', backoff_initial '1ms', backoff_max '2ms');
CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id'), title text) SERVER api OPTIONS (path '/posts/{id}', rows '1', max_fanout '10');
CREATE FOREIGN TABLE failing (code int OPTIONS (param 'code'), ok text) SERVER api OPTIONS (path '/status/{code}', on_http_error 'ignore', max_retries '3');
CREATE TABLE keys AS SELECT g % 10 + 1 AS k, g FROM generate_series(1, 40) g;
CREATE TABLE more AS SELECT g AS k FROM generate_series(1, 11) g;
ANALYZE keys, more;
-- distinct keys of a batched join
SELECT count(*) FROM keys JOIN posts ON id = k;
SELECT count(*) FROM more JOIN posts ON id = k;
SELECT count(*) FROM more LEFT JOIN posts ON id = k AND k < 3;
SELECT count(*) FROM (SELECT * FROM more LIMIT 3) m JOIN posts ON id = k;
SELECT count(*) FROM more JOIN posts ON id IN (k, k + 20) WHERE k < 6;
SELECT count(*) FROM more JOIN posts ON id IN (k, k + 20) WHERE k < 7;
-- what a loop asks for, however it comes to it
SET api_fdw.enable_batch_join = off;
SELECT count(*) FROM more JOIN posts ON id = k;
SELECT count(*) FROM more JOIN posts ON id = k WHERE k < 11;
SELECT (SELECT title FROM posts WHERE id = k) FROM more;
RESET api_fdw.enable_batch_join;
SELECT (SELECT max(title) FROM posts WHERE id IN (1, 2)) FROM more LIMIT 1;
-- the statement: which request is one too many depends on which came first
CREATE FUNCTION try(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  got text;
  hint text;
BEGIN
  EXECUTE query INTO got;
  RETURN got;
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
  RETURN regexp_replace(SQLERRM, '^GET .*: ', '') || ' (' || SQLSTATE || '). ' || hint;
END $$;
\pset format unaligned
\pset tuples_only on
SET api_fdw.max_requests = 5;
\! saw reset
SELECT try('SELECT count(*) FROM posts WHERE id BETWEEN 1 AND 6');
\! saw count
SELECT try('SELECT count(*) FROM posts WHERE id BETWEEN 1 AND 5');
SELECT try('SELECT count(*) FROM posts a, posts b WHERE a.id BETWEEN 1 AND 4 AND b.id BETWEEN 5 AND 8');
\! saw reset
SELECT try('SELECT count(*) FROM keys JOIN posts ON id = k');
\! saw count
SELECT try('SELECT count(*) FROM failing WHERE code IN (500, 503)');
\! saw reset
SELECT try('SELECT count(*) FROM posts WHERE id = ' || i) FROM generate_series(1, 6) i;
\! saw count
SELECT try('SELECT count(*) FROM posts WHERE id = 7');
-- what scans must send together is known before the first, where all must be read to their ends
CREATE FOREIGN TABLE others (id int OPTIONS (param 'id'), title text) SERVER api OPTIONS (path '/posts/{id}');
\set both 'SELECT id FROM posts WHERE id IN (1, 2, 3) UNION ALL SELECT id FROM others WHERE id BETWEEN 21 AND 23'
\! saw reset
:both;
SELECT count(*) FROM (:both) s WHERE id > 0;
EXPLAIN (COSTS OFF) :both \g |grep -c Scan
\! saw count
SELECT count(*) FROM (SELECT id FROM posts WHERE id IN (1, 2, 3) UNION ALL SELECT id FROM posts WHERE id BETWEEN 1 AND 3) s;
SELECT count(*) FROM posts a JOIN others b USING (id) WHERE a.id IN (1, 2) AND b.id IN (1, 2, 3);
SELECT try('SELECT max(id) FROM (SELECT id FROM posts WHERE id IN (1, 2) UNION ALL SELECT id FROM others WHERE id BETWEEN 21 AND 23) s');
SELECT try('SELECT count(*) FROM (SELECT id FROM posts WHERE id IN (1, 2, 3) UNION ALL SELECT id FROM others WHERE id BETWEEN 21 AND 23) s');
SET api_fdw.max_requests = 0;
RESET api_fdw.max_requests;
-- what a cursor asks ahead while another statement waits is not that statement's; what a FETCH asks for is its own
CREATE FOREIGN TABLE ahead (id int OPTIONS (param 'id')) SERVER api OPTIONS (path '/posts/{id}', params '{"delay": "20"}', max_concurrency '4');
BEGIN;
DECLARE c CURSOR FOR SELECT id FROM ahead WHERE id BETWEEN 1 AND 40;
FETCH 1 FROM c \g /dev/null
SET LOCAL api_fdw.max_requests = 6;
SELECT count(*) FROM ahead WHERE id BETWEEN 51 AND 56;
RESET api_fdw.max_requests;
SELECT count(*) FROM ahead WHERE id BETWEEN 61 AND 80;
SET LOCAL api_fdw.max_requests = 6;
DO $$ BEGIN
  EXECUTE 'MOVE ALL FROM c';
EXCEPTION WHEN OTHERS THEN RAISE WARNING '%', regexp_replace(sqlerrm, '[0-9]+', 'N');
END $$;
ROLLBACK;
DROP FUNCTION try;
DROP TABLE keys, more;
DROP SERVER api CASCADE;
