-- Where nobody has answered yet, a connection is tried twice; from the first answer on, as often as max_retries says.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
\set VERBOSITY terse
CREATE FUNCTION detail_of(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  detail text;
BEGIN
  EXECUTE query;
  RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
  RETURN regexp_replace(SQLERRM || ': ' || detail, '"[^"]*"', '(the words of libcurl)', 'g');
END $$;
CREATE SERVER nobody FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url 'http://127.0.0.1:1', backoff_initial '1ms', backoff_max '1ms');
CREATE FOREIGN TABLE n (id int) SERVER nobody OPTIONS (path '/x');
SELECT detail_of('SELECT * FROM n');
SELECT detail_of('SELECT * FROM n');
ALTER SERVER nobody OPTIONS (ADD max_retries '0');
SELECT detail_of('SELECT * FROM n');
-- this one answers, by sending on to nobody
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', allowed_origins 'http://127.0.0.1:1', max_retries '3',
  backoff_initial '1ms', backoff_max '1ms');
CREATE FOREIGN TABLE a (id int) SERVER api OPTIONS (path '/redirect', params '{"to": "http://127.0.0.1:1/x"}');
SELECT detail_of('SELECT * FROM a');
DROP SERVER api, nobody CASCADE;
DROP FUNCTION detail_of;
