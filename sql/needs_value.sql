-- A column that shows what is sent needs a value where a condition reads it: rows or an error, never none.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FOREIGN TABLE weather (city text OPTIONS (param 'city', param_only 'on'), n int OPTIONS (param 'n', param_only 'on'),
  target text) SERVER api OPTIONS (path '/echo');
CREATE FOREIGN TABLE search (id int OPTIONS (param 'id', required 'on', json_path '$.a'), target text) SERVER api OPTIONS (path '/echo');
CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id'), title text) SERVER api OPTIONS (path '/posts/{id}', rows '1');
CREATE TABLE cities (name text, lower_name text);
INSERT INTO cities VALUES ('Bonn', 'bonn'), ('Ulm', 'ulm');
ANALYZE cities;
-- in a target list, a whole row, or behind IS NULL it is NULL
SELECT * FROM weather;
TABLE weather;
SELECT w FROM weather w;
SELECT row_to_json(w) FROM weather w;
SELECT count(*) FROM weather WHERE city IS NULL;
SELECT target FROM weather WHERE city IS NULL AND n = 3;
CREATE MATERIALIZED VIEW kept AS SELECT * FROM weather;
SELECT * FROM kept;
SELECT name, w.city FROM cities JOIN weather w ON true ORDER BY 1 FOR UPDATE OF cities;
UPDATE cities SET name = name FROM weather w WHERE w.n = 1;
SELECT city FROM weather WHERE n = 5 GROUP BY city HAVING count(*) = 1;
-- what reads it is an error that names the condition
\! saw reset
SELECT * FROM weather WHERE city LIKE 'B%';
SELECT * FROM weather WHERE city IS NOT NULL;
SELECT * FROM weather WHERE NOT (city IS NULL);
SELECT * FROM weather WHERE upper(city) = 'BONN';
SELECT * FROM weather WHERE n > 3;
SELECT * FROM weather WHERE n BETWEEN 1 AND 3;
SELECT * FROM weather WHERE n + 0 = 1;
SELECT * FROM weather WHERE city = 'Bonn' OR n = 1;
SELECT * FROM weather WHERE city IS NULL OR city = target;
SELECT * FROM weather WHERE city = 'Bonn' AND n > 1 OR city = 'Ulm';
SELECT * FROM weather w WHERE (w).city <> 'Bonn';
SELECT * FROM weather w WHERE w IS NOT NULL;
SELECT city FROM weather GROUP BY city HAVING max(city) = 'Bonn';
SELECT name, target FROM cities FULL JOIN weather ON city = name;
SELECT x, target FROM (VALUES ('Bonn')) l (x) FULL JOIN weather ON city = x;
SELECT x FROM cities LEFT JOIN (SELECT coalesce(city, 'none') AS x, target FROM weather) w ON w.target = name WHERE x <> 'none';
SELECT target FROM weather WHERE city <> ALL (SELECT name FROM cities);
SELECT target FROM weather WHERE EXISTS (SELECT FROM cities WHERE name > city OFFSET 0);
SELECT name, target FROM cities JOIN weather ON lower(city) = lower_name;
SELECT name, target FROM cities JOIN weather ON city > name;
SELECT w.target FROM weather w LEFT JOIN cities ON city = name;
SELECT w.target FROM weather w LEFT JOIN cities ON w.city = 'Bonn';
SELECT a.target FROM weather a JOIN weather b ON a.city = b.city;
SELECT id FROM posts WHERE id > 5 OR id = 1;
SELECT id FROM posts WHERE id::text = '5';
-- each condition beside one that gives the value is checked on it
SELECT city, target FROM weather WHERE city = 'Bonn' AND city LIKE 'B%';
SELECT city, target FROM weather WHERE city = 'Bonn' AND city LIKE 'C%';
-- a required parameter, read or not
SELECT target FROM search;
SELECT count(*) FROM search;
SELECT target FROM search WHERE target = 'x';
SELECT target FROM search WHERE id > 5;
CREATE FOREIGN TABLE unfed (id int OPTIONS (required 'on')) SERVER api OPTIONS (path '/echo');
CREATE FOREIGN TABLE unfed (id int OPTIONS (param 'id', required 'maybe')) SERVER api OPTIONS (path '/echo');
\! saw requests
SELECT target FROM weather WHERE city = current_user AND n = 1;
SET enable_nestloop = off;
SELECT target FROM cities JOIN weather ON city = name ORDER BY 1;
SET api_fdw.enable_batch_join = off;
SELECT target FROM cities JOIN weather ON city = name ORDER BY 1;
SELECT title FROM generate_series(1, 2) k JOIN posts ON id = k ORDER BY 1;
SELECT title FROM generate_series(1, 2) k JOIN posts ON id IS NOT DISTINCT FROM NULL;
RESET enable_nestloop;
-- a join gives a sub-query nothing that has conditions of its own
SELECT count(*) FROM generate_series(1, 2) k JOIN (SELECT id, title FROM posts WHERE id % 2 = 0 UNION ALL SELECT id, title FROM posts) u ON u.id = k;
SELECT count(*) FROM generate_series(1, 2) k JOIN (SELECT id, count(*) AS c FROM posts GROUP BY id) u ON u.id = k;
-- behind a security barrier no condition is quoted
CREATE VIEW hidden WITH (security_barrier) AS SELECT * FROM weather WHERE city > 'secret';
SELECT * FROM hidden;
-- EXISTS that may be hashed: core makes a column of the condition, and then asks row by row
SELECT name, EXISTS (SELECT FROM weather WHERE city = name AND target LIKE '%Bonn') FROM cities ORDER BY 1;
-- a sub-query that gives it out sees no condition around it: a warning
SELECT * FROM (SELECT DISTINCT city, target FROM weather WHERE n = 1) w WHERE city = 'Bonn' OR target LIKE '/echo%';
WITH w AS MATERIALIZED (SELECT * FROM weather WHERE n = 2) SELECT * FROM w WHERE city = 'Bonn';
SELECT count(*) FROM (SELECT DISTINCT target FROM weather) w;
-- a column of the records under a condition that cannot be sent, where no record has it: no row could pass
CREATE FOREIGN TABLE items (id int, updated_since timestamptz OPTIONS (param 'updated_since'), state text OPTIONS (param 'state'))
  SERVER api OPTIONS (path '/json', params '{"body": "[{\"id\":1,\"state\":null},{\"id\":2,\"state\":\"open\"}]"}');
SELECT count(*) FROM items WHERE updated_since > '2024-01-01 00:00Z' OR updated_since = '2023-01-01 00:00Z' AND id > 0;
SELECT count(*) FROM items WHERE updated_since > (SELECT max(name)::timestamptz FROM cities WHERE false);
SELECT count(*) FROM cities JOIN items ON updated_since > name::timestamptz AND id = 3;
SELECT count(*) FROM items WHERE updated_since IS DISTINCT FROM now();
SELECT count(*) FROM items WHERE updated_since IS NOT NULL OR id = 1;
SELECT id FROM items WHERE state LIKE 'o%';
SELECT id FROM items WHERE state LIKE 'x%';
DROP MATERIALIZED VIEW kept;
DROP TABLE cities;
DROP SERVER api CASCADE;
