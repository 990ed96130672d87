-- UNION ALL and partitions of which one needs a key and another takes none: all are read for the keys, the other once.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', max_retries '0');
CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id', json_path '$.id'), title text) SERVER api OPTIONS (path '/posts/{id}');
CREATE FOREIGN TABLE listed (id int, name text) SERVER api OPTIONS (path '/records', params '{"n": "4"}', pagination 'none');
CREATE FOREIGN TABLE found (id int OPTIONS (param 'id', json_path '$.id'), title text) SERVER api OPTIONS (path '/search', pagination 'none');
CREATE TABLE local (id int, title text);
INSERT INTO local SELECT g, 'local ' || g FROM generate_series(0, 30) g;
CREATE TABLE orders (n int, k int, t text);
INSERT INTO orders SELECT g, nullif(g % 6, 4) FROM generate_series(1, 20) g;
ANALYZE orders, local;
CREATE VIEW both_apis AS SELECT id, title FROM posts UNION ALL SELECT id, name FROM listed;
CREATE VIEW all_kinds AS SELECT id, title FROM local UNION ALL SELECT id, name FROM listed UNION ALL SELECT id, title FROM posts UNION ALL SELECT id, title FROM found;
\pset format unaligned
\pset tuples_only on
EXPLAIN (COSTS OFF) SELECT n, u.title FROM orders JOIN both_apis u ON u.id = k
\g |grep -v -E 'Filter|Connections|Max|Estimated'
\! saw reset
SELECT n, u.id, u.title FROM orders JOIN both_apis u ON u.id = k WHERE n < 9 ORDER BY n, u.title;
\! saw requests
\! saw reset
SELECT count(*), count(DISTINCT u.title) FROM orders JOIN all_kinds u ON u.id = k;
\! saw requests
SELECT count(*), count(u.title) FROM orders LEFT JOIN both_apis u ON u.id = k AND u.title LIKE '%a%';
SELECT count(*) FROM orders WHERE NOT EXISTS (SELECT FROM both_apis u WHERE u.id = k);
\! saw reset
SELECT n, (SELECT string_agg(title, ' ' ORDER BY title) FROM both_apis u WHERE u.id = k) FROM orders WHERE n < 5;
\! saw requests
BEGIN;
\! saw reset
UPDATE orders SET t = u.title FROM both_apis u WHERE u.id = k AND u.title LIKE 'name%';
\! saw requests
SELECT n, t FROM orders WHERE n < 6 ORDER BY n;
ROLLBACK;
-- a loop as core has it, without any node of ours, gives the same
SET api_fdw.enable_batch_join = off;
SELECT count(*), count(DISTINCT u.title) FROM orders JOIN all_kinds u ON u.id = k;
SELECT n, u.id, u.title FROM orders JOIN both_apis u ON u.id = k WHERE n < 9 ORDER BY n, u.title;
RESET api_fdw.enable_batch_join;
-- partitions
CREATE TABLE pieces (id int, name text) PARTITION BY LIST (name);
CREATE FOREIGN TABLE pieces_1 (id int OPTIONS (param 'id', json_path '$.id'), name text OPTIONS (json_path '$.title')) SERVER api OPTIONS (path '/posts/{id}');
CREATE FOREIGN TABLE pieces_2 (id int, name text) SERVER api OPTIONS (path '/records', params '{"n": "4"}', pagination 'none');
ALTER TABLE pieces ATTACH PARTITION pieces_1 DEFAULT;
ALTER TABLE pieces ATTACH PARTITION pieces_2 FOR VALUES IN ('r');
\! saw reset
SELECT count(*) FROM orders JOIN pieces ON id = k;
\! saw requests
-- what needs no key is read as ever
\! saw reset
SELECT count(*) FROM orders JOIN (SELECT id, name FROM listed UNION ALL SELECT id, title FROM local) u ON u.id = k;
\! saw requests
-- with a part that can only be read whole, but other foreign tables
SELECT count(*) FROM orders JOIN (SELECT id, title FROM posts UNION ALL SELECT id, max(title) FROM local GROUP BY id) u ON u.id = k;
CREATE EXTENSION file_fdw;
CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;
CREATE FOREIGN TABLE filed (id int, title text) SERVER files OPTIONS (filename '/dev/null');
SELECT count(*) FROM orders JOIN (SELECT id, title FROM posts UNION ALL SELECT id, title FROM filed) u ON u.id = k;
DROP EXTENSION file_fdw CASCADE;
DROP VIEW both_apis, all_kinds;
DROP TABLE orders, local, pieces;
DROP SERVER api CASCADE;
