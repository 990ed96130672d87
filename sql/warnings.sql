-- What a scan passed over is told once, when it ends, over all its rescans, and whether it was read to its end or not.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', max_retries '0', max_concurrency '1');
CREATE FOREIGN TABLE posts (n int OPTIONS (param 'n', param_only 'on'), title text)
  SERVER api OPTIONS (path '/posts/{n}', on_http_error 'ignore', keep_order 'on');
CREATE FOREIGN TABLE stand_ins (n int OPTIONS (param 'n', param_only 'on'), title text)
  SERVER api OPTIONS (path '/posts/{n}', on_http_error 'row');
CREATE FOREIGN TABLE bad (id int, text int) SERVER api OPTIONS (path '/export/array', params '{"n": "3"}', on_error 'set_null');
CREATE FOREIGN TABLE other (id int OPTIONS (param 'id')) SERVER api OPTIONS (path '/ignores_filter');
CREATE FOREIGN TABLE twice (id int, name text) SERVER api OPTIONS (path '/export/array', params '{"n": "3"}', unique_key 'name',
  on_duplicate_row 'ignore');
CREATE FOREIGN TABLE nulls (id int OPTIONS (json_path '$.id'))
  SERVER api OPTIONS (path '/json', params '{"body": "[null, {\"id\": 1}]"}');
ALTER FOREIGN TABLE twice ALTER name OPTIONS (json_path '$.text');
\set VERBOSITY terse
-- a sub-select that is run for each row
SELECT count((SELECT max(n) FROM posts WHERE n IN (-5, -6) AND n + g < 9)) FROM generate_series(1, 4) AS g;
SELECT count((SELECT max(n) FROM stand_ins WHERE n = -4 - g % 2)) FROM generate_series(1, 4) AS g;
SELECT count((SELECT max(text) FROM bad WHERE id > g)) FROM generate_series(1, 4) AS g;
SELECT count((SELECT max(id) FROM nulls WHERE id > g)) FROM generate_series(1, 4) AS g;
SELECT count((SELECT max(id) FROM twice WHERE id > g)) FROM generate_series(1, 4) AS g;
-- the inner side of a loop, of a batched join, and of one that starts over
SET enable_hashjoin = off;
SET enable_mergejoin = off;
SET enable_material = off;
SET api_fdw.enable_batch_join = off;
SELECT count(*) FROM generate_series(-3, 2) AS g JOIN posts ON n = g;
SELECT count(text) FROM generate_series(1, 3) AS g LEFT JOIN bad ON id > g;
SELECT count(*) FROM generate_series(1, 30) AS g,
  LATERAL (SELECT count(*) FROM unnest('{2,-5}'::int[]) AS c JOIN posts ON n = c WHERE c + g > -9) AS x;
RESET api_fdw.enable_batch_join;
SELECT count(*) FROM generate_series(-3, 2) AS g JOIN posts ON n = g;
SELECT count(*) FROM generate_series(1, 30) AS g,
  LATERAL (SELECT count(*) FROM unnest('{2,-5}'::int[]) AS c JOIN posts ON n = c WHERE c + g > -9) AS x;
RESET enable_hashjoin;
RESET enable_mergejoin;
RESET enable_material;
-- records that are not what was asked for, in several responses
\set VERBOSITY default
SELECT (SELECT max(id) FROM other WHERE id = g) FROM generate_series(4, 8) AS g;
SELECT max(id) FROM other WHERE id = 9;
\set VERBOSITY terse
-- a scan that is left early: LIMIT, EXISTS, a cursor that is closed, a loop that is left
SELECT n FROM posts WHERE n IN (-5, 2) LIMIT 1;
SELECT EXISTS (SELECT FROM posts WHERE n IN (-5, 2));
BEGIN;
DECLARE c CURSOR FOR SELECT n FROM posts WHERE n IN (-5, 2, 3);
FETCH 1 FROM c;
CLOSE c;
COMMIT;
DO $$
DECLARE
  r record;
BEGIN
  FOR r IN SELECT * FROM bad LOOP
    EXIT;
  END LOOP;
END $$;
-- where the statement fails, its error is what there is to say
SELECT 1 / (n - 2) FROM posts WHERE n IN (-5, 2);
DROP SERVER api CASCADE;
