-- Loops whose inner side is core's, for rows are written or locked: the outer side reads ahead, and each key is asked for once.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', max_retries '0');
CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id', json_path '$.id'), title text, score float8)
  SERVER api OPTIONS (path '/posts/{id}', rows '1');
CREATE TABLE orders (n int, k int, t text);
INSERT INTO orders SELECT g, nullif(g % 6, 4), 'old' FROM generate_series(1, 20) g;
ANALYZE orders;
-- what a loop gives, which asks for each row's key, or what memory keeps of them
CREATE FUNCTION compared(query text) RETURNS TABLE (same boolean, ahead boolean) LANGUAGE plpgsql AS $$
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
      SELECT string_agg(o::text, ' ' ORDER BY n) INTO one FROM orders o;
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
EXPLAIN (COSTS OFF) UPDATE orders SET t = title FROM posts WHERE id = k
\g |grep -v -E 'Filter|Connections|Max'
BEGIN;
\! saw reset
UPDATE orders SET t = title FROM posts WHERE id = k;
\! saw requests
SELECT * FROM orders ORDER BY n;
ROLLBACK;
BEGIN;
\! saw reset
DELETE FROM orders USING posts WHERE id = k AND score > 2 RETURNING n, posts.id;
\! saw requests
ROLLBACK;
-- locked rows
EXPLAIN (COSTS OFF) SELECT n, title FROM orders JOIN posts ON id = k FOR UPDATE OF orders
\g |grep -v -E 'Filter|Connections|Max'
\! saw reset
SELECT n, title FROM orders JOIN posts ON id = k WHERE n < 9 ORDER BY n FOR UPDATE OF orders;
\! saw requests
SELECT n, posts FROM orders LEFT JOIN posts ON id = k AND score > 2 WHERE n < 7 ORDER BY n FOR SHARE OF orders;
-- each form as a loop has it
SELECT * FROM compared('UPDATE orders SET t = title FROM posts WHERE id = k');
SELECT * FROM compared('UPDATE orders o SET t = title FROM orders p JOIN posts ON id = p.k WHERE p.n = o.n + 1');
SELECT * FROM compared('UPDATE orders SET t = (posts).title FROM posts WHERE id = k + 1 AND n % 2 = 0');
SELECT * FROM compared('UPDATE orders o SET t = x.title FROM (SELECT k, title FROM orders LEFT JOIN posts ON id = k AND score > 2) x WHERE x.k = o.k');
SELECT * FROM compared('DELETE FROM orders USING posts WHERE id = k AND score > 2');
SELECT * FROM compared('DELETE FROM orders WHERE EXISTS (SELECT FROM posts WHERE id = k AND score > 2)');
SELECT * FROM compared('DELETE FROM orders WHERE NOT EXISTS (SELECT FROM posts WHERE id = k AND score > 2)');
-- 17 makes a join of this one
SELECT same FROM compared('UPDATE orders SET t = ''x'' WHERE k IN (SELECT id FROM posts WHERE id = orders.n - 1)');
SELECT * FROM compared('WITH d AS (DELETE FROM orders WHERE n > 10 RETURNING k) UPDATE orders SET t = title FROM d JOIN posts ON id = d.k WHERE n = d.k');
SELECT * FROM compared('UPDATE orders SET t = v FROM posts, LATERAL (SELECT title || random()::text AS v OFFSET 0) r WHERE id = k AND v IS NULL');
SELECT * FROM compared('INSERT INTO orders SELECT n + 100, id, posts::text FROM orders JOIN posts ON id = k');
-- the outer side of an update of parts stays with core
CREATE TABLE parted (n int, k int, t text) PARTITION BY LIST (k);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES IN (1, 2);
CREATE TABLE parted_2 PARTITION OF parted DEFAULT;
INSERT INTO parted SELECT * FROM orders;
UPDATE parted SET t = title FROM posts WHERE id = k AND n < 8 RETURNING n, parted.t;
EXPLAIN (VERBOSE, COSTS OFF) UPDATE parted SET t = title FROM posts WHERE id = k AND n < 8
\g |grep -c 'Look-Ahead'
-- a clause that must run as often as a loop does keeps it
CREATE SEQUENCE counter;
EXPLAIN (COSTS OFF) UPDATE orders SET t = title FROM (SELECT k AS x, nextval('counter') AS c FROM orders OFFSET 0) o, posts WHERE id = c % 5 AND n = x
\g |grep -c 'Look-Ahead'
-- keys in lists
CREATE FOREIGN TABLE listed (id int OPTIONS (param 'ids', param_in 'comma', json_path '$.id'), title text)
  SERVER api OPTIONS (path '/search', pagination 'none', rows '1');
BEGIN;
\! saw reset
UPDATE orders SET t = title FROM listed WHERE id = k;
\! saw count
ROLLBACK;
-- an error comes with its row, as in a loop
CREATE FOREIGN TABLE failing (id int OPTIONS (param 'id'), error text) SERVER api OPTIONS (path '/status/{id}');
UPDATE orders SET t = error FROM failing WHERE id = CASE n WHEN 5 THEN 404 ELSE 200 END;
SELECT count(*) FROM orders WHERE t = 'old';
DROP FUNCTION compared;
DROP TABLE orders, parted;
DROP SEQUENCE counter;
DROP SERVER api CASCADE;
