-- A body without records that tells of an error is one.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE PROCEDURE make(options text, body text) LANGUAGE plpgsql AS $$
BEGIN
  DROP FOREIGN TABLE IF EXISTS t;
  EXECUTE format('CREATE FOREIGN TABLE t (id int, name text) SERVER api OPTIONS (path ''/json'', record_path ''$.d'', params %L%s)',
                 json_build_object('body', body), options);
END $$;
-- which says nothing else than that there are none, or says so
CREATE FUNCTION told(body text, options text DEFAULT '') RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  rows bigint;
  told text;
BEGIN
  CALL make(options, body);
  SELECT count(*) INTO rows FROM t;
  RETURN rows;
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS told = PG_EXCEPTION_DETAIL;
  RETURN told;
END $$;
CALL make('', '{"ok": false, "error": "invalid_auth", "d": []}');
SELECT * FROM t;
SELECT body, told(body) FROM unnest(ARRAY[
  '{"error_message": "The provided API key is invalid.", "d": [], "status": "REQUEST_DENIED"}',
  '{"d": [], "status": "OVER_QUERY_LIMIT"}', '{"d": [], "status": "INVALID_REQUEST"}',
  '{"success": false, "msg": "rate limited", "d": []}', '{"errcode": 40001, "errmsg": "invalid credential", "d": []}',
  '{"code": 500, "message": "x", "d": []}', '{"code": "410", "message": "cursor expired", "d": null}',
  '{"errors": [{"title": "x"}], "d": []}', '{"status": "error", "error": {"message": "x"}, "d": []}',
  '{"jobComplete": false, "d": []}', '{"timed_out": true, "d": []}', '{"d": {}, "fault": {"code": 7}}', '{"d": [], "errorMessage": "x"}']) body;
-- what says that all is well
SELECT body, told(body) FROM unnest(ARRAY[
  '{"error": null, "errors": [], "success": true, "code": 0, "d": []}', '{"status": "ZERO_RESULTS", "d": []}',
  '{"errcode": 0, "errmsg": "ok", "d": []}', '{"code": 200, "message": "OK", "d": []}', '{"code": 1000, "message": "success", "d": []}',
  '{"errcode": "200", "errorCode": 200, "d": []}',
  '{"errorCode": "00000", "error": {"code": 0, "message": ""}, "d": []}', '{"code": 404, "message": "no such thing", "d": []}',
  '{"message": "All of them", "d": []}', '{"timed_out": false, "jobComplete": true, "d": []}', '{"d": [{"id": 1}], "error": "x"}']) body;
-- of no list only on_missing knows that it is an empty one
SELECT body, told(body, $$, on_missing 'ignore'$$) FROM unnest(ARRAY[
  '{"message": "Too Many Requests"}', '{"message": "Endpoint request timed out", "status": 200}', '{"message": "x", "error": "y"}',
  '{"message": "OK"}', '{"status": "ok"}', '{"message": "No results."}', '{"message": "x", "total": 0}', '{}']) body;
-- who has said where errors stand is not second-guessed
SELECT told('{"error": "none of yours", "d": []}', $$, error_path '$.fault'$$),
       told('{"error": "none of yours"}', $$, error_path '$.fault', on_missing 'ignore'$$),
       told('{"error": "none of yours", "fault": "x", "d": []}', $$, error_path '$.fault'$$);
DROP FUNCTION told;
DROP PROCEDURE make;
DROP SERVER api CASCADE;
