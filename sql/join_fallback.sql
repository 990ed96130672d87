-- Where a batched join could give other rows than a loop, none is planned; the rows are the same.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', max_retries '0');
CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id', json_path '$.id'), title text,
  score float8, price numeric) SERVER api OPTIONS (path '/posts/{id}', rows '1');
CREATE FOREIGN TABLE once (id int OPTIONS (param 'id', json_path '$.id'), title text)
  SERVER api OPTIONS (path '/posts/{id}', rows '1', unique_key 'id');
CREATE TABLE local (n int, k int, t text);
INSERT INTO local VALUES (1, 3, 'x'), (2, 4, 'y'), (3, 3, 'x'), (4, NULL, NULL), (5, 3, 'x');
CREATE TABLE hidden (n int, k int, secret text);
INSERT INTO hidden SELECT g, g, 's' FROM generate_series(1, 5) g;
CREATE VIEW barrier WITH (security_barrier) AS SELECT * FROM hidden WHERE n < 4;
CREATE VIEW posts_barrier WITH (security_barrier) AS SELECT * FROM posts WHERE title <> 'delta 3';
ANALYZE local, hidden;
-- Is it batched?  Are the rows those of the loop?
CREATE FUNCTION rows_of(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  found text;
BEGIN
  EXECUTE 'SELECT string_agg(s::text, '' '' ORDER BY s::text) FROM (' || query || ') AS s' INTO found;
  RETURN found;
END $$;
CREATE FUNCTION plans(query text, wanted text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  plan json;
BEGIN
  EXECUTE 'EXPLAIN (FORMAT JSON) ' || query INTO plan;
  RETURN plan::text LIKE '%' || wanted || '%';
END $$;
CREATE FUNCTION is_batched(query text) RETURNS boolean LANGUAGE sql AS $$ SELECT plans(query, 'API Batch Join') $$;
CREATE FUNCTION try(query text) RETURNS TABLE (batched boolean, same boolean, got text) LANGUAGE plpgsql AS $$
DECLARE
  looped text;
BEGIN
  batched := is_batched(query);
  got := rows_of(query);
  PERFORM set_config('api_fdw.enable_batch_join', 'off', true);
  looped := rows_of(query);
  PERFORM set_config('api_fdw.enable_batch_join', 'on', true);
  same := got IS NOT DISTINCT FROM looped;
  RETURN NEXT;
END $$;
\pset format unaligned
\pset tuples_only on
-- batched: what nulls a column is written apart above and below the join
SELECT * FROM try('SELECT n, id, title FROM local LEFT JOIN posts ON id = k AND n < 3');
SELECT * FROM try('SELECT n, p.id, q.id FROM local LEFT JOIN posts p ON p.id = k LEFT JOIN posts q ON q.id = p.id + n');
SELECT * FROM try('SELECT l.n, p.id, m.n AS m FROM local l LEFT JOIN posts p ON p.id = l.k LEFT JOIN local m ON m.k = p.id AND m.n > l.n');
SELECT * FROM try('SELECT n, p.id FROM local LEFT JOIN posts p ON p.id = k WHERE coalesce(p.title, ''none'') <> ''delta 3''');
SELECT * FROM try('SELECT n FROM local LEFT JOIN posts p ON p.id = k WHERE p.id IS NULL');
SELECT * FROM try('SELECT l.n, p.id FROM local l LEFT JOIN (local m JOIN posts p ON p.id = m.k) ON m.n = l.n + 1');
SELECT * FROM try('SELECT l.n, m.t, p.title FROM local l LEFT JOIN local m ON m.n = l.k LEFT JOIN posts p ON p.id = m.n');
SELECT * FROM try('SELECT n, id FROM local JOIN posts ON id = k WHERE price > 3.50 AND score < n * 100');
SELECT * FROM try('SELECT n, p.id, g FROM local JOIN posts p ON p.id = k, LATERAL generate_series(1, p.id) g');
SELECT * FROM try('SELECT n, (SELECT title FROM posts WHERE id = l.k) FROM local l JOIN posts ON id = k');
SELECT * FROM try('SELECT n, id FROM local LEFT JOIN posts ON id = k AND current_setting(''work_mem'') = ''''');
SELECT * FROM try('SELECT local, id FROM local JOIN posts ON id = k');
SELECT * FROM try('SELECT o.z, id FROM (SELECT coalesce(k, 7) AS z FROM local) o JOIN posts ON id = o.z');
SELECT * FROM try('SELECT x, id FROM (SELECT DISTINCT k AS x FROM local) d JOIN posts ON id = x');
SELECT * FROM try('WITH c AS MATERIALIZED (SELECT k FROM local) SELECT k, id FROM c JOIN posts ON id = k');
-- batched: a cheap condition is evaluated before a dear one
CREATE FUNCTION dear(int) RETURNS boolean LANGUAGE plpgsql IMMUTABLE COST 10000 AS
  'BEGIN IF $1 = 4 THEN RAISE ''evaluated for 4''; END IF; RETURN true; END';
SELECT * FROM try('SELECT n, id FROM local JOIN posts ON id = k AND dear(id + 0) AND id + 0 < 4');
SELECT * FROM try('SELECT n, id FROM local JOIN posts ON id = k AND dear(id + n - n) AND id + n - n < 4');
-- batched: partitions, each with its own
CREATE TABLE places (n int, k int) PARTITION BY RANGE (k);
CREATE TABLE places_1 PARTITION OF places FOR VALUES FROM (0) TO (5);
CREATE TABLE places_2 PARTITION OF places FOR VALUES FROM (5) TO (20);
INSERT INTO places SELECT g, g % 9 FROM generate_series(1, 20) g;
ANALYZE places;
CREATE TABLE pieces (id int, title text, score float8) PARTITION BY RANGE (id);
CREATE FOREIGN TABLE pieces_1 (title text, id int OPTIONS (param 'id', json_path '$.id'), score float8)
  SERVER api OPTIONS (path '/posts/{id}', rows '1');
CREATE FOREIGN TABLE pieces_2 (score float8, id int OPTIONS (param 'id', json_path '$.id'), title text)
  SERVER api OPTIONS (path '/posts/{id}', rows '1');
ALTER TABLE pieces ATTACH PARTITION pieces_1 FOR VALUES FROM (0) TO (5);
ALTER TABLE pieces ATTACH PARTITION pieces_2 FOR VALUES FROM (5) TO (20);
SET enable_partitionwise_join = on;
SELECT * FROM try('SELECT n, id, title FROM places JOIN pieces ON id = k WHERE n < 6');
SELECT * FROM try('SELECT n, id, title FROM places LEFT JOIN pieces ON id = k AND score > 4 WHERE n < 12 - coalesce(length(title), 3)');
SELECT * FROM try('SELECT n FROM places WHERE NOT EXISTS (SELECT FROM pieces WHERE id = k AND score > 4)');
SELECT * FROM try('SELECT id, title FROM pieces WHERE id IN (SELECT k FROM places)');
SELECT * FROM try('SELECT n, p.id, q.title FROM places JOIN pieces p ON p.id = k LEFT JOIN pieces q ON q.id = p.id AND q.score < 4 WHERE n > 12');
-- not: what is computed, whole rows and system columns of partitions
SELECT * FROM try('SELECT n, z FROM places LEFT JOIN (SELECT id, score, coalesce(title, ''zz'') AS z FROM pieces) p ON id = k AND score > 4 WHERE n < 9');
SELECT * FROM try('SELECT n, pieces FROM places JOIN pieces ON id = k WHERE n > 17');
SELECT * FROM try('SELECT n, pieces.tableoid::regclass FROM places JOIN pieces ON id = k WHERE n > 17');
RESET enable_partitionwise_join;
-- not: the inner side computes what an outer join makes null
SELECT * FROM try('SELECT n, z FROM local LEFT JOIN (SELECT id, coalesce(title, ''zz'') AS z FROM posts) p ON id = k');
SELECT * FROM try('SELECT n, z FROM local LEFT JOIN (SELECT id, ''here'' AS z FROM posts) p ON id = k AND n > 2');
-- not: whole rows and system columns of the inner side
SELECT * FROM try('SELECT n, posts FROM local JOIN posts ON id = k');
SELECT * FROM try('SELECT n, posts.tableoid::regclass FROM local JOIN posts ON id = k');
SELECT * FROM try('SELECT n, id FROM local JOIN posts ON id = k WHERE posts.tableoid > 0');
-- not: a side that refers to the other
SELECT * FROM try('SELECT n, p.id FROM local l, LATERAL (SELECT id FROM posts WHERE id = l.k OFFSET 0) p');
-- not: what is volatile, and one-time conditions
SELECT is_batched('SELECT o.r, id FROM (SELECT k, random() AS r FROM local) o JOIN posts ON id = k');
SELECT is_batched('SELECT n, id FROM local JOIN posts ON id = k WHERE random() < 2');
SELECT is_batched('WITH c AS MATERIALIZED (SELECT k, random() AS r FROM local) SELECT c.k, id FROM c JOIN posts ON id = c.k');
SELECT * FROM try('SELECT n, id FROM local JOIN posts ON id = k WHERE current_setting(''work_mem'') <> ''''');
-- not: right and full joins; repeats that unique_key forbids
SELECT is_batched('SELECT n, id FROM local RIGHT JOIN posts ON id = k');
SELECT is_batched('SELECT n, id FROM local FULL JOIN posts ON id = k');
SELECT * FROM try('SELECT n, once.id FROM local JOIN once ON once.id = k');
-- not: rows that are locked or written
SELECT is_batched('SELECT n, id FROM local JOIN posts ON id = k FOR UPDATE OF local');
SELECT is_batched('SELECT n, id FROM (SELECT n, k FROM local FOR UPDATE) l JOIN posts ON id = k');
SELECT is_batched('MERGE INTO local USING posts ON id = k WHEN MATCHED THEN UPDATE SET t = title');
SELECT is_batched('UPDATE local SET t = title FROM posts WHERE id = k');
BEGIN;
UPDATE local SET t = title FROM posts WHERE id = k AND n > 1 RETURNING n, local.t;
DELETE FROM local USING posts WHERE id = k RETURNING n;
ROLLBACK;
-- batched: rows that are inserted
SELECT is_batched('INSERT INTO local SELECT n, id, title FROM local JOIN posts ON id = k');
BEGIN;
INSERT INTO local SELECT n + 10, id, title FROM local LEFT JOIN posts ON id = k RETURNING n, k, t;
ROLLBACK;
-- a security barrier: nothing of a hidden row is sent
\! saw reset
SELECT * FROM try('SELECT n, id FROM barrier JOIN posts ON id = k');
\! saw requests
SELECT l.n, p.id FROM local l JOIN posts_barrier p ON p.id = l.k;
-- nor does a clause that may tell of rows go below a policy, which a partition has from its table
CREATE FOREIGN TABLE priced (id int, price numeric OPTIONS (param 'price', param_only 'true'))
  SERVER api OPTIONS (path '/records', params '{"n": "2"}');
CREATE TABLE parts (id int, price numeric) PARTITION BY RANGE (id);
ALTER TABLE parts ATTACH PARTITION priced FOR VALUES FROM (0) TO (9);
CREATE ROLE api_fdw_reader;
GRANT SELECT ON local, parts TO api_fdw_reader;
CREATE POLICY positive ON parts USING (id > 0);
SET ROLE api_fdw_reader;
SELECT plans('SELECT n, id FROM local JOIN parts ON price = k', '"Parameters"');
RESET ROLE;
ALTER TABLE parts ENABLE ROW LEVEL SECURITY;
SET ROLE api_fdw_reader;
SELECT plans('SELECT n, id FROM local JOIN parts ON price = k', '"Parameters"');
RESET ROLE;
DROP TABLE parts;
REVOKE ALL ON local FROM api_fdw_reader;
DROP ROLE api_fdw_reader;
DROP FUNCTION dear, try, is_batched, plans, rows_of;
DROP TABLE local, hidden, places, pieces CASCADE;
DROP SERVER api CASCADE;
