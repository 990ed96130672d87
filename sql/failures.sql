-- What becomes of a request that fails: an error, nothing, a row.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', max_retries '1', backoff_initial '1ms');
CREATE FOREIGN TABLE posts (id text OPTIONS (param 'id', json_path '$.id'), title text NOT NULL,
  status int OPTIONS (response 'status'), error text OPTIONS (response 'error'))
  SERVER api OPTIONS (path '/posts/{id}');
SELECT id, title FROM posts WHERE id IN ('1', 'none', '2');
ALTER FOREIGN TABLE posts OPTIONS (ADD ignore_statuses '404,410');
SELECT id, title FROM posts WHERE id IN ('1', 'none', '2') ORDER BY id;
-- one at a time, for the first that failed is named
ALTER FOREIGN TABLE posts OPTIONS (DROP ignore_statuses, ADD on_http_error 'ignore', ADD max_concurrency '1');
SELECT id, title FROM posts WHERE id IN ('1', 'none', 'nobody', '2') ORDER BY id;
ALTER FOREIGN TABLE posts OPTIONS (SET on_http_error 'row');
SELECT id, title, status, error FROM posts WHERE id IN ('1', 'none', '2') ORDER BY id;
SELECT count(*), count(error) FROM posts WHERE id IN ('1', 'none', '2');
-- also where nothing answered, and in page order of a chain
ALTER FOREIGN TABLE posts OPTIONS (SET path '/reset/{id}', ADD params '{"fail": "1000"}');
SELECT id, status, error FROM posts WHERE id = '7';
CREATE FOREIGN TABLE pages (id int, page int OPTIONS (response 'page'), error text OPTIONS (response 'error'))
  SERVER api OPTIONS (path '/paged/page', params '{"n": "50", "total": "body", "fail_at": "3:400"}', record_path '$.data',
  pagination 'page_number', page_param 'page', total_path '$.total', on_http_error 'row');
SELECT page, count(id), max(error) FROM pages GROUP BY page ORDER BY page;
ALTER FOREIGN TABLE pages OPTIONS (SET on_http_error 'ignore');
SELECT page, count(id), max(error) FROM pages GROUP BY page ORDER BY page;
-- an error told in a 200
CREATE FOREIGN TABLE told (id int) SERVER api OPTIONS (path '/told/a', record_path '$.data', error_path '$.errors',
  params '{"fail": "1", "say": "bad query"}');
SELECT * FROM told;
SELECT * FROM told;
ALTER FOREIGN TABLE told OPTIONS (SET path '/told/b', ADD retry_errors 'rateLimitExceeded, THROTTLED',
  SET params '{"fail": "1"}');
SELECT * FROM told;
ALTER FOREIGN TABLE told OPTIONS (SET path '/told/c', SET params '{"fail": "9"}');
\! saw reset
SELECT * FROM told;
\! saw count
ALTER FOREIGN TABLE told OPTIONS (SET path '/told/d', ADD method 'POST', SET params '{"fail": "1"}');
SELECT * FROM told;
-- the first match of error_path that says something
CREATE FOREIGN TABLE several (id int) SERVER api OPTIONS (path '/json', record_path '$.data',
  error_path '$.errors[*].message',
  params '{"body": "{\"errors\": [{\"message\": null}, {\"message\": \"the second\"}], \"data\": []}"}');
SELECT * FROM several;
DROP SERVER api CASCADE;
