-- Lines of JSON: the options' paths see all lines, as the root array.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FUNCTION body(text) RETURNS text LANGUAGE sql AS $$ SELECT json_build_object('body', $1)::text $$;
CREATE PROCEDURE make(columns text, options text, body text) LANGUAGE plpgsql AS $$
BEGIN
  DROP FOREIGN TABLE IF EXISTS t;
  EXECUTE format('CREATE FOREIGN TABLE t (%s) SERVER api OPTIONS (path ''/json'', format ''ndjson'', params %L%s)', columns, body(body), options);
END $$;
-- what the first line, the last and all of them say
CALL make($$id int, run int OPTIONS (meta_path '$[0].run'), last int OPTIONS (meta_path '$[last].id'), ids int[] OPTIONS (meta_path '$[*].id'),
    nth int OPTIONS (meta_path '$[1].id')$$, '', '{"run": 7, "id": 1} {"id": 2} {"id": 3}');
SELECT * FROM t;
-- an error in any line, told by the line's path or the root's
CALL make('id int', $$, error_path '$.error'$$, '{"id": 1} {"error": null, "id": 2} {"error": "timed out"}');
SELECT * FROM t;
CALL make('id int', $$, error_path '$[*].error'$$, '{"id": 1} {"error": "timed out"}');
SELECT * FROM t;
CALL make('id int', $$, error_path '$[0].error'$$, '{"error": "timed out"}');
SELECT * FROM t;
CALL make('id int', $$, error_path '$.error'$$, '{"id": 1} {"error": false, "id": 2}');
SELECT * FROM t;
-- totals and cursors
CALL make('id int', $$, pagination 'page_number', page_param 'p', total_path '$[last].total'$$, '{"id": 1} {"total": 5}');
SELECT * FROM t;
CALL make('id int', $$, pagination 'cursor', cursor_param 'c', cursor_path '$[last].next'$$, '{"id": 1} {"next": null, "id": 2}');
SELECT * FROM t;
DROP PROCEDURE make;
DROP FUNCTION body;
DROP SERVER api CASCADE;
