-- Records with none of the columns' members, among others, are told.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE PROCEDURE make(columns text, options text, body text) LANGUAGE plpgsql AS $$
BEGIN
  DROP FOREIGN TABLE IF EXISTS t;
  EXECUTE format('CREATE FOREIGN TABLE t (%s) SERVER api OPTIONS (path ''/json'', params %L%s)', columns,
                 json_build_object('body', body), options);
END $$;
CALL make('id int, name text', $$, format 'ndjson'$$, '{"id": 1} {"id": 2, "name": "b"} {"last_seq": "2-b", "pending": 40}');
SELECT * FROM t;
SELECT name FROM t;
SELECT id FROM t LIMIT 2;
SELECT id FROM t WHERE id IS NOT NULL;
CALL make('id int, name text', '', '[{"total": 40, "page": 1}, {"id": 1}, {"total": 40}]');
SELECT * FROM t;
ALTER FOREIGN TABLE t OPTIONS (ADD drift 'stop');
SELECT * FROM t;
ALTER FOREIGN TABLE t OPTIONS (SET drift 'log');
SELECT * FROM t;
-- one that tells of an error is one, unless an option says where errors stand
CALL make('id int, name text', $$, format 'ndjson'$$, '{"id": 1} {"error": "stream aborted: upstream timeout"}');
SELECT * FROM t;
SELECT id FROM t LIMIT 1;
ALTER FOREIGN TABLE t OPTIONS (ADD error_path '$.fault');
SELECT * FROM t;
CALL make('id int, name text', '', '[{"id": 1}, {"message": "Too Many Requests"}]');
SELECT * FROM t;
-- records that lack only what is read, whose names are like a column's, or that have nothing
CALL make('id int, name text, a_b int, "c.d" int, j int OPTIONS (json_path ''$.k[0]'')', '',
  '[{"id": 1}, {"name": "x"}, {"aB": 1}, {"c": {"d": 1}}, {"id": null}, {"k": []}, {}, null]');
SELECT * FROM t;
SELECT name FROM t;
-- a column that reads the record knows all of them
CALL make('id int, all_of_it jsonb OPTIONS (json_path ''$'')', '', '[{"id": 1}, {"x": 2}]');
SELECT * FROM t;
SELECT id FROM t;
-- nor is one odd by a name that is written by escapes, a key with a dot, or what a column sends
CALL make('id int, name text, "c.d" int, "k.l.m" int', '', '[{"id": 1}, {"n\u0061me": "x"}, {"c.d": 1}, {"k.l": {"m": 2}}]');
SELECT * FROM t;
SELECT id FROM t;
CALL make('id int, q text OPTIONS (param ''q'', param_only ''true'')', '', '[{"id": 1}, {"q": 2}]');
SELECT id FROM t WHERE q = 'x';
-- what a LIMIT leaves unread is not told
CALL make('id int, name text', $$, format 'ndjson'$$, '{"id": 1} {"name": "b"} {"last_seq": "2-b"}');
SELECT id FROM t LIMIT 2;
SELECT id FROM t LIMIT 3;
DROP PROCEDURE make;
DROP SERVER api CASCADE;
