-- Where reading ahead of a loop could go wrong: what outer joins make null, what is computed on the outer side, policies, parallel
-- workers, joins part by part, keys that are equal and look different, tables that take no part, reading again.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', max_retries '0');
CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id', json_path '$.id'), user_id int, title text) SERVER api OPTIONS (path '/posts/{id}');
CREATE FOREIGN TABLE found (id int OPTIONS (param 'id', json_path '$.id'), user_id int, title text) SERVER api
  OPTIONS (path '/search', pagination 'none');
CREATE VIEW arms AS SELECT * FROM posts UNION ALL SELECT id, user_id, 'b ' || title FROM found;
CREATE TABLE orders (n int, k int);
INSERT INTO orders SELECT g, nullif(g % 6, 4) FROM generate_series(1, 20) g;
ANALYZE orders;
-- are the rows those of the loop, which is core's?
CREATE FUNCTION try(query text) RETURNS TABLE (ahead boolean, same boolean, got text) LANGUAGE plpgsql AS $$
DECLARE
  plan json;
  looped text;
BEGIN
  EXECUTE 'EXPLAIN (FORMAT JSON) ' || query INTO plan;
  ahead := plan::text LIKE '%API Look-Ahead%';
  EXECUTE 'SELECT md5(string_agg(s::text, '' '' ORDER BY s::text)) || '' '' || count(*) FROM (' || query || ') AS s' INTO got;
  PERFORM set_config('api_fdw.enable_batch_join', 'off', true);
  EXECUTE 'SELECT md5(string_agg(s::text, '' '' ORDER BY s::text)) || '' '' || count(*) FROM (' || query || ') AS s' INTO looped;
  PERFORM set_config('api_fdw.enable_batch_join', 'on', true);
  same := got IS NOT DISTINCT FROM looped;
  got := split_part(got, ' ', 2);
  RETURN NEXT;
