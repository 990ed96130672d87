-- Columns that take their value from the response.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', backoff_initial '1ms');
CREATE FOREIGN TABLE r (
  key text OPTIONS (param 'key'),
  id int,
  url text OPTIONS (response 'url'),
  status int OPTIONS (response 'status'),
  page int OPTIONS (response 'page'),
  attempts int OPTIONS (response 'attempts'),
  fetched_at timestamptz OPTIONS (response 'fetched_at'),
  headers jsonb OPTIONS (response 'headers')
) SERVER api OPTIONS (path '/retry/{key}', params '{"fail": 2}');
SELECT key, id, regexp_replace(url, ':\d+', '') AS url, status, page, attempts,
  fetched_at BETWEEN now() - interval '1 minute' AND clock_timestamp() AS fetched,
  headers ->> 'content-type' AS content_type
  FROM r WHERE key IN ('a', 'b') ORDER BY key;
\! saw count
-- Retry-After is obeyed and costs no attempts
ALTER FOREIGN TABLE r OPTIONS (SET params '{"fail": 3, "status": 429, "retry_after": "0.05"}', ADD max_retries '1');
SELECT key, id FROM r WHERE key = 'c';
-- a longer wait than is allowed is an error at once
ALTER FOREIGN TABLE r OPTIONS (SET params '{"fail": 1, "retry_after": "3600"}');
SELECT key, id FROM r WHERE key = 'd';
DROP SERVER api CASCADE;
