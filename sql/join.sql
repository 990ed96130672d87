-- Joins gather keys and ask for each once, concurrently; rows come in the outer side's order.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', max_retries '0');
CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id', json_path '$.id'), title text)
  SERVER api OPTIONS (path '/posts/{id}', rows '1');
CREATE FOREIGN TABLE echo (a int OPTIONS (param 'a', param_only 'true'),
  b text OPTIONS (param 'b', param_only 'true'), target text)
  SERVER api OPTIONS (path '/echo', rows '1');
CREATE FOREIGN TABLE found (id int, user_id int OPTIONS (param 'user_id'), is_open boolean)
  SERVER api OPTIONS (path '/search', rows '2');
CREATE FOREIGN TABLE all_of_them (id int OPTIONS (param 'id'), title text)
  SERVER api OPTIONS (path '/ignores_filter', rows '1');
CREATE FOREIGN TABLE failing (code int OPTIONS (param 'code'), message text OPTIONS (json_path '$.error'))
  SERVER api OPTIONS (path '/status/{code}', rows '1');
CREATE FOREIGN TABLE forgiving (code int OPTIONS (param 'code'), message text OPTIONS (json_path '$.error'))
  SERVER api OPTIONS (path '/status/{code}', rows '1', ignore_statuses '404');
CREATE TABLE local (n int, k int, t text, big bigint);
INSERT INTO local VALUES (1, 3, 'x', 7), (2, 4, 'y', 8), (3, 3, 'x', 3000000000), (4, NULL, NULL, NULL),
  (5, 3, 'x', 7), (5, 3, 'x', 7);
