-- Fan-out: one request for each combination of values, each sent once.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id', json_path '$.id'), title text)
  SERVER api OPTIONS (path '/posts/{id}', max_fanout '100');
CREATE FOREIGN TABLE echo (
  a int OPTIONS (param 'a', param_only 'true'), b text OPTIONS (param 'b', param_only 'true'),
  target text) SERVER api OPTIONS (path '/echo');
\! saw reset
-- nothing is sent to plan, nor for NULL, empty lists and empty ranges
PREPARE nothing AS SELECT * FROM posts WHERE id = 1;
EXPLAIN (COSTS OFF) SELECT title FROM posts WHERE id = 1;
SELECT count(*) FROM posts WHERE id = NULL::int;
SELECT count(*) FROM posts WHERE id = ANY ('{}'::int[]);
SELECT count(*) FROM posts WHERE id = ANY (NULL::int[]);
SELECT count(*) FROM posts WHERE id BETWEEN 5 AND 4;
SELECT count(*) FROM posts WHERE id BETWEEN 1 AND NULL::int;
SELECT count(*) FROM posts WHERE id = 3000000000;
\! saw count
-- one value, a list without its repeats and NULLs, a range
SELECT id, title <> '' AS titled FROM posts WHERE id = 7;
SELECT id FROM posts WHERE id IN (3, 1, 2, 3, NULL) ORDER BY id;
\! saw count
\! saw reset
SELECT count(*), min(id), max(id), count(DISTINCT id) FROM posts WHERE id BETWEEN 1 AND 50;
\! saw count
-- several bounds; both ways round; other integer types
SELECT id FROM posts WHERE id > 3 AND id >= 2 AND 7::int8 > id AND id <= 100::int2 ORDER BY id;
SELECT id FROM posts WHERE id >= 2147483646 AND id < 9223372036854775807 ORDER BY id;
-- the clauses that shape no request are still checked
SELECT id FROM posts WHERE id BETWEEN 1 AND 20 AND id IN (4, 5, 30) AND id % 2 = 0 ORDER BY id;
SELECT id FROM posts WHERE id BETWEEN 1 AND 20 AND id <> 5 AND id % 10 = 1 AND title <> '' ORDER BY id;
-- values that are known at execution only
SELECT id FROM posts WHERE id = ANY (ARRAY(SELECT g FROM generate_series(10, 12) g)) ORDER BY id;
SELECT id FROM posts WHERE id = (SELECT max(g) FROM generate_series(10, 12) g);
SET plan_cache_mode = force_generic_plan;
PREPARE one (int) AS SELECT id FROM posts WHERE id = $1;
PREPARE several (int[]) AS SELECT id FROM posts WHERE id = ANY ($1) ORDER BY id;
PREPARE span (int8, int8) AS SELECT id FROM posts WHERE id BETWEEN $1 AND $2 ORDER BY id;
EXECUTE one (5);
EXECUTE one (6);
EXECUTE several ('{8,7,8}');
EXECUTE several (NULL);
EXECUTE span (1, 3);
EXECUTE span (9223372036854775806, 9223372036854775807);
-- several columns: their product
\! saw reset
SELECT a, b, target FROM echo WHERE a IN (1, 2) AND b IN ('x', 'y z', 'x') ORDER BY a, b;
SELECT a, b, target FROM echo WHERE b = 'only b';
SELECT a, b, target FROM echo;
\! saw count
-- a range on a query parameter is not asked value by value, and what the column shows would be NULL
SELECT count(*) FROM echo WHERE a BETWEEN 1 AND 1000000;
-- too many
SELECT count(*) FROM posts WHERE id BETWEEN 1 AND 101;
SELECT count(*) FROM posts WHERE id BETWEEN -2147483648 AND 2147483647;
SELECT count(*) FROM posts WHERE id = ANY (ARRAY(SELECT generate_series(1, 200)));
-- none, or half a range
SELECT * FROM posts;
SELECT * FROM posts WHERE id > 3;
SELECT * FROM posts WHERE id < 3;
DROP SERVER api CASCADE;
