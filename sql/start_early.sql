-- What starts early raises nothing that the query would not have met; and what acts for each row is not read ahead.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FOREIGN TABLE nothing (id int) SERVER api OPTIONS (path '/json', params '{"body": "[]"}');
CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id'), user_id int OPTIONS (json_path '$.user.id'), title text)
  SERVER api OPTIONS (path '/posts/{id}', max_fanout '10');
CREATE FOREIGN TABLE echo (a int OPTIONS (param 'a', param_only 'on'), d date OPTIONS (param 'd', param_only 'on'),
  n numeric OPTIONS (param 'n', param_only 'on'), t timestamptz OPTIONS (param 't', param_only 'on'), target text)
  SERVER api OPTIONS (path '/echo');
SET enable_hashjoin = off;
SET enable_mergejoin = off;
\! saw reset
SELECT x.id, p.id FROM nothing x LEFT JOIN posts p ON p.user_id > x.id;
SELECT x.id, p.id FROM nothing x LEFT JOIN posts p ON p.user_id > x.id AND p.id BETWEEN 1 AND 100;
SELECT x.id, e.target FROM nothing x LEFT JOIN echo e ON e.d = 'infinity';
SELECT x.id, e.target FROM nothing x LEFT JOIN echo e ON e.d = '0044-03-15 BC';
SELECT x.id, e.target FROM nothing x LEFT JOIN echo e ON e.n = 'NaN';
SELECT x.id, e.target FROM nothing x LEFT JOIN echo e ON e.t = '-infinity';
SELECT x.id, e.target FROM nothing x LEFT JOIN echo e ON e.a = 1 / (SELECT 0);
PREPARE divided(int) AS SELECT x.id, e.target FROM nothing x LEFT JOIN echo e ON e.a = 1 / $1;
SET plan_cache_mode = force_generic_plan;
EXECUTE divided(0);
RESET plan_cache_mode;
-- nor does it run what the query would not have run: a function, or a sub-select, for its value
CREATE SEQUENCE calls;
CREATE FUNCTION told(n int) RETURNS int LANGUAGE plpgsql STABLE AS $$ BEGIN RAISE WARNING 'told'; RETURN n; END $$;
SELECT x.id, e.target FROM nothing x LEFT JOIN echo e ON e.a = told(1);
SELECT x.id, e.target FROM nothing x LEFT JOIN echo e ON e.a = (SELECT nextval('calls'));
SELECT is_called FROM calls;
\! saw requests
-- nor what goes wrong with requests that are made early: secrets that may not go there any more, here
CREATE SERVER moved FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url 'http://before.example', max_retries '0');
CREATE USER MAPPING FOR CURRENT_USER SERVER moved OPTIONS (bearer_token 'token');
ALTER SERVER moved OPTIONS (SET base_url :'url');
CREATE FOREIGN TABLE barred (id int) SERVER moved OPTIONS (path '/json', params '{"body": "[{\"id\": 1}]"}');
CREATE FOREIGN TABLE two (id int) SERVER api OPTIONS (path '/json', params '{"body": "[{\"id\": 1}, {\"id\": 2}]"}');
CREATE FOREIGN TABLE fails (id int) SERVER api OPTIONS (path '/status/400');
\set VERBOSITY sqlstate
\! saw reset
SELECT * FROM barred;
SELECT x.id, b.id FROM nothing x LEFT JOIN barred b ON b.id > x.id;
SELECT x.id, b.id FROM nothing x, barred b;
SET enable_async_append = off;
SELECT * FROM two UNION ALL SELECT * FROM barred LIMIT 2;
SELECT * FROM two UNION ALL SELECT * FROM barred;
SELECT * FROM fails UNION ALL SELECT * FROM barred;
BEGIN;
DECLARE c CURSOR FOR SELECT * FROM two UNION ALL SELECT * FROM barred;
FETCH 2 FROM c;
FETCH 1 FROM c;
ROLLBACK;
RESET enable_async_append;
\set VERBOSITY default
\! saw requests
DROP SERVER moved CASCADE;
DROP FOREIGN TABLE two, fails;
\! saw reset
-- its values may be lists, and no more than constants
-- (the first table's answer takes a while, so that what leaves early is there before the scan ends)
ALTER FOREIGN TABLE nothing OPTIONS (SET params '{"body": "[]", "delay": "300"}');
SELECT count(*) FROM nothing x LEFT JOIN posts p ON p.id IN (1, 2) AND p.user_id > x.id;
\! saw requests
-- a lateral function that acts, or VALUES that do, are read as far as the query wants rows
CREATE FUNCTION noted(g int) RETURNS SETOF int LANGUAGE sql VOLATILE AS $$ SELECT nextval('calls')::int + g * 0 $$;
SELECT count(*) FROM (SELECT FROM generate_series(1, 50) g, LATERAL noted(g) v JOIN echo ON a = v LIMIT 1) s;
SELECT last_value FROM calls;
SELECT count(*) FROM (SELECT FROM (VALUES (nextval('calls')), (nextval('calls')), (nextval('calls'))) v (x) JOIN echo ON a = x LIMIT 1) s;
SELECT last_value FROM calls;
-- parameters of a loop are written as what gives them
CREATE TABLE local AS SELECT 1 AS k;
SET api_fdw.enable_batch_join = off;
CREATE FUNCTION parameters(query text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  line text;
BEGIN
  FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
    IF line ~ 'Parameters' THEN RETURN NEXT trim(line); END IF;
  END LOOP;
END $$;
SELECT parameters('SELECT target FROM local JOIN echo ON a = k');
RESET api_fdw.enable_batch_join;
DROP TABLE local;
DROP FUNCTION noted, told, parameters;
DROP SEQUENCE calls;
DROP SERVER api CASCADE;
