-- [*] and [n] see what is no array as one value, as PostgreSQL's jsonpath does.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FUNCTION body(text) RETURNS text LANGUAGE sql AS $$ SELECT json_build_object('body', regexp_replace($1, E'\\s*\n\\s*', ' ', 'g'))::text $$;
CREATE PROCEDURE make(columns text, options text, body text) LANGUAGE plpgsql AS $$
BEGIN
  DROP FOREIGN TABLE IF EXISTS t;
  EXECUTE format('CREATE FOREIGN TABLE t (%s) SERVER api OPTIONS (path ''/json'', drift ''log'', params %L%s)', columns, body(body), options);
END $$;
CALL make($$names text[] OPTIONS (json_path '$.tags[*].name'), j jsonb OPTIONS (json_path '$.tags[*].name'),
    first text OPTIONS (json_path '$.tags[0].name'), last text OPTIONS (json_path '$.tags[last].name'), tags jsonb,
    one jsonb OPTIONS (json_path '$.tags[0]'), two jsonb OPTIONS (json_path '$.tags[1]')$$, '',
  '[{"tags": {"name": "a"}}, {"tags": [{"name": "b"}, {"name": "c"}]}, {"tags": null}, {}, {"tags": []}, {"tags": 5}]');
SELECT * FROM t;
-- a scalar where an array column reads
CALL make('t text[], n int[], j jsonb[]', '',
  '[{"t": "a", "n": 1, "j": {"a": 1}}, {"t": ["a", "b"], "n": [1, 2], "j": [1, {}]}, {"t": null}, {"t": "{x,y}", "n": "{3,4}"},
    {"t": "", "n": "5"}, {"t": true}]');
SELECT * FROM t;
CALL make('n int[]', '', '[{"n": {"a": 1}}]');
SELECT * FROM t;
-- lists of ancestors that are missing or nothing, where another has one
CALL make($$no int OPTIONS (meta_path '$[*].no'), p int$$, $$, record_path '$[*].sales[*]'$$,
  '[{"no": 1}, {"no": 2, "sales": [{"p": 5}, {"p": 6}]}, {"no": 3, "sales": null}, {"no": 4, "sales": []}, {"no": 5, "sales": {"p": 7}},
    {"no": 6, "sales": {}}, {"no": 7, "sales": ""}, {"no": 8, "sales": false}]');
SELECT * FROM t;
SELECT count(*) FROM t;
-- where none has, it is an error, unless on_missing says otherwise; null everywhere is no records
CALL make('p int', $$, record_path '$[*].sales[*]'$$, '[{"no": 1}, {"no": 2}]');
SELECT * FROM t;
ALTER FOREIGN TABLE t OPTIONS (ADD on_missing 'ignore');
SELECT * FROM t;
CALL make('p int', $$, record_path '$[*].sales[*]'$$, '[{"no": 1, "sales": null}, {"no": 2}]');
SELECT * FROM t;
-- what stands on the way and may hide records is an error in any case
CALL make('p int', $$, record_path '$[*].sales.list', on_missing 'ignore'$$, '[{"sales": {"list": [{"p": 1}]}}, {"sales": [{"list": [{"p": 2}]}]}]');
SELECT * FROM t;
CALL make('p int', $$, record_path '$.items[*]', on_missing 'ignore'$$, '{"items": {"p": 5}}');
SELECT * FROM t;
CALL make('p int', $$, record_path '$.items', on_missing 'ignore'$$, '{"ok": false, "error": "invalid_auth"}');
SELECT * FROM t;
CALL make('p int', $$, record_path '$.items', on_missing 'ignore'$$, '{"status": "failed", "items_left": 0}');
SELECT * FROM t;
CALL make('p int', $$, record_path '$.items', on_missing 'ignore'$$, '{"error": null, "errors": [], "total": 0}');
SELECT * FROM t;
-- nothing at the records' place
CALL make('p int', $$, record_path '$.d'$$, '{"d": {}}');
SELECT * FROM t;
CALL make('p int', $$, record_path '$.d'$$, '{"d": false}');
SELECT * FROM t;
CALL make('p int', $$, record_path '$.d.*'$$, '{"d": null}');
SELECT * FROM t;
-- objects that are no records: a map of records, an error
-- what may be no records says how
CALL make('p int', $$, record_path '$._embedded.users'$$, '{"_links": {"self": "x"}, "page": {"totalElements": 0}}');
SELECT * FROM t;
CALL make('p int', $$, record_path '$.response.users.user'$$, '{"response": {"users": ""}}');
SELECT * FROM t;
CALL make('id int', $$, record_path '$.items'$$, '{"items": {"0": {"id": 1}, "2": {"id": 2}}}');
SELECT * FROM t;
SELECT count(*) FROM t;
ALTER FOREIGN TABLE t OPTIONS (SET record_path '$.items.*');
SELECT * FROM t;
CALL make('id int', $$, record_path '$.items'$$, '{"items": {"error": "shard failed"}}');
SELECT * FROM t;
CALL make('id int', $$, record_path '$[*].items'$$, '[{"items": [{"id": 1}]}, {"items": {"error": "shard failed"}}]');
SELECT * FROM t;
-- the key of an ancestor has its path
CALL make($$q text OPTIONS (meta_path '$.@key'), v int$$, $$, record_path '$.*[*]'$$, '{"Q1": [{"v": 1}]}');
SELECT * FROM t;
DROP PROCEDURE make;
DROP FUNCTION body;
DROP SERVER api CASCADE;
