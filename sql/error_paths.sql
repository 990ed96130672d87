-- Errors that a body tells of in a 200: several error_paths, GraphQL's by itself.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', max_retries '1', backoff_initial '1ms');
CREATE FUNCTION ask(body text, options text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  n bigint; detail text; hint text;
BEGIN
  EXECUTE 'DROP FOREIGN TABLE IF EXISTS t';
  EXECUTE format('CREATE FOREIGN TABLE t (id int, said text OPTIONS (response ''error'')) SERVER api OPTIONS (path ''/json'', params %L %s)',
    json_build_object('body', body), options);
  EXECUTE 'SELECT count(*) FROM t' INTO n;
  RETURN 'rows: ' || n;
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
  RETURN format('%s %s; %s; %s', sqlstate, sqlerrm, detail, hint);
END $$;
\t on
\a
-- GraphQL: an error, data beside it or not
\set graphql ', graphql_query \'{ items { id } }\', record_path \'$.data.items\''
SELECT ask('{"data": {"items": [{"id": 1}]}}', :'graphql');
SELECT ask('{"data": {"items": [{"id": 1}]}, "errors": []}', :'graphql');
SELECT ask('{"data": {"items": [{"id": 1}]}, "errors": null}', :'graphql');
SELECT ask('{"errors": [{"message": "no such field", "path": ["items"]}], "data": null}', :'graphql');
SELECT ask('{"data": {"items": [{"id": 1}]}, "errors": [{"message": "timed out on shard 2"}]}', :'graphql');
SELECT ask('{"errors": [{"message": "no such field"}]}', :'graphql');
SELECT ask('{"data": {"items": null}, "errors": "a text"}', :'graphql');
-- the policy of failures is theirs, too
SET client_min_messages = error;
SELECT ask('{"data": {"items": [{"id": 1}]}, "errors": [{"message": "partial"}]}', :'graphql' || $$, on_http_error 'ignore'$$);
RESET client_min_messages;
SELECT ask('{"data": {"items": [{"id": 1}]}, "errors": [{"message": "partial"}]}', :'graphql' || $$, on_http_error 'row'$$);
SELECT said FROM t;
\! saw reset
SELECT ask('{"data": null, "errors": [{"type": "THROTTLED", "message": "wait"}]}', :'graphql' || $$, retry_errors 'THROTTLED'$$);
\! saw count
-- error_path adds to it; a path that looks at $.errors takes its place
SELECT ask('{"data": {"items": [{"id": 1}], "userErrors": ["no right"]}}', :'graphql' || $$, error_path '$.data.userErrors'$$);
SELECT ask('{"data": {"items": [{"id": 1}]}, "errors": [{"message": "still"}]}', :'graphql' || $$, error_path '$.data.userErrors'$$);
SELECT ask('{"data": {"items": [{"id": 1}]}, "errors": [{"message": "a notice", "level": "low"}]}',
  :'graphql' || $$, error_path '$.errors[*] ? (@.level == "high")'$$);
SELECT ask('{"data": {"items": [{"id": 1}]}, "errors": [{"message": "bad", "level": "high"}]}',
  :'graphql' || $$, error_path '$.errors[*] ? (@.level == "high")'$$);
-- several for all, the first that tells of one counts
\set several ', record_path \'$.d\', error_path \'$.error, $.fault.text , $.ok == false, $.m[*] ? (@.k == "a,b").v\''
SELECT ask('{"d": [{"id": 1}], "error": "", "fault": {}, "ok": true, "m": [{"k": "a", "v": "x"}]}', :'several');
SELECT ask('{"d": [{"id": 1}], "error": "first", "fault": {"text": "second"}}', :'several');
SELECT ask('{"d": [{"id": 1}], "error": null, "fault": {"text": "second"}}', :'several');
SELECT ask('{"d": [{"id": 1}], "ok": false}', :'several');
SELECT ask('{"d": [], "ok": false, "message": "no such key"}', :'several');
SELECT ask('{"d": [], "m": [{"k": "a,b", "v": "fourth"}]}', :'several');
SELECT ask('{"errors": "no GraphQL", "d": [{"id": 1}]}', :'several');
-- what is no list of paths
SELECT ask('{}', $$, error_path '$.a,'$$);
SELECT ask('{}', $$, error_path 'a, $.b'$$);
SELECT ask('{}', $$, error_path '$.1,$.2,$.3,$.4,$.5,$.6,$.7,$.8,$.9'$$);
SELECT ask('{"a": [], "z": {"y": 1}, "d": [{"id": 1}]}', $$, record_path '$.d', error_path '$.a,$.b,$.c,$.e,$.f,$.g,$.h,$.z.y'$$);
DROP FOREIGN TABLE t;
DROP FUNCTION ask;
DROP SERVER api CASCADE;
