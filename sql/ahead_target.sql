-- Sub-selects of a target list that hang on the row: the rows are read ahead, and each key is asked for once.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', max_retries '0');
CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id', json_path '$.id'), title text, score float8)
  SERVER api OPTIONS (path '/posts/{id}');
CREATE FOREIGN TABLE found (id int OPTIONS (param 'id', json_path '$.id'), title text) SERVER api
  OPTIONS (path '/search', pagination 'none');
CREATE TABLE orders (n int, k int, t text);
INSERT INTO orders SELECT g, nullif(g % 6, 4) FROM generate_series(1, 20) g;
CREATE TABLE parted (n int, k int) PARTITION BY LIST (n);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES IN (1, 3, 5, 7, 9);
CREATE TABLE parted_2 (k int, n int);
ALTER TABLE parted ATTACH PARTITION parted_2 DEFAULT;
INSERT INTO parted SELECT n, k FROM orders;
ANALYZE orders, parted;
-- are the rows those of the loop, in their order?
CREATE FUNCTION try(query text) RETURNS TABLE (ahead boolean, same boolean, got text) LANGUAGE plpgsql AS $$
DECLARE
  plan json;
  looped text;
BEGIN
  EXECUTE 'EXPLAIN (FORMAT JSON) ' || query INTO plan;
  ahead := plan::text LIKE '%API Look-Ahead%';
  EXECUTE 'SELECT md5(string_agg(s::text, '' '')) || '' '' || count(*) FROM (' || query || ') AS s' INTO got;
  PERFORM set_config('api_fdw.enable_batch_join', 'off', true);
  EXECUTE 'SELECT md5(string_agg(s::text, '' '')) || '' '' || count(*) FROM (' || query || ') AS s' INTO looped;
  PERFORM set_config('api_fdw.enable_batch_join', 'on', true);
  same := got IS NOT DISTINCT FROM looped;
  got := split_part(got, ' ', 2);
  RETURN NEXT;
