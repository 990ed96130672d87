-- unique_key: which records are the same, and since when.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
-- a NULL in the key is like no other
CREATE FOREIGN TABLE t (id int, k text) SERVER api OPTIONS (path '/json', unique_key 'id, k',
  params '{"body": "[{\"id\": 1, \"k\": null}, {\"id\": 1}, {\"k\": \"a\"}, {\"k\": \"a\"}, {}, {}, {\"id\": 1, \"k\": \"a\"}, {\"id\": 1, \"k\": \"b\"}]"}');
SELECT * FROM t;
ALTER FOREIGN TABLE t OPTIONS (SET params
  '{"body": "[{\"id\": 1, \"k\": null}, {\"id\": 1, \"k\": \"a\"}, {\"id\": 1}, {\"k\": \"a\", \"id\": 1.0}]"}');
SELECT * FROM t;
-- what an earlier pass of the same scan has seen is not seen again
CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id', json_path '$.id'), title text)
  SERVER api OPTIONS (path '/posts/{id}', unique_key 'id');
CREATE TABLE local (n int, k int);
INSERT INTO local VALUES (1, 3), (2, 3), (3, 4);
ANALYZE local;
SET enable_hashjoin = off;
SET enable_mergejoin = off;
SET enable_material = off;
SET enable_memoize = off;
-- the inner side of a nested loop: kept and replayed, read in parts, asked again
\! saw reset
SELECT n, id FROM local LEFT JOIN posts ON id > n AND posts.id IN (2, 3, 4) ORDER BY n, id;
SELECT n FROM local WHERE EXISTS (SELECT FROM posts WHERE id IN (1, 2, 3, 4) AND id > n) ORDER BY n;
\! saw count
\! saw reset
SELECT n, p.id FROM local, LATERAL (SELECT id FROM posts WHERE id IN (k, 5) OFFSET 0) p ORDER BY 1, 2;
\! saw count
-- nor is it where repeats are passed over
ALTER FOREIGN TABLE posts OPTIONS (ADD on_duplicate_row 'ignore');
SELECT n, p.id FROM local, LATERAL (SELECT id FROM posts WHERE id IN (k, 5) OFFSET 0) p ORDER BY 1, 2;
DROP SERVER api CASCADE;
DROP TABLE local;
