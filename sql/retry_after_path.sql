-- Where the body of a refusal says how long to wait.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
\set VERBOSITY default
\set SHOW_CONTEXT never
\t on
\a
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', backoff_initial '1ms', backoff_max '1ms', max_retries '1');
CREATE FUNCTION ask(says text, fail int DEFAULT 1, params text DEFAULT '{}', options text DEFAULT '') RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  id text;
BEGIN
  EXECUTE format('DROP FOREIGN TABLE IF EXISTS t; CREATE FOREIGN TABLE t (id int) SERVER api OPTIONS (path ''/retry/%s'', params %L %s)',
    md5(says || fail || params || options), jsonb_build_object('status', '429', 'says', says, 'fail', fail::text) || params::jsonb, options);
  EXECUTE 'SELECT id FROM t' INTO id;
  RETURN id;
EXCEPTION WHEN OTHERS THEN
  RETURN SQLSTATE || ' ' || regexp_replace(SQLERRM, '/retry/\w+', '/retry');
END $$;
-- not said: an attempt each
SELECT ask('{"limits": {"in": 3600}}', 2);
\! saw count
\! saw reset
-- said, in each of the forms that there are; it is longer than is allowed
SELECT v, ask(format('{"limits": {"in": %s}}', v), 1, '{}', $$, retry_after_path '$.limits.in'$$)
  FROM unnest('{3600,"\"3600\"","\"1h\"","\"1h0m0s\"",3600000.5,"\"soon\"",null,-5}'::text[]) v;
\! saw count
\! saw reset
SELECT ask('{"wait_ms": 90000}', 1, '{}', $$, retry_after_path '$.wait_ms'$$);
SELECT ask('{"waits": [{"of": "a", "ms": 1}, {"of": "b", "in": 70}]}', 1, '{}', $$, retry_after_path '$.waits[*] ? (@.of == "b").in'$$);
\! saw count
\! saw reset
-- short ones cost no attempt
SELECT ask('{"wait_ms": 5}', 3, '{}', $$, retry_after_path '$.wait_ms'$$);
\! saw count
\! saw reset
-- headers come first, resets behind
SELECT ask('{"in": 3600}', 3, '{"retry_after": "0.001"}', $$, retry_after_path '$.in'$$);
\! saw count
\! saw reset
-- an error in the body of any status, where it is one that passes
SELECT ask('{"error": "THROTTLED", "in": 3600}', 1, '{"status": "400"}', $$, retry_after_path '$.in', retry_errors 'THROTTLED'$$);
SELECT ask('{"error": "THROTTLED", "in_ms": 1}', 3, '{"status": "200"}', $$, retry_after_path '$.in_ms', retry_errors 'THROTTLED', error_path '$.error'$$);
\! saw count
\! saw reset
-- a body that is none, or another, says nothing
SELECT ask('"busy"', 1, '{}', $$, retry_after_path '$.in'$$), ask('[]', 1, '{}', $$, retry_after_path '$.in'$$);
-- a path that is none
SELECT ask('{}', 1, '{}', $$, retry_after_path '$.a['$$);
CREATE FOREIGN TABLE u (id int) SERVER api OPTIONS (path '/x', retry_after_path 'retry in');
DROP SERVER api CASCADE;
DROP FUNCTION ask;
