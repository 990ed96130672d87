-- Values from other tables: a scan for each row of theirs, where nothing better is known.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id', json_path '$.id'), title text)
  SERVER api OPTIONS (path '/posts/{id}', rows '1');
CREATE FOREIGN TABLE echo (a int OPTIONS (param 'a', param_only 'true'),
  b text OPTIONS (param 'b', param_only 'true'), target text)
  SERVER api OPTIONS (path '/echo', rows '1');
CREATE FOREIGN TABLE both_needed (a int OPTIONS (param 'a'), b text OPTIONS (param 'b'), target text)
  SERVER api OPTIONS (path '/echo/{a}/{b}', rows '1');
CREATE TABLE local (n int, k int, t text, big bigint);
INSERT INTO local VALUES (1, 3, 'x', 7), (2, 4, 'y', 8), (3, 3, 'x', 3000000000), (4, NULL, NULL, NULL);
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
SET enable_memoize = off;
SET api_fdw.enable_batch_join = off;
-- the one way to read a table that needs a value
SELECT plan($$SELECT * FROM local JOIN posts ON posts.id = local.k$$);
\! saw reset
SELECT n, posts.id FROM local JOIN posts ON posts.id = local.k ORDER BY n;
\! saw requests
\! saw reset
SELECT n, posts.id FROM local LEFT JOIN posts ON posts.id = local.k ORDER BY n;
SELECT n FROM local WHERE EXISTS (SELECT FROM posts WHERE id = k) ORDER BY n;
SELECT n FROM local WHERE NOT EXISTS (SELECT FROM posts WHERE id = k) ORDER BY n;
SELECT n, (SELECT title <> '' FROM posts WHERE id = k) FROM local ORDER BY n;
SELECT n, p.id FROM local, LATERAL (SELECT * FROM posts WHERE id IN (k, n)) p ORDER BY 1, 2;
\! saw count
-- expressions, casts, other integers, a value that no int can be
\! saw reset
SELECT n, posts.id FROM local JOIN posts ON posts.id = local.k + 1 ORDER BY n;
SELECT n, posts.id FROM local JOIN posts ON posts.id = local.big ORDER BY n;
SELECT n, posts.id FROM local JOIN posts ON posts.id = (local.n || '0')::int ORDER BY n;
\! saw requests
-- an equivalence that is implied; a constant that takes the place of the join
SELECT plan($$SELECT * FROM local a JOIN local b ON a.n = b.k JOIN posts ON posts.id = b.k$$);
SELECT plan($$SELECT * FROM local JOIN posts ON posts.id = local.k WHERE local.k = 3$$);
-- several parameters, of one table and of two
\! saw reset
SELECT target FROM local JOIN both_needed e ON e.a = k AND e.b = t ORDER BY n;
SELECT DISTINCT e.target FROM local x JOIN local y ON x.n = y.n JOIN both_needed e ON e.a = x.k AND e.b = y.t
  ORDER BY 1;
\! saw requests
-- an optional one that shows what was sent: without a value it would be NULL
\! saw reset
SELECT plan($$SELECT target FROM local JOIN echo ON echo.a = k WHERE echo.b = 'z'$$);
SELECT n, target FROM local JOIN echo ON echo.a = k WHERE echo.b = 'z' ORDER BY n;
\! saw count
-- what cannot be sent is no parameter: an inequality, a volatile value; numeric has integers
SELECT plan($$SELECT * FROM local JOIN posts ON posts.id < local.k$$);
SELECT * FROM local JOIN posts ON posts.id::numeric = local.k::numeric;
SELECT * FROM local JOIN posts ON posts.id = local.k + (random() * 0)::int;
SELECT * FROM local FULL JOIN posts ON posts.id = local.k;
SELECT * FROM posts;
-- repeats are remembered where PostgreSQL thinks it worth its while
SET enable_memoize = on;
INSERT INTO local SELECT g, 5, 'x', 5 FROM generate_series(10, 60) g;
ANALYZE local;
SELECT plan($$SELECT count(*) FROM local JOIN posts ON posts.id = local.k$$);
\! saw reset
SELECT count(*) FROM local JOIN posts ON posts.id = local.k;
\! saw count
DROP FUNCTION plan;
DROP TABLE local;
DROP SERVER api CASCADE;
