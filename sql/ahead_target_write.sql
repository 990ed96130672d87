-- Sub-selects that hang on the row, where rows are written or locked: the rows are read ahead, and the rest is core's.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', max_retries '0');
CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id', json_path '$.id'), title text, score float8)
  SERVER api OPTIONS (path '/posts/{id}');
CREATE TABLE orders (n int, k int, t text, u text);
INSERT INTO orders SELECT g, nullif(g % 6, 4), 'old' FROM generate_series(1, 20) g;
CREATE TABLE parted (n int, k int, t text) PARTITION BY LIST (n);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES IN (1, 3, 5, 7, 9);
CREATE TABLE parted_2 (t text, k int, n int);
ALTER TABLE parted ATTACH PARTITION parted_2 DEFAULT;
INSERT INTO parted SELECT n, k, t FROM orders;
CREATE TABLE parent (n int, k int, t text);
CREATE TABLE child () INHERITS (parent);
INSERT INTO parent SELECT n, k, t FROM orders WHERE n < 4;
INSERT INTO child SELECT n, k, t FROM orders WHERE n > 3;
ANALYZE orders, parted, parent, child;
-- what a loop leaves in a table; are the keys known beforehand?
CREATE FUNCTION compared(target text, query text) RETURNS TABLE (ahead boolean, same boolean) LANGUAGE plpgsql AS $$
DECLARE
  plan json;
  got text[] := '{}';
  one text;
BEGIN
  EXECUTE 'EXPLAIN (FORMAT JSON) ' || query INTO plan;
  FOR i IN 1..2 LOOP
    BEGIN
      PERFORM set_config('api_fdw.enable_batch_join', CASE i WHEN 1 THEN 'on' ELSE 'off' END, true);
      EXECUTE query;
      EXECUTE format('SELECT string_agg(o::text, '' '' ORDER BY n, o::text) FROM %I o', target) INTO one;
      got := got || coalesce(one, 'none');
      RAISE EXCEPTION USING ERRCODE = 'UE000';
    EXCEPTION WHEN SQLSTATE 'UE000' THEN NULL;
    END;
  END LOOP;
  same := got[1] = got[2];
  ahead := plan::text LIKE '%API Look-Ahead%';
  RETURN NEXT;
