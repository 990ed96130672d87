-- Rescans: the same values are not asked for again where rows were kept, others are.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id', json_path '$.id'), title text)
  SERVER api OPTIONS (path '/posts/{id}');
CREATE TABLE local (n int, k int);
INSERT INTO local VALUES (1, 3), (2, 4), (3, 3), (4, NULL), (5, 5);
ANALYZE local;
SET enable_hashjoin = off;
SET enable_mergejoin = off;
SET enable_material = off;
SET enable_memoize = off;
-- the inner side of a nested loop: rows are kept and replayed
\! saw reset
SELECT n, id FROM local LEFT JOIN posts ON id > n AND posts.id IN (2, 3, 4) ORDER BY n, id;
SELECT l.n, p.id FROM local l LEFT JOIN (SELECT * FROM posts WHERE id IN (2, 3, 4)) p ON p.id > l.n
  ORDER BY 1, 2;
\! saw count
-- a rescan before the end: replays, then goes on reading
SET api_fdw.enable_batch_join = off;
\! saw reset
SELECT n FROM local WHERE EXISTS (SELECT FROM posts WHERE id BETWEEN 1 AND 5 AND id > n) ORDER BY n;
\! saw count
RESET api_fdw.enable_batch_join;
-- other values: other requests
\! saw reset
SELECT n, k, (SELECT id FROM posts WHERE id = k) FROM local ORDER BY n;
\! saw count
SELECT n, array(SELECT id FROM posts WHERE id BETWEEN n AND k ORDER BY id) FROM local ORDER BY n;
SELECT n, p.id FROM local, LATERAL (SELECT id FROM posts WHERE id IN (n, k) OFFSET 0) p ORDER BY 1, 2;
-- a cursor that is read in parts, and backwards
BEGIN;
DECLARE c SCROLL CURSOR FOR SELECT id FROM posts WHERE id = ANY ('{6}');
FETCH 1 FROM c;
FETCH 1 FROM c;
FETCH BACKWARD 1 FROM c;
MOVE ABSOLUTE 0 FROM c;
FETCH ALL FROM c;
COMMIT;
-- a cursor closed while pages are on their way
BEGIN;
DECLARE c CURSOR FOR SELECT id FROM posts WHERE id BETWEEN 1 AND 50;
MOVE 3 FROM c;
CLOSE c;
SELECT id FROM posts WHERE id = 1;
COMMIT;
-- a LIMIT leaves the rest unread
SELECT count(*) FROM (SELECT id FROM posts WHERE id BETWEEN 1 AND 50 LIMIT 5) l;
-- rows that are kept to be read again, and do not fit into work_mem, come back from a file
CREATE FOREIGN TABLE wide (id int, name text) SERVER api OPTIONS (path '/records', params '{"n": "5000"}', pagination 'none');
SET work_mem = '64kB';
SET enable_material = off;
SELECT count(*), count(DISTINCT name) FROM (VALUES (0), (1), (2)) v (x) LEFT JOIN wide ON id >= x;
RESET enable_material;
RESET work_mem;
DROP SERVER api CASCADE;
DROP TABLE local;
