-- EXPLAIN shows the request and what is pushed, and sends nothing; with ANALYZE
-- it is an HTTP profile.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', max_concurrency '5');
CREATE USER MAPPING FOR CURRENT_USER SERVER api OPTIONS (bearer_token 'very-secret');
CREATE FOREIGN TABLE posts (
  id int OPTIONS (param 'id', json_path '$.id'), "User" text OPTIONS (param 'user', param_only 'true'),
  title text) SERVER api OPTIONS (path '/posts/{id}', params '{"page": "1"}', max_concurrency '4');
-- counts are the same in every run; bytes, times and connections are not
CREATE FUNCTION explain_counts(query text, options text = 'ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF') RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  line text;
BEGIN
  FOR line IN EXECUTE format('EXPLAIN (%s) %s', options, query) LOOP
    line := regexp_replace(line, 'Bytes: [1-9]\d*', 'Bytes: N');
    line := regexp_replace(line, 'Connections Opened: \d+  Connections Reused: \d+', 'Connections: N');
    IF line ~ 'api_fdw|Foreign|Request|Param|Max Conc|Pages|Connections|Rejected' THEN
      RETURN NEXT regexp_replace(line, ' \(actual.*\)', '');
    END IF;
  END LOOP;
END $$;
\! saw reset
EXPLAIN (COSTS OFF) SELECT title FROM posts WHERE id = 1;
EXPLAIN (COSTS OFF) SELECT title FROM posts WHERE id BETWEEN 1 AND 100 AND id < 50 AND "User" = 'x';
EXPLAIN (COSTS OFF) SELECT title FROM posts WHERE id IN (1, 2, 3) AND title > 'a';
-- a missing value is an error of the execution; some versions call such a scan disabled
SELECT explain_counts('SELECT count(*) FROM posts', 'COSTS OFF');
ALTER SERVER api OPTIONS (SET base_url 'https://api.example.com/v1');
EXPLAIN (VERBOSE, COSTS OFF) SELECT count(*) FROM posts WHERE id = 1;
ALTER SERVER api OPTIONS (SET base_url :'url');
\! saw count
SELECT explain_counts('SELECT title FROM posts WHERE id BETWEEN 1 AND 12');
SELECT explain_counts('SELECT title FROM posts WHERE id = ANY (''{}''::int[])');
\! saw count
-- where no total is known, pages are asked for on a guess: counted apart; a POST never is
CREATE FOREIGN TABLE paged (id int) SERVER api OPTIONS (path '/paged/page', params '{"n": "10"}',
  record_path '$.data', pagination 'page_number', page_param 'page');
SELECT explain_counts('SELECT id FROM paged');
ALTER FOREIGN TABLE paged OPTIONS (SET path '/paged/post_page', ADD body '{"page": {page}}');
SELECT explain_counts('SELECT id FROM paged');
-- values that did not fit, where that is no error; of all streams of the scan
CREATE FOREIGN TABLE odd (id int OPTIONS (param 'n', param_only 'true'), a int, b date) SERVER api OPTIONS (path '/json',
  params '{"body": "[{\"a\": 1, \"b\": \"soon\"}, {\"a\": \"x\", \"b\": \"late\"}, {\"a\": 3}]"}', on_error 'ignore');
SET client_min_messages = error;
SELECT explain_counts('SELECT a, b FROM odd');
SELECT explain_counts('SELECT a FROM odd');
ALTER FOREIGN TABLE odd OPTIONS (SET on_error 'set_null');
SELECT explain_counts('SELECT a, b FROM odd');
SELECT line FROM explain_counts('SELECT (SELECT count(b) FROM odd WHERE id = g) FROM generate_series(1, 3) AS g') AS line
  WHERE line ~ 'Rejected';
SET client_min_messages = warning;
-- times where times are measured
CREATE FUNCTION explain_json(query text) RETURNS json LANGUAGE plpgsql AS $$
DECLARE
  plan json;
BEGIN
  EXECUTE 'EXPLAIN (ANALYZE, COSTS OFF, FORMAT json) ' || query INTO plan;
  RETURN plan -> 0 -> 'Plan';
END $$;
SELECT key, json_typeof(value) FROM json_each(explain_json('SELECT title FROM posts WHERE id IN (1, 2)'))
  WHERE key ~ '^(Request|Param|Max C|Retr|Peak|Pages|Records|Bytes|Connections|Wait|Transfer|First)'
  ORDER BY key;
DROP SERVER api CASCADE;
DROP FUNCTION explain_counts;
DROP FUNCTION explain_json;
