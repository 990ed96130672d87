-- Lists: the values of IN go out together, param_in_max of them in a request, and the rows
-- are dealt back to them.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FOREIGN TABLE posts (id int OPTIONS (param 'ids', param_in 'comma', param_in_max '3'),
  user_id int OPTIONS (param 'user'), title text)
  SERVER api OPTIONS (path '/listed', params '{"sep": "comma"}');
-- one request for each three, without repeats and NULLs, in the order of the values
\! saw reset
SELECT id, title FROM posts WHERE id IN (9, 3, 7, NULL, 3, 1, 9, 2) ORDER BY id;
\! saw requests
-- one value is a list of one; none at all asks for nothing
\! saw reset
SELECT id FROM posts WHERE id = 5;
SELECT id FROM posts WHERE id = ANY ('{}'::int[]) OR id = NULL;
SELECT id FROM posts WHERE id = ANY ('{}'::int[]);
SELECT id FROM posts WHERE id = ANY ('{NULL}'::int[]);
SELECT id FROM posts WHERE id = ANY (NULL::int[]);
SELECT id FROM posts WHERE id = ANY (ARRAY(SELECT generate_series(4, 6))) ORDER BY id;
\! saw requests
EXPLAIN (COSTS OFF) SELECT title FROM posts WHERE id IN (1, 2);
-- the product with a column that is fanned out
\! saw reset
SELECT id, user_id FROM posts WHERE id IN (1, 2, 11, 12, 21) AND user_id IN (1, 2) ORDER BY id;
\! saw requests
-- max_fanout counts requests
ALTER FOREIGN TABLE posts OPTIONS (ADD max_fanout '4');
SELECT count(*) FROM posts WHERE id = ANY (ARRAY(SELECT generate_series(1, 12)));
SELECT count(*) FROM posts WHERE id = ANY (ARRAY(SELECT generate_series(1, 13)));
SELECT count(*) FROM posts WHERE id IN (1, 2, 3, 4) AND user_id IN (1, 2, 3);
-- other values for each row of a sub-select
ALTER FOREIGN TABLE posts OPTIONS (DROP max_fanout);
\! saw reset
SELECT v.a, ARRAY(SELECT id FROM posts WHERE id = ANY (v.a) ORDER BY id) AS ids
  FROM (VALUES ('{1,2,3,4}'::int[]), ('{4,3}'), ('{}'), (NULL)) v (a);
\! saw requests
-- the other ways
\! saw reset
ALTER FOREIGN TABLE posts ALTER id OPTIONS (SET param_in 'repeat');
ALTER FOREIGN TABLE posts OPTIONS (DROP params);
SELECT count(*) FROM posts WHERE id IN (1, 2, 3, 4);
ALTER FOREIGN TABLE posts ALTER id OPTIONS (SET param_in 'pipe');
ALTER FOREIGN TABLE posts OPTIONS (ADD params '{"sep": "pipe"}');
SELECT count(*) FROM posts WHERE id IN (1, 2, 3, 4);
ALTER FOREIGN TABLE posts ALTER id OPTIONS (SET param_in 'semicolon');
ALTER FOREIGN TABLE posts OPTIONS (SET params '{"sep": "semicolon", "ids": "7"}');
SELECT count(*) FROM posts WHERE id IN (1, 2, 3, 4);
ALTER FOREIGN TABLE posts ALTER id OPTIONS (SET param_in 'space', DROP param_in_max);
ALTER FOREIGN TABLE posts OPTIONS (SET params '{"sep": "space", "most": 100}');
SELECT count(*) FROM posts WHERE id = ANY (ARRAY(SELECT generate_series(1, 101)));
\! saw requests | sed 's/%201.*%20100&/..100\&/; s/%202%20.*%20100/..100/'
-- in the path, in a body, in a body as an array, in a header
\! saw reset
ALTER FOREIGN TABLE posts ALTER id OPTIONS (SET param_in 'comma', ADD json_path '$.id');
ALTER FOREIGN TABLE posts OPTIONS (SET path '/listed/{ids}', SET params '{"sep": "comma"}');
SELECT id FROM posts WHERE id BETWEEN 3 AND 5 ORDER BY id;
-- a range is written out, so that its list has a bound, and so has the URL
SELECT id FROM posts WHERE id > 0;
SELECT id FROM posts WHERE id BETWEEN 1 AND 2000000000;
ALTER FOREIGN TABLE posts ALTER id OPTIONS (ADD param_in_max '20000');
SELECT id FROM posts WHERE id BETWEEN 1 AND 15000;
ALTER FOREIGN TABLE posts ALTER id OPTIONS (SET param_in 'semicolon', SET param_in_max '100');
ALTER FOREIGN TABLE posts OPTIONS (SET params '{"sep": "semicolon"}');
SELECT id FROM posts WHERE id BETWEEN 3 AND 5 ORDER BY id;
ALTER FOREIGN TABLE posts OPTIONS (SET path '/listed', ADD body '{"ids": {ids}}');
SELECT id FROM posts WHERE id IN (7, 8) ORDER BY id;
ALTER FOREIGN TABLE posts ALTER id OPTIONS (SET param_in 'repeat');
SELECT id FROM posts WHERE id IN (7, 8) ORDER BY id;
\! saw requests
CREATE FOREIGN TABLE echo (m text OPTIONS (param 'm', param_in 'comma', json_path '$.method'), body text,
  header text OPTIONS (json_path '$.headers."x-m"[0]'))
  SERVER api OPTIONS (path '/echo', headers '{"X-M": "{m}"}', body '{"m": {m}}');
