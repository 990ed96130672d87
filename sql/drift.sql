-- Columns that no record has a member for.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FUNCTION body(text) RETURNS text LANGUAGE sql AS $$ SELECT json_build_object('body', regexp_replace($1, E'\\s*\n\\s*', ' ', 'g'))::text $$;
CREATE PROCEDURE make(columns text, options text, body text) LANGUAGE plpgsql AS $$
BEGIN
  DROP FOREIGN TABLE IF EXISTS t;
  EXECUTE format('CREATE FOREIGN TABLE t (%s) SERVER api OPTIONS (path ''/json'', params %L%s)', columns, body(body), options);
END $$;
-- no column is in any record: an error, whatever the query reads
CALL make('id int, name text', '', '[{"Identifier": 1, "x": 2}, {"Identifier": 2}]');
SELECT * FROM t;
SELECT count(*) FROM t;
SELECT id FROM t LIMIT 1;
CALL make('id int, name text', $$, record_path '$.data'$$, '{"data": [{"Identifier": 1}, {"Identifier": 2}], "id": 5}');
SELECT * FROM t;
-- one record alone, and one line of JSON: at the end of the scan
CALL make('id int, name text', '', '[{"status": "error", "message": "x"}]');
SELECT * FROM t;
CALL make('id int, name text', $$, format 'ndjson'$$, '{"status": "error", "message": "x"}');
SELECT * FROM t;
-- records without any member say nothing; one that is known is enough
CALL make('id int, name text', '', '[{}, {}]');
SELECT * FROM t;
CALL make('id int, name text', '', '[{"x": 1}, {"name": null}]');
SELECT * FROM t;
SELECT id FROM t;
-- a name that is near: a warning, once
CALL make('id int, nmae text, colours int, "created at" text, nothing int', '',
  '[{"id": 1, "name": "a", "colour": 1, "createdAt": "x"}, {"id": 2}]');
SELECT id, nothing FROM t;
SELECT id, nmae FROM t;
SELECT id, nmae FROM t;
SELECT * FROM t LIMIT 1;
-- not one that another column reads, and not the first letters of anything
CALL make('id int, nmae text, name text, x int', '', '[{"id": 1, "name": "a", "y": 1}]');
SELECT * FROM t;
-- below a json_path, and around the records
CALL make($$id int, city text OPTIONS (json_path '$.adress.city'), zip text OPTIONS (json_path '$.address.zpi')$$, '',
  '[{"id": 1, "address": {"city": "x", "zip": "y"}}]');
SELECT * FROM t;
-- a hundred records
SELECT json_build_object('r', json_agg(json_build_object('id', n)))::text AS many FROM generate_series(1, 101) n \gset
CALL make($$id int, other int, around int OPTIONS (meta_path '$.nowhere')$$, $$, record_path '$.r'$$, :'many');
SELECT count(id) FROM t;
SELECT count(other), count(around) FROM t;
-- the option drift
CALL make('id int, nmae text', $$, drift 'log'$$, '[{"id": 1, "name": "a"}]');
SELECT * FROM t;
CALL make('id int, nmae text', $$, drift 'stop'$$, '[{"id": 1, "name": "a"}]');
SELECT * FROM t;
SELECT * FROM t LIMIT 1;
SELECT id FROM t;
ALTER FOREIGN TABLE t OPTIONS (SET drift 'maybe');
-- columns that do not come from records, and rows that were not asked for
CALL make($$id int OPTIONS (param 'id'), name text$$, '', '[{"id": 1, "name": "a"}]');
SELECT name FROM t WHERE id = 2;
DROP PROCEDURE make;
DROP FUNCTION body;
DROP SERVER api CASCADE;