END $$;
SET enable_hashjoin = off;
SET enable_mergejoin = off;
SET enable_memoize = off;
-- plans are those of the rules, whatever earlier answers took
SET api_fdw.learn = off;
\pset format unaligned
\pset tuples_only on
-- columns of the inner side that an outer join makes null, in conditions below and above it and in the target list
SELECT * FROM try('SELECT n, id, title FROM orders LEFT JOIN arms ON id = k AND user_id + n > 4 WHERE title IS DISTINCT FROM ''b beta 2''');
SELECT * FROM try('SELECT n, a.id, b.title FROM orders LEFT JOIN arms a ON a.id = k AND n > 3 LEFT JOIN arms b ON b.id = a.user_id');
-- what the outer side computes below an outer join, as a key and beside it
SELECT * FROM try('SELECT o.n, z, id FROM orders o LEFT JOIN (SELECT n, coalesce(k, 2) AS z FROM orders WHERE n > 5) p ON p.n = o.n + 3 LEFT JOIN arms ON id = z');
SELECT * FROM try('SELECT o.n, z, id FROM orders o LEFT JOIN (SELECT n, 3 AS z FROM orders WHERE n > 5) p ON p.n = o.n JOIN arms ON id = coalesce(z, k)');
-- an outer side that hangs on another relation
SELECT * FROM try('SELECT o.n, g, id FROM orders o, LATERAL (SELECT g FROM generate_series(1, o.k) g OFFSET 0) s JOIN arms ON id = g');
SELECT same, got FROM try('SELECT o.n, x.* FROM orders o, LATERAL (SELECT p.n AS m, id FROM orders p JOIN arms ON id = p.k WHERE p.n = o.n + 1 OFFSET 0) x');
-- read again when some rows are left that were read ahead
SELECT * FROM try('SELECT g, x FROM generate_series(1, 5) g, LATERAL (SELECT n AS x FROM orders JOIN arms ON id = k WHERE n > g * 2 LIMIT 1) s');
-- workers below
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT * FROM try('SELECT n, id FROM orders JOIN arms ON id = k');
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
-- part by part
CREATE TABLE pieces (id int, title text) PARTITION BY RANGE (id);
CREATE FOREIGN TABLE pieces_1 (id int OPTIONS (param 'id', json_path '$.id'), title text) SERVER api OPTIONS (path '/posts/{id}');
CREATE FOREIGN TABLE pieces_2 (id int OPTIONS (param 'id', json_path '$.id'), title text) SERVER api OPTIONS (path '/posts/{id}');
ALTER TABLE pieces ATTACH PARTITION pieces_1 FOR VALUES FROM (0) TO (3);
ALTER TABLE pieces ATTACH PARTITION pieces_2 FOR VALUES FROM (3) TO (9);
CREATE TABLE divided (k int, n int) PARTITION BY RANGE (k);
CREATE TABLE divided_1 PARTITION OF divided FOR VALUES FROM (0) TO (3);
CREATE TABLE divided_2 PARTITION OF divided FOR VALUES FROM (3) TO (9);
INSERT INTO divided SELECT k, n FROM orders WHERE k IS NOT NULL;
SET enable_partitionwise_join = on;
SELECT same, got FROM try('SELECT n, id, title FROM divided JOIN pieces ON id = k');
SELECT same, got FROM try('SELECT n, pieces FROM divided LEFT JOIN pieces ON id = k AND title LIKE ''b%''');
RESET enable_partitionwise_join;
-- equal keys are asked for once, however they are written
CREATE FOREIGN TABLE exact (id numeric OPTIONS (param 'id', json_path '$.id'), title text) SERVER api OPTIONS (path '/posts/{id}');
CREATE TABLE amounts (n int, k numeric);
INSERT INTO amounts VALUES (1, 1), (2, 1.0), (3, 1.00), (4, 20), (5, 20.0);
\! saw reset
SELECT n, k, id FROM amounts JOIN exact ON id = k FOR UPDATE OF amounts;
\! saw requests
-- rows that a policy hides have keys that are not sent
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY small ON orders USING (n <= 3);
CREATE ROLE ahead_reader;
GRANT SELECT, UPDATE ON orders TO ahead_reader;
GRANT SELECT ON posts, arms TO ahead_reader;
CREATE USER MAPPING FOR PUBLIC SERVER api;
SET ROLE ahead_reader;
\! saw reset
SELECT n, posts.title FROM orders JOIN posts ON id = k AND n::text <> 'x' FOR UPDATE OF orders;
\! saw requests
RESET ROLE;
ALTER TABLE orders DISABLE ROW LEVEL SECURITY;
-- a table that takes no part is told of no key; its neighbour of each
CREATE FOREIGN TABLE alone (id int OPTIONS (param 'id', json_path '$.id'), user_id int, title text) SERVER api
  OPTIONS (path '/posts/{id}', batch_join 'off');
CREATE VIEW mixed AS SELECT * FROM alone UNION ALL SELECT * FROM found;
EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) SELECT count(*) FROM orders JOIN mixed ON id = k WHERE n IN (1, 2, 7, 8)
\g |grep -oE 'Keys: [0-9]+ +Distinct Keys: [0-9]+'
-- records of two keys are no repeats of each other
CREATE FOREIGN TABLE once (id int OPTIONS (param 'id', json_path '$.id'), user_id int, title text) SERVER api
  OPTIONS (path '/posts/{id}', unique_key 'user_id', on_duplicate_row 'ignore');
CREATE VIEW strange AS SELECT * FROM once UNION ALL SELECT * FROM found;
SELECT * FROM try('SELECT n, id, user_id FROM (SELECT n, n * 10 AS x FROM orders) o JOIN strange ON id = x');
DROP OWNED BY ahead_reader;
DROP ROLE ahead_reader;
DROP FUNCTION try;
DROP TABLE orders, amounts, pieces, divided CASCADE;
DROP SERVER api CASCADE;