ANALYZE local;
-- clauses are written in an order that versions do not agree on
CREATE FUNCTION plan(query text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  line text;
BEGIN
  FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
    IF line !~ 'Cond:|Filter:|Cache|Disabled' THEN RETURN NEXT line; END IF;
  END LOOP;
END $$;
\pset format unaligned
\pset tuples_only on
\! saw reset
SELECT plan($$SELECT n, posts.id FROM local JOIN posts ON posts.id = local.k$$);
SELECT n, posts.id FROM local JOIN posts ON posts.id = local.k;
\! saw requests
\! saw reset
SELECT n, posts.id FROM local LEFT JOIN posts ON posts.id = local.k;
SELECT n, posts.id FROM local LEFT JOIN posts ON posts.id = local.k AND n > 1 AND title <> 'epsilon 4'
  WHERE posts.id IS NULL OR n = 3;
SELECT plan($$SELECT n FROM local WHERE EXISTS (SELECT FROM posts WHERE id = k)$$);
SELECT n FROM local WHERE EXISTS (SELECT FROM posts WHERE id = k);
SELECT n FROM local WHERE k IN (SELECT id FROM posts WHERE title LIKE 'delta%');
SELECT plan($$SELECT n FROM local WHERE NOT EXISTS (SELECT FROM posts WHERE id = k AND n > 2)$$);
SELECT n FROM local WHERE NOT EXISTS (SELECT FROM posts WHERE id = k AND n > 2);
\! saw count
-- the rows of a set, each once
\! saw reset
SELECT plan($$SELECT id FROM posts WHERE id IN (SELECT k FROM local)$$);
SELECT id FROM posts WHERE id IN (SELECT k FROM local) ORDER BY id;
SELECT id FROM posts WHERE EXISTS (SELECT FROM local WHERE k + 1 = id) ORDER BY id;
SELECT target FROM echo WHERE (a, b) IN (SELECT k, t FROM local) ORDER BY target;
SELECT n, id FROM posts JOIN local ON n = id WHERE id IN (SELECT k FROM local) ORDER BY n;
\! saw requests
CREATE FOREIGN TABLE two (a int OPTIONS (param 'a'), b int OPTIONS (param 'b')) SERVER api
  OPTIONS (path '/echo/{a}/{b}', rows '1');
CREATE TABLE pairs AS SELECT g AS a, g AS b FROM generate_series(1, 20000) g;
ANALYZE pairs;
EXPLAIN SELECT q.id FROM two JOIN posts q ON q.id = a WHERE (a, b) IN (SELECT a, b FROM pairs)
\g |grep -c 'API Batch Join'
DROP TABLE pairs;
-- several rows for a key; several keys; expressions; what no int can be; a list beside the key
\! saw reset
SET enable_hashjoin = off;
SET enable_mergejoin = off;
SELECT n, id, is_open FROM local JOIN found ON user_id = k WHERE n IN (1, 4, 5);
RESET enable_hashjoin;
RESET enable_mergejoin;
SELECT n, target FROM local JOIN echo ON a = k AND b = t;
SELECT n, posts.id FROM local JOIN posts ON posts.id = k * 10 + n;
SELECT n, posts.id FROM local JOIN posts ON posts.id = big;
SELECT n, target FROM local JOIN echo ON a = k AND b IN ('p', 'q') WHERE n < 3 ORDER BY n, target;
\! saw requests
-- several tables
\! saw reset
SELECT plan($$SELECT n, p.id, q.id FROM local JOIN posts p ON p.id = k JOIN posts q ON q.id = p.id + 1$$);
SELECT n, p.id, q.id FROM local JOIN posts p ON p.id = k JOIN posts q ON q.id = p.id + 1;
SELECT n, p.id, q.id FROM local LEFT JOIN posts p ON p.id = k LEFT JOIN posts q ON q.id = p.id + 1 ORDER BY 1;
\! saw reset
SELECT count(*), count(DISTINCT p.id) FROM (SELECT * FROM local ORDER BY n) l JOIN posts p ON p.id = l.k;
\! saw requests
-- many rows, few keys
\! saw reset
SELECT count(*), sum(p.id) FROM generate_series(1, 6000) g JOIN posts p ON p.id = g % 50;
\! saw count
-- an API that ignores the filter; a failure where its row is reached, and not before
SELECT n, title FROM local JOIN all_of_them a ON a.id = k;
SELECT code FROM unnest('{200,201,404,500}'::int[]) c JOIN failing ON code = c LIMIT 2;
SELECT code FROM unnest('{200,201,404,500}'::int[]) c JOIN failing ON code = c;
SET client_min_messages = error;
SELECT c, code FROM unnest('{200,404,201}'::int[]) c LEFT JOIN forgiving ON code = c;
SELECT c FROM unnest('{404,200}'::int[]) c WHERE NOT EXISTS (SELECT FROM forgiving WHERE code = c);
SELECT c FROM unnest('{404,500}'::int[]) c WHERE NOT EXISTS (SELECT FROM forgiving WHERE code = c);
ALTER FOREIGN TABLE forgiving OPTIONS (DROP ignore_statuses, ADD on_http_error 'ignore');
SELECT c FROM unnest('{404,200}'::int[]) c WHERE NOT EXISTS (SELECT FROM forgiving WHERE code = c);
-- nor does a record that does not fit make a row, nor a partition that fails
CREATE FOREIGN TABLE unfit (id int OPTIONS (param 'id', json_path '$.id'), n int OPTIONS (json_path '$.title'))
  SERVER api OPTIONS (path '/posts/{id}', rows '1', on_error 'ignore');
SELECT local.n FROM local WHERE EXISTS (SELECT FROM unfit WHERE id = k AND unfit.n > 0);
SELECT local.n FROM local WHERE k IS DISTINCT FROM 4 AND NOT EXISTS (SELECT FROM unfit WHERE id = k AND unfit.n > 0);
CREATE TABLE states (code int, message text) PARTITION BY RANGE (code);
ALTER TABLE states ATTACH PARTITION forgiving FOR VALUES FROM (0) TO (999);
SELECT c FROM unnest('{200,404}'::int[]) c WHERE EXISTS (SELECT FROM states WHERE code = c);
SELECT c FROM unnest('{200,404}'::int[]) c WHERE NOT EXISTS (SELECT FROM states WHERE code = c);
SET client_min_messages = warning;
-- a key of a megabyte; one that cannot be sent
SELECT length(target) FROM (SELECT repeat('k', 1000000) AS k) s JOIN echo ON b = k AND a = 1;
CREATE FOREIGN TABLE named (name text OPTIONS (param 'name'), target text) SERVER api OPTIONS (path '/echo/{name}');
SELECT name FROM unnest('{x,y,""}'::text[]) k JOIN named ON name = k LIMIT 2;
SELECT name FROM unnest('{x,y,""}'::text[]) k JOIN named ON name = k;
-- off, for all and for a table
SET api_fdw.enable_batch_join = off;
SELECT plan($$SELECT n, posts.id FROM local JOIN posts ON posts.id = local.k$$);
RESET api_fdw.enable_batch_join;
ALTER FOREIGN TABLE posts OPTIONS (ADD batch_join 'off');
SELECT plan($$SELECT n, posts.id FROM local JOIN posts ON posts.id = local.k$$);
ALTER FOREIGN TABLE posts OPTIONS (DROP batch_join);
SET api_fdw.join_batch_size = 1;
SELECT n, posts.id FROM local JOIN posts ON posts.id = local.k;
SET api_fdw.join_batch_size = 0;
DROP FUNCTION plan;
DROP TABLE local;
DROP SERVER api CASCADE;
