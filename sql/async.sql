-- Scans below one Append fetch at the same time, and scans that must run start early.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FOREIGN TABLE a (id int, name text) SERVER api OPTIONS (path '/records', params '{"t": "a", "n": 3}');
CREATE FOREIGN TABLE b (id int, name text) SERVER api OPTIONS (path '/records', params '{"t": "b", "n": 4}');
CREATE FOREIGN TABLE c (id int, name text) SERVER api OPTIONS (path '/records', params '{"t": "c", "n": 2}');
CREATE FOREIGN TABLE nothing (id int, name text) SERVER api OPTIONS (path '/records', params '{"t": "nothing", "n": 0}');
CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id', json_path '$.id'), user_id int)
  SERVER api OPTIONS (path '/posts/{id}');
CREATE TABLE local (n int);
INSERT INTO local VALUES (1), (2), (3);
ANALYZE local;
-- arms of a UNION ALL, filtered and projected
EXPLAIN (COSTS OFF) SELECT id, name FROM a WHERE id > 0 UNION ALL SELECT id, name FROM b UNION ALL SELECT id, name FROM c;
\! saw reset
SELECT 'a' AS t, id * 10 AS x, name FROM a WHERE id > 0 UNION ALL SELECT 'b', id, upper(name) FROM b WHERE id % 2 = 1
  UNION ALL SELECT 'c', id, name FROM c UNION ALL SELECT 'n', id, name FROM nothing ORDER BY 1, 2;
\! saw requests
SELECT count(*) FROM (SELECT FROM a UNION ALL SELECT FROM b UNION ALL SELECT FROM local) u;
SELECT count(*) FROM (SELECT id FROM a UNION ALL SELECT id FROM b LIMIT 5) u;
-- fan-outs, repeated values and an arm without any
SELECT id, user_id FROM posts WHERE id IN (1, 2, 3) UNION ALL SELECT id, user_id FROM posts WHERE id = ANY ('{3,12,12}')
  UNION ALL SELECT id, user_id FROM posts WHERE id = ANY ('{}') ORDER BY 1, 2;
-- an arm that fails
SELECT id FROM a UNION ALL SELECT id FROM posts;
-- partitions: each sends its key
CREATE TABLE found (user_id int, id int, title text) PARTITION BY LIST (user_id);
CREATE FOREIGN TABLE found_1 PARTITION OF found FOR VALUES IN (1)
  SERVER api OPTIONS (path '/search', params '{"user_id": 1}');
CREATE FOREIGN TABLE found_2 PARTITION OF found FOR VALUES IN (2)
  SERVER api OPTIONS (path '/search', params '{"user_id": 2}');
CREATE FOREIGN TABLE found_3 PARTITION OF found FOR VALUES IN (3)
  SERVER api OPTIONS (path '/search', params '{"user_id": 3}');
\! saw reset
SELECT user_id, id, title FROM found ORDER BY id;
\! saw requests
-- pruned when it is planned, when it begins, and when its value is known
EXPLAIN (COSTS OFF) SELECT user_id, id FROM found WHERE user_id IN (1, 3);
\! saw reset
SELECT user_id, id FROM found WHERE user_id IN (1, 3) ORDER BY id;
SET plan_cache_mode = force_generic_plan;
PREPARE of_users (int, int) AS SELECT user_id, id FROM found WHERE user_id IN ($1, $2) ORDER BY id;
EXECUTE of_users (1, 3);
RESET plan_cache_mode;
SELECT user_id, id FROM found WHERE user_id = (SELECT min(n) FROM local) ORDER BY id;
\! saw requests
-- started over: with other values, with the same, and before the end
SET enable_material = off;
SET enable_memoize = off;
SET enable_hashjoin = off;
SET enable_mergejoin = off;
\! saw reset
SELECT n, u.id FROM local, LATERAL (SELECT id FROM posts WHERE id = n
  UNION ALL SELECT id FROM posts WHERE id = n + 10) u ORDER BY 1, 2;
\! saw requests
\! saw reset
SELECT n, u.id FROM local LEFT JOIN (SELECT id FROM a UNION ALL SELECT id FROM b) u ON u.id > n ORDER BY 1, 2;
SELECT n FROM local WHERE EXISTS (SELECT FROM (SELECT id FROM a UNION ALL SELECT id FROM b) u WHERE u.id > n) ORDER BY 1;
SELECT n, user_id, id FROM local LEFT JOIN found ON user_id = n WHERE id < 10 ORDER BY 1, 2;
\! saw requests
-- a value that is not known yet: not early, nor is what it is taken from
\! saw reset
SELECT a.id, p.id AS post FROM a LEFT JOIN posts p ON p.user_id > a.id AND p.id = (SELECT max(n) FROM local) ORDER BY 1;
SELECT nothing.id, p.id FROM nothing LEFT JOIN posts p ON p.user_id > nothing.id AND p.id = (SELECT max(id) FROM b);
\! saw requests
-- early: where only a condition on its rows hangs on such a value
\! saw reset
SELECT nothing.id, b.id FROM nothing LEFT JOIN b ON b.id > nothing.id AND b.name = (SELECT max(n)::text FROM local);
\! saw requests
-- ... where both sides of a join read an API ...
\! saw reset
SELECT nothing.id, b.id FROM nothing LEFT JOIN b ON b.id > nothing.id;
\! saw requests
-- ... and not with start_early off
ALTER FOREIGN TABLE b OPTIONS (ADD start_early 'off');
\! saw reset
SELECT nothing.id, b.id FROM nothing LEFT JOIN b ON b.id > nothing.id;
\! saw requests
ALTER FOREIGN TABLE b OPTIONS (DROP start_early);
-- an inner side that goes by the outer's rows is not early, nor one behind a table without rows
\! saw reset
SELECT nothing.id, p.id FROM nothing, LATERAL (SELECT id FROM posts WHERE id = nothing.id OFFSET 0) p;
SELECT count(*) FROM (SELECT id FROM a UNION ALL SELECT b.id FROM local, b WHERE n > 3 AND b.id > n) u;
\! saw requests
-- behind a condition that is false, in a sub-select that nobody evaluates, behind a LIMIT: no request
SET enable_async_append = off;
SET api.flag = 'off';
\! saw reset
SELECT count(*) FROM (SELECT id FROM a UNION ALL SELECT id FROM b WHERE current_setting('api.flag') = 'on') u;
SELECT id, CASE WHEN id > 5 THEN (SELECT max(id) FROM b) END FROM a UNION ALL SELECT id, id FROM nothing ORDER BY 1;
(SELECT id FROM a UNION ALL SELECT id FROM b) LIMIT 1;
SELECT count(*) FROM (SELECT id FROM a UNION ALL (SELECT id FROM b LIMIT (SELECT max(n) - 3 FROM local))) u;
BEGIN;
DECLARE first CURSOR FOR SELECT id FROM a UNION ALL SELECT id FROM b;
FETCH 1 FROM first;
ROLLBACK;
\! saw requests
-- what was started early is asked once, also under Sort, Agg and in a CTE
\! saw reset
WITH m AS MATERIALIZED (SELECT id FROM c) SELECT * FROM (SELECT max(id) FROM a) x, (SELECT count(*) FROM b) y, m ORDER BY m.id;
(SELECT id FROM a ORDER BY name DESC LIMIT 2) UNION ALL (SELECT id FROM b ORDER BY name DESC LIMIT 2);
\! saw requests
DROP SERVER api CASCADE;
DROP TABLE found, local;