END $$;
\pset format unaligned
\pset tuples_only on
EXPLAIN (COSTS OFF) UPDATE orders SET t = (SELECT title FROM posts WHERE id = k)
\g |grep -v -E 'Filter|Connections|Max|Estimated'
BEGIN;
\! saw reset
UPDATE orders SET t = (SELECT title FROM posts WHERE id = k);
\! saw requests
SELECT n, k, t FROM orders WHERE n < 6 ORDER BY n;
ROLLBACK;
SELECT * FROM compared('orders', 'UPDATE orders SET t = (SELECT title FROM posts WHERE id = k), k = k + 1');
SELECT * FROM compared('orders', 'UPDATE orders o SET t = (SELECT title FROM posts WHERE id = p.k) || o.n FROM orders p WHERE p.n = o.n + 1');
SELECT * FROM compared('orders', 'UPDATE orders SET (t, u) = (SELECT title, score FROM posts WHERE id = k)');
SELECT * FROM compared('orders', 'UPDATE orders SET (t, u) = (SELECT title, score FROM posts WHERE id = k), k = (SELECT id FROM posts WHERE id = n)');
SELECT * FROM compared('orders', 'INSERT INTO orders SELECT n + 100, k, (SELECT title FROM posts WHERE id = k) FROM orders');
SELECT * FROM compared('parted', 'UPDATE parted SET t = (SELECT title FROM posts WHERE id = k)');
SELECT * FROM compared('parted', 'UPDATE parted SET n = n + 1, t = (SELECT title FROM posts WHERE id = k) WHERE n < 8');
SELECT * FROM compared('parent', 'UPDATE parent SET t = (SELECT title FROM posts WHERE id = k)');
SELECT * FROM compared('orders', 'WITH u AS (UPDATE parent SET t = (SELECT title FROM posts WHERE id = k) RETURNING n, t) INSERT INTO orders (n, t) SELECT * FROM u');
-- what is computed of the row that was written loops
SELECT * FROM compared('orders', 'WITH u AS (UPDATE parent SET t = NULL RETURNING n, (SELECT title FROM posts WHERE id = k)) INSERT INTO orders (n, t) SELECT * FROM u');
SELECT * FROM compared('orders', 'INSERT INTO orders VALUES (50, 1, (SELECT title FROM posts WHERE id = 1)), (51, 2, NULL)');
-- locked rows; a LIMIT above locks
BEGIN;
\! saw reset
SELECT n, (SELECT title FROM posts WHERE id = n) FROM orders WHERE n < 4 ORDER BY n FOR UPDATE;
SELECT n, (SELECT title FROM posts WHERE id = n + 10) FROM orders LIMIT 2 FOR UPDATE;
\! saw requests
ROLLBACK;
CREATE TABLE made AS SELECT n, (SELECT title FROM posts WHERE id = n) AS t FROM orders WHERE n < 3;
SELECT * FROM made;
-- what acts when it is read is read as a loop does
CREATE SEQUENCE counter;
EXPLAIN (COSTS OFF) SELECT (SELECT title FROM posts WHERE id = c) FROM (SELECT nextval('counter')::int AS c FROM orders OFFSET 0) o
\g |grep -c 'Look-Ahead'
EXPLAIN (COSTS OFF) SELECT (SELECT title FROM posts WHERE id = k) FROM (SELECT * FROM orders FOR UPDATE) o
\g |grep -c 'Look-Ahead'
SELECT nextval('counter'), (SELECT title FROM posts WHERE id = n) FROM orders LIMIT 2;
SELECT currval('counter');
-- a condition that looks at what the statement has written, or that counts its rows, is evaluated in a loop's turn; random() may be anywhere
CREATE FUNCTION untouched(most int) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  RETURN (SELECT count(*) FROM orders WHERE t IS NOT NULL) < most;
END $$;
SELECT * FROM compared('orders', 'UPDATE orders SET t = (SELECT title FROM posts WHERE id = k) WHERE untouched(3)');
SELECT * FROM compared('orders', 'UPDATE orders SET t = title FROM posts WHERE id = k AND untouched(3)');
EXPLAIN (COSTS OFF) SELECT (SELECT title FROM posts WHERE id = k) FROM orders WHERE nextval('counter') > 0
\g |grep -c 'Look-Ahead'
EXPLAIN (COSTS OFF) SELECT k, (SELECT title FROM posts WHERE id = k) FROM orders GROUP BY k HAVING nextval('counter') > 0
\g |grep -c 'Look-Ahead'
EXPLAIN (COSTS OFF) SELECT id FROM orders JOIN posts ON id = k WHERE pg_try_advisory_xact_lock(n)
\g |grep -c 'Batched'
EXPLAIN (COSTS OFF) SELECT (SELECT title FROM posts WHERE id = k) FROM orders WHERE random() < 2 AND clock_timestamp() > '2000-01-01'
\g |grep -c 'Look-Ahead'
-- prepared: generic plans have other values at each run
PREPARE few(int, int) AS SELECT n, (SELECT title FROM posts WHERE id = n + $2) FROM orders ORDER BY n LIMIT $1;
SET plan_cache_mode = force_generic_plan;
\! saw reset
EXECUTE few(1, 0);
EXECUTE few(2, 5);
EXECUTE few(NULL, 30) \g |tail -1
EXECUTE few(0, 0);
\! saw count
DROP FUNCTION compared;
DROP FUNCTION untouched;
DROP TABLE orders, parted, parent, child, made;
DROP SEQUENCE counter;
DROP SERVER api CASCADE;