SELECT * FROM echo WHERE m IN ('GET', 'x "y"', 'POST');
ALTER FOREIGN TABLE echo OPTIONS (DROP headers), ALTER m OPTIONS (SET param_in 'repeat');
SELECT * FROM echo WHERE m IN ('GET', 'x "y"', 'POST');
SELECT * FROM echo WHERE m = 'POST';
DROP FOREIGN TABLE posts, echo;
-- an API that ignores the filter, and one that answers more than was asked for
CREATE FOREIGN TABLE five (id int OPTIONS (param 'ids', param_in 'comma', param_in_max '2'), title text)
  SERVER api OPTIONS (path '/ignores_filter');
SELECT id FROM five WHERE id IN (1, 2, 4, 9) ORDER BY id;
SELECT id FROM five WHERE id IN (8, 9);
CREATE FOREIGN TABLE more (id int OPTIONS (param 'ids', param_in 'repeat', param_in_max '2'), title text)
  SERVER api OPTIONS (path '/listed', params '{"also": "3"}');
SELECT id FROM more WHERE id IN (1, 2, 3, 4, 5) ORDER BY id;
-- values of a text column: what holds the separator, or nothing, cannot be in a list
CREATE FOREIGN TABLE found (title text OPTIONS (param 'q', param_in 'comma'), price numeric OPTIONS (param 'price', param_in 'comma'), id int)
  SERVER api OPTIONS (path '/ignores_filter');
SELECT id FROM found WHERE title IN ('beta 1', 'gamma 2', 'x&y') AND price IN (1.9, 2.90, 7) ORDER BY id;
SELECT id FROM found WHERE title IN ('beta 1', 'gamma, 2');
SELECT id FROM found WHERE title = 'gamma, 2';
SELECT id FROM found WHERE title IN ('beta 1', '');
ALTER FOREIGN TABLE found ALTER title OPTIONS (SET param_in 'repeat');
\! saw reset
SELECT id FROM found WHERE title IN ('beta 1', 'gamma, 2', '');
\! saw requests
-- values are told apart by their type, not by their spelling
CREATE TYPE mood AS ENUM ('sad', 'happy');
ALTER TYPE mood ADD VALUE 'fine' BEFORE 'happy';
CREATE FOREIGN TABLE typed (n int, e mood OPTIONS (param 'e', param_in 'comma'), c char(4) OPTIONS (param 'c', param_in 'pipe'),
  t timestamptz OPTIONS (param 't', param_in 'repeat'), u uuid OPTIONS (param 'u', param_in 'space'), b bool OPTIONS (param 'b', param_in 'comma'))
  SERVER api OPTIONS (path '/json', params '{"body": "[{\"n\": 1, \"e\": \"fine\", \"c\": \"ab  \", \"t\": \"2024-01-01T01:00:00+01:00\", \"u\": \"A0EEBC999C0B4EF8BB6D6BB9BD380A11\", \"b\": true}, {\"n\": 2, \"e\": \"sad\"}, {\"n\": 3}]"}');
SELECT n FROM typed WHERE e IN ('sad', 'fine') ORDER BY n;
SELECT n FROM typed WHERE c IN ('zz', 'b', 'ab', 'aa') AND t IN ('2025-01-01 UTC', '2024-01-01 UTC', '2023-01-01 UTC')
  AND u IN ('b0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11') AND b IN (false, true);
-- what does not go together
\set VERBOSITY default
CREATE FUNCTION try(column_options text, table_options text DEFAULT 'path ''/x''') RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  hint text;
BEGIN
  EXECUTE format('CREATE FOREIGN TABLE no (a int OPTIONS (%s)) SERVER api OPTIONS (%s)', column_options, table_options);
  DROP FOREIGN TABLE no;
  RETURN 'fine';
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
  RETURN format(E'%s\n  %s', sqlerrm, hint);
END $$;
\t on
\a
SELECT try($$param 'a', param_in 'comma', param_only 'on'$$);
SELECT try($$param 'a', param_in 'fanout', param_only 'on'$$);
SELECT try($$param 'a', param_in 'comma'$$, $$path '/x/{a}'$$);
SELECT try($$param 'a', param_in 'comma', param_only 'off'$$, $$path '/x/{a}'$$);
SELECT try($$param_in 'comma'$$);
SELECT try($$param 'a', param_in_max '7'$$);
SELECT try($$param 'a', param_in 'repeat', json_path '$.a'$$, $$path '/x/{a}'$$);
SELECT try($$param 'a', param_in 'repeat'$$, $$headers '{"X-A": "{a}"}'$$);
SELECT try($$param 'a', param_in 'repeat'$$, $$params '{"q": "a:{a}"}'$$);
SELECT try($$param 'a', param_in 'repeat'$$, $$body 'a={a}', content_type 'application/x-www-form-urlencoded'$$);
SELECT try($$param 'a', param_in 'repeat'$$, $$body '{"a": {a}}'$$);
SELECT try($$param 'a', param_in 'repeat'$$, $$graphql_query 'query ($a: [Int]) { a(a: $a) }'$$);
SELECT try($$param 'a', param_in 'comma'$$, $$on_http_error 'row'$$);
SELECT try($$param 'a', param_in 'commas'$$);
SELECT try($$param 'a', param_in 'comma', param_in_max '0'$$);
\a
\t off
DROP FUNCTION try;
DROP SERVER api CASCADE;
DROP TYPE mood;
