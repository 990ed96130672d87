-- Statuses that carry no records: each kind has its SQLSTATE, quotes what the
-- server said and says what to do.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', max_retries '0');
CREATE FOREIGN TABLE status (
  code int OPTIONS (param 'code'),
  body text OPTIONS (param 'body', param_only 'true'),
  message text OPTIONS (param 'message', param_only 'true'),
  x int) SERVER api OPTIONS (path '/status/{code}');
CREATE FUNCTION try(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  state text; message text; detail text; hint text; context text;
BEGIN
  EXECUTE query;
  RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT,
    detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
  RETURN format(E'%s: %s\n  detail: %s\n  hint: %s', state, message, detail, hint);
END $$;
\t on
\a
SELECT try($q$SELECT * FROM status WHERE code = 400 AND body = 'json' AND message = 'bad filter'$q$);
SELECT try($q$SELECT * FROM status WHERE code = 401 AND body = 'json' AND message = 'who are you'$q$);
SELECT try($q$SELECT * FROM status WHERE code = 403 AND body = 'html' AND message = 'keep out'$q$);
SELECT try($q$SELECT * FROM status WHERE code = 404 AND body = 'text' AND message = 'no such thing'$q$);
SELECT try($q$SELECT * FROM status WHERE code = 410 AND body = 'empty'$q$);
SELECT try($q$SELECT * FROM status WHERE code = 429 AND body = 'json' AND message = 'slow down'$q$);
SELECT try($q$SELECT * FROM status WHERE code = 500 AND body = 'html' AND message = 'oops'$q$);
SELECT try($q$SELECT * FROM status WHERE code = 503 AND body = 'json' AND message = 'later'$q$);
SELECT try($q$SELECT * FROM status WHERE code = 208 AND body = 'json' AND message = 'queued'$q$);
SELECT try($q$SELECT * FROM status WHERE code = 226 AND body = 'json' AND message = 'a part'$q$);
SELECT try($q$SELECT * FROM status WHERE code = 204$q$);
-- retried max_retries times, then raised with the number of attempts
ALTER FOREIGN TABLE status OPTIONS (max_retries '2', backoff_initial '1ms');
\! saw reset
SELECT try($q$SELECT * FROM status WHERE code = 503 AND body = 'json' AND message = 'later'$q$);
\! saw count
-- one that is not retryable is sent once
\! saw reset
SELECT try($q$SELECT * FROM status WHERE code = 404 AND body = 'json' AND message = 'gone'$q$);
\! saw count
DROP SERVER api CASCADE;
DROP FUNCTION try;
