-- A table of which one part can be read for values only, and another as a list, is joined for values.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE TABLE pieces (id int, title text) PARTITION BY RANGE (id);
CREATE FOREIGN TABLE listed PARTITION OF pieces FOR VALUES FROM (0) TO (10) SERVER api OPTIONS (path '/search', pagination 'none');
ALTER FOREIGN TABLE listed ALTER id OPTIONS (ADD param 'id');
CREATE FOREIGN TABLE keyed (id int OPTIONS (param 'id'), title text) SERVER api OPTIONS (path '/posts/{id}');
ALTER TABLE pieces ATTACH PARTITION keyed FOR VALUES FROM (10) TO (200);
CREATE TABLE k (i int, t text);
INSERT INTO k VALUES (3, 'delta 3'), (12, 'gamma 12'), (250, NULL), (7, 'x');
ANALYZE k;
\pset format unaligned
\pset tuples_only on
\! saw reset
SELECT i, p.tableoid::regclass, title FROM k JOIN pieces p ON id = i ORDER BY 1;
\! saw requests
SELECT i, title FROM k LEFT JOIN pieces ON id = i AND title = t ORDER BY 1;
SELECT i FROM k WHERE NOT EXISTS (SELECT FROM pieces WHERE id = i) ORDER BY 1;
SELECT i, title FROM k, LATERAL (SELECT title FROM pieces WHERE id = i LIMIT 1) x ORDER BY 1;
SELECT a.id, b.id FROM pieces a JOIN pieces b ON b.id = a.id + 6 WHERE a.id IN (3, 7, 20) ORDER BY 1;
-- parts with one row each
ALTER FOREIGN TABLE listed OPTIONS (ADD rows '1');
ALTER FOREIGN TABLE keyed OPTIONS (ADD rows '1');
SELECT i, title FROM k JOIN pieces ON id = i ORDER BY 1;
-- a UNION ALL, and a part of ours
SELECT i, title FROM k JOIN (SELECT id, title FROM listed UNION ALL SELECT id, title FROM keyed UNION ALL SELECT i, t FROM k WHERE i > 200) x ON id = i ORDER BY 1;
CREATE TABLE stored PARTITION OF pieces DEFAULT;
INSERT INTO stored VALUES (250, 'stored 250');
ANALYZE stored;
SELECT i, title FROM k JOIN pieces ON id = i ORDER BY 1;
-- without such a part a list is read once, by a hash join
DROP FOREIGN TABLE keyed;
\! saw reset
SELECT i, title FROM k JOIN pieces ON id = i ORDER BY 1;
\! saw requests
-- a part that takes no value is read along with the others
DROP TABLE stored;
CREATE FOREIGN TABLE keyed (id int OPTIONS (param 'id'), title text) SERVER api OPTIONS (path '/posts/{id}');
ALTER TABLE pieces ATTACH PARTITION keyed FOR VALUES FROM (10) TO (200);
ALTER FOREIGN TABLE listed ALTER id OPTIONS (DROP param);
SELECT i, title FROM k JOIN pieces ON id = i ORDER BY 1;
DROP TABLE k, pieces;
DROP SERVER api CASCADE;
