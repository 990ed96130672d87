-- Loops whose inner side is more than a table, or gives more than columns: the outer side reads ahead for each scan in it.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
SET statement_timeout = '15s';
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', max_retries '0');
CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id', json_path '$.id'), title text, score float8)
  SERVER api OPTIONS (path '/posts/{id}', rows '1');
CREATE FOREIGN TABLE found (id int OPTIONS (param 'id', json_path '$.id'), title text) SERVER api
  OPTIONS (path '/search', pagination 'none');
CREATE VIEW arms AS SELECT id, title FROM posts UNION ALL SELECT id, 'b ' || title FROM found;
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
\pset format unaligned
\pset tuples_only on
-- UNION ALL: a key to each arm, at once or one arm after the other
EXPLAIN (COSTS OFF) SELECT n, title FROM orders JOIN arms ON id = k
\g |grep -v -E 'Filter|Connections|Max|Estimated'
SELECT * FROM try('SELECT n, title FROM orders JOIN arms ON id = k');
SELECT * FROM try('SELECT n, title FROM orders LEFT JOIN arms ON id = k AND title LIKE ''b %''');
SELECT * FROM try('SELECT n FROM orders WHERE NOT EXISTS (SELECT FROM arms WHERE id = k AND title LIKE ''% 3'')');
\! saw reset
SELECT count(*) FROM orders JOIN arms ON id = k;
\! saw requests
SET enable_async_append = off;
SELECT * FROM try('SELECT n, title FROM orders JOIN arms ON id = k');
-- a second arm is not asked where the first has a match
\! saw reset
SELECT count(*) FROM orders WHERE n < 9 AND EXISTS (SELECT FROM arms WHERE id = k);
\! saw requests
RESET enable_async_append;
-- partitions: each is told of its own keys only
CREATE TABLE pieces (id int, title text) PARTITION BY RANGE (id);
CREATE FOREIGN TABLE pieces_1 (id int OPTIONS (param 'id', json_path '$.id'), title text) SERVER api OPTIONS (path '/posts/{id}', rows '1');
CREATE FOREIGN TABLE pieces_2 (title text, id int OPTIONS (param 'id', json_path '$.id')) SERVER api OPTIONS (path '/posts/{id}', rows '1');
ALTER TABLE pieces ATTACH PARTITION pieces_1 FOR VALUES FROM (0) TO (3);
ALTER TABLE pieces ATTACH PARTITION pieces_2 FOR VALUES FROM (3) TO (9);
SELECT * FROM try('SELECT n, id, title FROM orders JOIN pieces ON id = k');
SELECT * FROM try('SELECT n, id, title FROM orders LEFT JOIN pieces ON id = k + 2');
SELECT * FROM try('SELECT n, pieces FROM orders JOIN pieces ON id = k');
SELECT * FROM try('SELECT n FROM orders WHERE NOT EXISTS (SELECT FROM pieces WHERE id = k AND title LIKE ''% 3'')');
\! saw reset
SELECT count(*) FROM orders JOIN pieces ON id = k;
\! saw requests
-- partitions by what is not sent: those that a row leaves out are not told
CREATE TABLE kinds (kind int, id int, title text) PARTITION BY LIST (kind);
CREATE FOREIGN TABLE kinds_1 (kind int OPTIONS (json_path '$.id'), id int OPTIONS (param 'id', json_path '$.id'), title text)
  SERVER api OPTIONS (path '/posts/{id}', rows '1');
CREATE FOREIGN TABLE kinds_2 (kind int OPTIONS (json_path '$.id'), id int OPTIONS (param 'id', json_path '$.id'), title text)
  SERVER api OPTIONS (path '/posts/{id}', params '{"of": "2"}', rows '1');
ALTER TABLE kinds ATTACH PARTITION kinds_1 FOR VALUES IN (1);
ALTER TABLE kinds ATTACH PARTITION kinds_2 FOR VALUES IN (2);
EXPLAIN (COSTS OFF) SELECT count(*) FROM orders JOIN kinds ON id = k AND kind = n WHERE n IN (1, 2)
\g |grep -c 'Look-Ahead'
\! saw reset
SELECT count(*) FROM orders JOIN kinds ON id = k AND kind = n WHERE n IN (1, 2);
\! saw requests
-- sub-queries, whole rows, what is computed below an outer join, volatile conditions
SELECT * FROM try('SELECT n, p.id FROM orders o, LATERAL (SELECT id FROM posts WHERE id = o.k OFFSET 0) p');
SELECT * FROM try('SELECT n, c FROM orders o, LATERAL (SELECT count(*) AS c FROM posts WHERE id = o.k AND score > 2) p');
SELECT * FROM try('SELECT n, x FROM orders o LEFT JOIN LATERAL (SELECT title || o.n AS x FROM posts WHERE id = o.k ORDER BY title) p ON true');
SELECT * FROM try('SELECT n, z FROM orders LEFT JOIN (SELECT id, coalesce(title, ''zz'') AS z FROM posts) p ON id = k AND z LIKE ''%a%''');
SELECT * FROM try('SELECT n, z FROM orders LEFT JOIN (SELECT id, ''here'' AS z FROM posts) p ON id = k AND n > 2');
SELECT * FROM try('SELECT n, posts FROM orders LEFT JOIN posts ON id = k AND score > 2');
SELECT * FROM try('SELECT n, posts.tableoid::regclass FROM orders JOIN posts ON id = k');
SELECT * FROM try('SELECT n, id FROM orders JOIN posts ON id = k AND random() < 2');
SELECT * FROM try('SELECT n, p, q.title FROM orders JOIN posts p ON p.id = k LEFT JOIN arms q ON q.id = p.id + n % 2');
SELECT * FROM try('SELECT p, n FROM (SELECT DISTINCT k FROM orders) d JOIN posts p ON p.id = d.k JOIN orders o ON o.k = p.id');
SELECT * FROM try('SELECT posts FROM posts WHERE id IN (SELECT k FROM orders)');
-- a key that hangs on more than the row's columns, and a LIMIT, which may end early: the loop asks
\! saw reset
SELECT n, p.id FROM orders o, LATERAL (SELECT id FROM posts WHERE id = (SELECT max(k) FROM orders i WHERE i.n <= o.n) OFFSET 0) p WHERE n < 9;
\! saw requests
CREATE FOREIGN TABLE sized (id int OPTIONS (param 'id', json_path '$.id'), size int OPTIONS (param 'size', param_only 'on'))
  SERVER api OPTIONS (path '/posts/{id}', rows '1');
\! saw reset
SELECT n, p.id FROM orders o, LATERAL (SELECT id FROM sized WHERE id = o.k AND size = (SELECT 10 * n FROM orders i WHERE i.n = o.n) OFFSET 0) p WHERE n < 4;
\! saw requests
DROP FOREIGN TABLE sized;
SELECT * FROM try('SELECT n, p.id FROM orders o, LATERAL (SELECT id FROM posts WHERE id = (SELECT min(k) FROM orders i WHERE i.n >= o.n) OFFSET 0) p');
SELECT * FROM try('SELECT n, p.title FROM orders o, LATERAL (SELECT title FROM posts WHERE id = o.k LIMIT 1) p');
-- what reads rows for their effect is read as often as a loop does
SELECT ahead FROM try('SELECT n, posts IS NULL FROM (SELECT n, k, random() FROM orders OFFSET 0) o LEFT JOIN posts ON id = k');
DROP FUNCTION try;
DROP TABLE orders, pieces, kinds;
DROP SERVER api CASCADE;
