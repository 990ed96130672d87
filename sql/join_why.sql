-- Where a loop is not batched, EXPLAIN VERBOSE says why; and what acts when it is read is found where it hides.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', max_retries '0');
CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id', json_path '$.id'), title text)
  SERVER api OPTIONS (path '/posts/{id}', rows '1');
CREATE FOREIGN TABLE once (id int OPTIONS (param 'id', json_path '$.id'), title text)
  SERVER api OPTIONS (path '/posts/{id}', rows '1', unique_key 'id');
CREATE TABLE local (n int, k int, t text);
INSERT INTO local SELECT g, g % 7, 'x' FROM generate_series(1, 50) g;
ANALYZE local;
CREATE FUNCTION nested(plan json) RETURNS SETOF json LANGUAGE sql AS $$
  WITH RECURSIVE nodes AS (SELECT plan AS node UNION ALL
    SELECT json_array_elements(node->'Plans') FROM nodes WHERE node->'Plans' IS NOT NULL)
  SELECT node FROM nodes $$;
-- the reasons of all scans of posts and once; "batched" of one that has none
CREATE FUNCTION why(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  plan json;
BEGIN
  EXECUTE 'EXPLAIN (VERBOSE, FORMAT JSON) ' || query INTO plan;
  RETURN (SELECT string_agg(DISTINCT coalesce(node->>'Batch', CASE WHEN node->>'Node Type' = 'Custom Scan' THEN 'batched' ELSE 'a scan' END), '; ')
    FROM nested(plan->0->'Plan') node WHERE node->>'Node Type' IN ('Foreign Scan', 'Custom Scan'));
END $$;
SET enable_hashjoin = off;
SET enable_mergejoin = off;
\pset format unaligned
\pset tuples_only on
-- nothing is said of what is batched, nor of what no loop asks
SELECT why('SELECT n, id FROM local JOIN posts ON id = k');
SELECT why('SELECT n, id FROM local JOIN posts ON id = k OR id = n');
SELECT why('SELECT n FROM local WHERE EXISTS (SELECT FROM posts WHERE id IN (k, n))');
SELECT why('SELECT n FROM local WHERE NOT EXISTS (SELECT FROM posts WHERE id = k OR id = n)');
SELECT why('SELECT n FROM local WHERE (k, n) IN (SELECT id, id FROM posts)');
SELECT why('SELECT id FROM posts WHERE id = 3');
SELECT why('SELECT id FROM posts WHERE id = (SELECT max(k) FROM local)');
SELECT why('SELECT n, (SELECT title FROM posts WHERE id = (SELECT max(k) FROM local)) FROM local');
-- each reason
SET api_fdw.enable_batch_join = off;
SELECT why('SELECT n, id FROM local JOIN posts ON id = k');
RESET api_fdw.enable_batch_join;
ALTER FOREIGN TABLE posts OPTIONS (ADD batch_join 'off');
SELECT why('SELECT n, id FROM local JOIN posts ON id = k');
ALTER FOREIGN TABLE posts OPTIONS (DROP batch_join);
SELECT why('SELECT n, id FROM local JOIN once ON id = k');
SELECT why('SELECT n, p.id, q.id FROM local JOIN once p ON p.id = k JOIN once q ON q.id = n');
SELECT why('SELECT n, p.id, q.id FROM local JOIN once p ON p.id = n JOIN once q ON q.id = k');
SELECT why('SELECT n, id FROM local JOIN posts ON id = k FOR UPDATE OF local');
SELECT why('UPDATE local SET t = title FROM posts WHERE id = k');
SELECT why('SELECT n, z FROM local LEFT JOIN (SELECT id, coalesce(title, ''zz'') AS z FROM posts) p ON id = k');
SELECT why('SELECT n, posts FROM local JOIN posts ON id = k');
SELECT why('SELECT n, posts.tableoid FROM local JOIN posts ON id = k');
SELECT why('SELECT n, id FROM local JOIN posts ON id = k AND id + n > random()');
SELECT why('SELECT n, id FROM local LEFT JOIN posts ON id = k AND current_setting(''work_mem'') <> ''''');
SELECT why('SELECT n, id FROM (SELECT n, k, random() FROM local OFFSET 0) l JOIN posts ON id = k');
SELECT why('SELECT n, p.id FROM local l, LATERAL (SELECT id FROM posts WHERE id = l.k OFFSET 0) p');
SELECT why('SELECT n, (SELECT title FROM posts WHERE id = k) FROM local');
SELECT why('SELECT n, (SELECT title FROM once WHERE id = k) FROM local');
SELECT why('SELECT n, CASE WHEN n > 3 THEN (SELECT title FROM posts WHERE id = k) END FROM local');
SELECT why('SELECT n, EXISTS (SELECT FROM posts WHERE id = k) FROM local');
SELECT why('SELECT n, (SELECT title FROM posts WHERE id = k LIMIT 1) FROM local');
SELECT why('SELECT n, (SELECT title FROM posts WHERE id = k AND title > (SELECT min(i.t) FROM local i WHERE i.n < o.n)) FROM local o');
SELECT why('SELECT (SELECT title FROM posts WHERE id = k) FROM (SELECT k, random() FROM local OFFSET 0) s');
SELECT why('SELECT n FROM local WHERE (SELECT title FROM posts WHERE id = k) > ''b''');
SELECT why('INSERT INTO local VALUES (1) RETURNING (SELECT title FROM posts WHERE id = k)');
SELECT why('SELECT n FROM local WHERE n = 1 OR EXISTS (SELECT FROM posts WHERE id = k)');
SELECT why('SELECT n, p.id FROM local JOIN (SELECT id FROM posts UNION ALL SELECT id FROM posts) p ON id = k');
SET cpu_tuple_cost = 10000;
SELECT why('SELECT n, (SELECT title FROM posts WHERE id = k) FROM local');
SELECT why('SELECT n, id FROM local JOIN posts ON id = k');
RESET cpu_tuple_cost;
-- in text a line of the scan, and only of VERBOSE
EXPLAIN (VERBOSE, COSTS OFF) SELECT n, id FROM local JOIN once ON id = k
\g |grep 'Batch:' | sed 's/^ *//'
EXPLAIN (COSTS OFF) SELECT n, id FROM local JOIN once ON id = k
\g |grep -c 'Batch:'
-- of several loops the one that the scan is in
SELECT why('SELECT l.n, id FROM local l JOIN (SELECT n, k, random() FROM local OFFSET 0) r ON r.n = l.n JOIN posts ON id = r.k');
SELECT why('SELECT l.n, p.id, o.id FROM local l JOIN posts p ON p.id = k JOIN once o ON o.id = p.id + 1');
-- what acts: in the plan of a sub-select, in a CTE that a CTE reads, in a query within another
CREATE FUNCTION twice(int) RETURNS SETOF int LANGUAGE plpgsql STABLE ROWS 2 AS 'BEGIN RETURN NEXT $1; RETURN NEXT $1; END';
SELECT why('SELECT g, id FROM generate_series(1, 50) g, LATERAL twice(g) v JOIN posts ON id = v');
SELECT why('SELECT g, id FROM generate_series(1, 50) g, LATERAL twice((SELECT (random() * g)::int)) v JOIN posts ON id = v');
SELECT why('SELECT g, id FROM generate_series(1, 50) g, LATERAL twice((SELECT max(n) FROM local WHERE n < g)) v JOIN posts ON id = v');
SELECT why('WITH a AS MATERIALIZED (SELECT k, random() AS r FROM local), b AS MATERIALIZED (SELECT k FROM a)
  SELECT k, id FROM b JOIN posts ON id = k');
SELECT why('WITH a AS MATERIALIZED (SELECT k, random() AS r FROM local), b AS MATERIALIZED (SELECT k FROM local)
  SELECT k, id FROM b JOIN posts ON id = k');
SELECT why('WITH a AS MATERIALIZED (SELECT k, random() AS r FROM local)
  SELECT k, id FROM (SELECT k FROM (SELECT k FROM a OFFSET 0) s OFFSET 0) t JOIN posts ON id = k');
SELECT why('WITH RECURSIVE a AS (SELECT 1 AS k UNION ALL SELECT k + 1 FROM a WHERE k < 5) SELECT k, id FROM a JOIN posts ON id = k');
SELECT why('SELECT k, id FROM (SELECT k FROM (SELECT k FROM local FOR UPDATE) s OFFSET 0) t JOIN posts ON id = k');
SELECT why('SELECT k, id FROM (SELECT k FROM (SELECT k FROM local) s OFFSET 0) t JOIN posts ON id = k');
DROP FUNCTION why, nested, twice;
DROP TABLE local;
DROP SERVER api CASCADE;
