-- Bodies that cannot be used: never a short or empty result.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw
  OPTIONS (base_url :'url', max_retries '1', backoff_initial '1ms');
CREATE FUNCTION try(path text, options text DEFAULT '') RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  state text; message text; detail text; hint text; n bigint;
BEGIN
  EXECUTE 'DROP FOREIGN TABLE IF EXISTS t';
  EXECUTE format('CREATE FOREIGN TABLE t (id int, title text) SERVER api OPTIONS (path %L %s)',
    split_part(path, '?', 1), options);
  EXECUTE 'SELECT count(id) FROM t' INTO n;
  RETURN 'no error, rows: ' || n;
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT,
    detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
  IF state = '08006' THEN
    detail := regexp_replace(detail, '"[^"]*"', '"(the words of libcurl)"');
  END IF;
  RETURN format(E'%s: %s\n  detail: %s\n  hint: %s', state, message, detail, hint);
END $$;
\t on
\a
SELECT try('/empty');
SELECT try('/html');
SELECT try('/notjson');
SELECT try('/garbage');
-- compressed, binary, lines
SELECT try('/json', $q$, params '{"hex": "1f8b08000000000000038bae05002911072902000000"}'$q$);
SELECT try('/json', $q$, params '{"hex": "504b0506000000000000", "type": "application/zip"}'$q$);
SELECT try('/json', $q$, params '{"hex": "7b226964223a20317d0a7b226964223a20327d0a"}'$q$);
SELECT try('/json', $q$, params '{"hex": "7b226964223a20317d0a7b226964223a20327d0a"}', format 'ndjson'$q$);
SELECT try('/json', $q$, params '{"hex": "646174613a207b226964223a20317d0a0a", "type": "text/event-stream"}'$q$);
-- an object without any of the columns: the error lists the arrays there are
SELECT try('/echo');
-- truncated in transfer, for good: asked twice, then an error
SELECT try('/truncate/a', $q$, params '{"fail": "9", "how": "content_length"}'$q$);
SELECT try('/truncate/b', $q$, params '{"fail": "9", "how": "chunked"}'$q$);
SELECT try('/truncate/c', $q$, params '{"fail": "9", "how": "gzip"}'$q$);
\! saw count
-- truncated once: cured by the retry
SELECT try('/truncate/d', $q$, params '{"fail": "1", "how": "gzip"}'$q$);
-- over the cap, plain, chunked and inflated
SELECT try('/big', $q$, params '{"bytes": "200000"}', max_response_size '64kB'$q$);
SELECT try('/big', $q$, params '{"bytes": "200000", "chunked": "1"}', max_response_size '64kB'$q$);
SELECT try('/big', $q$, params '{"bytes": "2000000", "gzip": "1"}', max_response_size '64kB'$q$);
SELECT try('/headers', $q$, params '{"bytes": "400000"}'$q$);
-- nested too deep, wanted or not
SET api_fdw.max_json_depth = 4;
CREATE FOREIGN TABLE deep (id int, a jsonb) SERVER api OPTIONS (path '/json', record_path '$.data',
  params '{"body": "{\"data\": [{\"id\": 1, \"a\": [1]}, {\"id\": 2, \"a\": [[2]]}]}"}');
SELECT * FROM deep;
SELECT count(*) FROM deep;
SET api_fdw.max_json_depth = 2;
SELECT id FROM deep;
SET api_fdw.max_json_depth = 5;
SELECT * FROM deep;
SET api_fdw.max_json_depth = 1025;
RESET api_fdw.max_json_depth;
DROP SERVER api CASCADE;
DROP FUNCTION try;
