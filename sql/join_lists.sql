-- Joins by columns that take lists: keys go out together, and rows are dealt back to them.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', max_retries '0');
CREATE FOREIGN TABLE posts (id int OPTIONS (param 'ids', param_in 'comma', param_in_max '3'),
  user_id int OPTIONS (param 'user'), title text)
  SERVER api OPTIONS (path '/listed', params '{"sep": "comma"}', rows '1');
CREATE FOREIGN TABLE all_of_them (id int OPTIONS (param 'id', param_in 'comma'), title text)
  SERVER api OPTIONS (path '/ignores_filter', rows '1');
CREATE TABLE local (n int, k int);
INSERT INTO local SELECT g, g % 7 + 1 FROM generate_series(1, 14) g;
INSERT INTO local VALUES (15, NULL), (16, 500), (17, 5);
ANALYZE local;
SET enable_hashjoin = off;
SET enable_mergejoin = off;
SET enable_nestloop = off;
\pset format unaligned
\pset tuples_only on
-- seven keys in three requests, each key once
\! saw reset
SELECT string_agg(n || ':' || id, ' ') FROM local JOIN posts ON id = k WHERE n < 15;
\! saw requests
\! saw reset
SELECT string_agg(n || ':' || coalesce(title, 'none'), ' ') FROM local LEFT JOIN posts ON id = k WHERE n > 10;
SELECT string_agg(n::text, ' ') FROM local WHERE EXISTS (SELECT FROM posts WHERE id = k) AND n > 10;
SELECT string_agg(n::text, ' ') FROM local WHERE NOT EXISTS (SELECT FROM posts WHERE id = k) AND n > 10;
-- another value beside the key: only equal ones go out together
\! saw reset
SELECT string_agg(n || ':' || id, ' ') FROM local JOIN posts ON id = k AND user_id = k % 2 WHERE n < 8;
\! saw requests
-- long values: several requests, for no URL may grow too long
CREATE FOREIGN TABLE named (name text OPTIONS (param 'name', param_in 'repeat'))
  SERVER api OPTIONS (path '/named', rows '1');
\! saw reset
SELECT count(*), count(name) FROM generate_series(1, 40) g LEFT JOIN named ON name = g || repeat('x', 1000);
\! saw count
-- an API that answers with more than was asked for
SELECT string_agg(n || ':' || id, ' ') FROM local JOIN all_of_them ON id = k WHERE n IN (1, 2, 3, 16);
EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF, FORMAT JSON) SELECT FROM local JOIN posts ON id = k
\g (format=unaligned tuples_only=on) |grep -E '"(Keys|Distinct Keys|Requests|Requests Saved|Parameters)"'
DROP TABLE local;
DROP SERVER api CASCADE;