END $$;
\pset format unaligned
\pset tuples_only on
EXPLAIN (COSTS OFF) SELECT n, (SELECT title FROM posts WHERE id = k) FROM orders
\g |grep -v -E 'Filter|Connections|Max|Estimated'
\! saw reset
SELECT count(*), count(t), max(t) FROM (SELECT n, (SELECT title FROM posts WHERE id = k) AS t FROM orders OFFSET 0) s;
\! saw requests
-- several, within expressions, twice the same
SELECT * FROM try('SELECT n, (SELECT title FROM posts WHERE id = k) || (SELECT title FROM posts WHERE id = n) FROM orders');
SELECT * FROM try('SELECT coalesce((SELECT title FROM posts WHERE id = k), ''none''), n FROM orders');
SELECT * FROM try('SELECT n, ARRAY(SELECT title FROM found WHERE id = k), (SELECT p FROM posts p WHERE p.id = k) FROM orders');
SELECT * FROM try('SELECT n, (SELECT count(*) FROM found WHERE id = k), (SELECT title FROM posts WHERE id = k AND score > 2) FROM orders');
SELECT * FROM try('SELECT n, (SELECT title FROM found WHERE id = k ORDER BY title DESC LIMIT 1) FROM orders');
SELECT * FROM try('SELECT n, (SELECT max(title) FROM (SELECT * FROM posts UNION ALL SELECT *, 1 FROM found) u WHERE id = k) FROM orders');
SELECT * FROM try('SELECT n, (SELECT title FROM posts WHERE id = k + n % 2) FROM orders');
SELECT * FROM try('SELECT n, k IN (SELECT id FROM found WHERE id = n % 3) FROM orders');
-- above sorts, groups, windows, DISTINCT, joins, parts; in ORDER BY and GROUP BY; in sub-queries and CTEs
SELECT * FROM try('SELECT n, (SELECT title FROM posts WHERE id = k) AS t FROM orders ORDER BY t, n');
SELECT * FROM try('SELECT n FROM orders ORDER BY (SELECT title FROM posts WHERE id = k), n DESC');
SELECT * FROM try('SELECT k, count(*), (SELECT title FROM posts WHERE id = k) FROM orders GROUP BY k ORDER BY k');
SELECT * FROM try('SELECT k + 1, (SELECT title FROM posts WHERE id = min(n)) || (k + 1), count(*) FROM orders GROUP BY k + 1 ORDER BY 1');
SELECT * FROM try('SELECT (SELECT title FROM posts WHERE id = k) AS t, count(*) FROM orders GROUP BY 1 ORDER BY 1');
SELECT * FROM try('SELECT n, rank() OVER (ORDER BY k), (SELECT title FROM posts WHERE id = k) || row_number() OVER (ORDER BY n) FROM orders ORDER BY n');
SELECT * FROM try('SELECT DISTINCT k, (SELECT title FROM posts WHERE id = k) AS t FROM orders ORDER BY k, t');
SELECT * FROM try('SELECT o.n, (SELECT title FROM posts WHERE id = p.k) FROM orders o LEFT JOIN orders p ON p.n = o.k ORDER BY 1');
SELECT * FROM try('SELECT o.n, p.title, (SELECT title FROM posts WHERE id = p.id + 1) FROM orders o JOIN posts p ON p.id = o.k ORDER BY 1');
SELECT * FROM try('SELECT n, k, (SELECT title FROM posts WHERE id = k) FROM parted ORDER BY n');
SELECT * FROM try('SELECT n, t FROM (SELECT n, (SELECT title FROM posts WHERE id = k) AS t FROM orders OFFSET 0) s WHERE t LIKE ''%a%'' ORDER BY n');
SELECT * FROM try('WITH c AS MATERIALIZED (SELECT n, (SELECT title FROM posts WHERE id = k) AS t FROM orders) SELECT * FROM c a JOIN c b USING (n) ORDER BY n');
SELECT * FROM try('SELECT o.n, s.t FROM orders o, LATERAL (SELECT (SELECT title FROM posts WHERE id = p.k + o.k) AS t FROM orders p WHERE p.n < 4 OFFSET 0) s ORDER BY 1, 2');
SELECT * FROM try('SELECT n, (SELECT title FROM posts WHERE id = k) FROM orders WHERE n < 3 UNION ALL SELECT n, (SELECT title FROM found WHERE id = k) FROM orders');
-- a LIMIT above bounds what is asked; a cursor asks for no more than may be in flight
\! saw reset
SELECT n, (SELECT title FROM posts WHERE id = n) FROM orders WHERE n > 2 LIMIT 3;
SELECT n, (SELECT title FROM posts WHERE id = n) AS t FROM orders ORDER BY n DESC LIMIT 2 OFFSET 1;
SELECT n, title FROM (SELECT n, (SELECT title FROM posts WHERE id = n) AS title FROM orders ORDER BY n) s LIMIT (SELECT 2);
\! saw requests
\! saw reset
SELECT k, (SELECT title FROM posts WHERE id = k) FROM orders ORDER BY k FETCH FIRST 5 ROWS WITH TIES;
\! saw requests
-- what may be left out for a row is asked for when it is reached
\! saw reset
SELECT n, CASE WHEN n = 3 THEN (SELECT title FROM posts WHERE id = n) END FROM orders WHERE n < 5;
SELECT n, coalesce(k::text, (SELECT title FROM posts WHERE id = n)) FROM orders WHERE n < 5;
SELECT n, n = 2 AND EXISTS (SELECT FROM posts WHERE id = n + 5), n = 1 OR (SELECT title > '' FROM posts WHERE id = n + 6) FROM orders WHERE n < 3;
\! saw requests
\! saw reset
SELECT n, (SELECT title FROM posts WHERE id = n), CASE WHEN n = 2 THEN (SELECT title FROM found WHERE id = n) END FROM orders WHERE n < 4;
SELECT k, (SELECT title FROM posts WHERE id = k + 10), CASE WHEN k = 2 THEN (SELECT title FROM found WHERE id = k) END FROM orders
  GROUP BY k HAVING k < 3 ORDER BY k LIMIT 1;
\! saw requests
BEGIN;
SET LOCAL enable_hashagg = off;
DECLARE c CURSOR FOR SELECT k, (SELECT title FROM posts WHERE id = k + 10), CASE WHEN k = 2 THEN (SELECT title FROM found WHERE id = k) END
  FROM orders GROUP BY k;
\! saw reset
FETCH 2 FROM c;
\! saw requests | grep -c search
COMMIT;
SET enable_async_append = off;
\! saw reset
SELECT (SELECT title FROM posts WHERE id = k), (SELECT title FROM (SELECT id, title FROM posts UNION ALL SELECT id, title FROM found) u,
  generate_series(1, 2) WHERE id = k + 20 LIMIT 1) FROM orders WHERE n < 3;
\! saw requests
RESET enable_async_append;
-- two rows of one are an error, with its row
CREATE FOREIGN TABLE many (k int OPTIONS (param 'k', param_only 'true'), id int) SERVER api OPTIONS (path '/records', params '{"n": "2"}');
SELECT n, (SELECT id FROM many WHERE many.k = n) FROM orders;
DROP FUNCTION try;
DROP TABLE orders, parted;
DROP SERVER api CASCADE;
