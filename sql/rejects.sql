-- Values that do not fit: on_error, reject_limit, null_values, and columns that nobody fills.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', max_retries '0');
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE PROCEDURE make(columns text, options text, body text) LANGUAGE plpgsql AS $$
BEGIN
  DROP FOREIGN TABLE IF EXISTS t;
  EXECUTE format('CREATE FOREIGN TABLE t (%s) SERVER api OPTIONS (path ''/json'', params %L%s)', columns,
    json_build_object('body', body), options);
END $$;
\set mixed '[{"id": 1, "at": "2024-01-02", "p": 5}, {"id": "x", "at": "2024-01-03", "p": 6}, {"id": 3, "at": "soon", "p": 7}, {"id": 4, "at": null, "p": -1}, {"id": 5, "at": "2024-01-06", "p": 9}]'
CALL make('id int, at date, p positive', '', :'mixed');
SELECT * FROM t;
ALTER FOREIGN TABLE t OPTIONS (ADD on_error 'ignore');
SELECT * FROM t;
-- what is not read is not converted
SELECT p FROM t;
SELECT count(*) FROM t;
SELECT count(*) FROM t WHERE at = '2024-01-06';
ALTER FOREIGN TABLE t OPTIONS (SET on_error 'set_null');
SELECT * FROM t;
-- two values of one record
CALL make('id int, at date, p positive', $$, on_error 'set_null'$$, '[{"id": "x", "at": "soon", "p": -1}, {"id": 2}]');
SELECT * FROM t;
-- NULL does not fit either
CALL make('id int NOT NULL, at date', $$, on_error 'set_null'$$, '[{"id": 1, "at": "soon"}, {"id": "x"}]');
SELECT * FROM t;
ALTER FOREIGN TABLE t OPTIONS (SET on_error 'ignore');
SELECT * FROM t;
CALL make('id int NOT NULL', $$, on_error 'ignore'$$, '[{"id": 1}, {"id": null}, {}]');
SELECT * FROM t;
-- at most so many
CALL make('id int, at date, p positive', $$, on_error 'ignore', reject_limit '3'$$, :'mixed');
SELECT count(id), count(at), count(p) FROM t;
ALTER FOREIGN TABLE t OPTIONS (SET reject_limit '2');
SELECT count(id), count(at), count(p) FROM t;
-- a LIMIT of pages counts the rows that are left
CALL make('id int', $$, on_error 'ignore'$$, '[{"id": "x"}, {"id": 2}, {"id": 3}]');
SELECT * FROM t LIMIT 1;
-- behind many good records, and before them
SELECT json_agg(json_build_object('id', CASE WHEN i IN (1, 64, 65, 200) THEN 'bad ' || i ELSE i::text END))::text AS many
  FROM generate_series(1, 200) AS i \gset
CALL make('id int', $$, on_error 'ignore'$$, :'many');
SELECT count(*), min(id), max(id), sum(id) FROM t;
-- no other error is passed over, and what the transaction did stays
CALL make('id int', $$, on_error 'ignore'$$, '[{"id": 1}, {"id": "x"}');
CREATE TABLE log (what text);
BEGIN;
INSERT INTO log VALUES ('before');
SAVEPOINT s;
SELECT * FROM t;
ROLLBACK TO s;
CALL make('id int', $$, on_error 'ignore'$$, '[{"id": 1}, {"id": "x"}, {"id": 3}]');
INSERT INTO log SELECT id::text FROM t;
COMMIT;
SELECT * FROM log;
-- a rescan gives the same rows
SELECT l.what, t.id FROM log AS l LEFT JOIN t ON t.id::text = l.what ORDER BY 1;
SELECT (SELECT count(*) FROM t WHERE id > i) FROM generate_series(1, 2) AS i;
-- no worker runs beside it
CREATE TABLE big AS SELECT generate_series(1, 1000) AS id;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SELECT count(*) FROM big JOIN t USING (id);
SELECT count(*) FROM big WHERE id IN (SELECT id FROM t);
SELECT (SELECT count(*) FROM t) FROM big WHERE id = 1;
RESET parallel_setup_cost;
RESET parallel_tuple_cost;
RESET min_parallel_table_scan_size;
-- strings that stand for NULL, of any type; only as they are, and only strings
CALL make('a int, b text, c json, d int[]', $$, null_values '["", "N/A", "n\u00e9ant"]'$$,
  '[{"a": "", "b": "N/A", "c": "N/A", "d": "N/A"}, {"a": "12", "b": "n/a", "c": [""], "d": [1]}, {"b": "n\u00e9ant"}, {"b": "n\u00c9ant"}]');
SELECT * FROM t;
CALL make('a int', $$, null_values '[""]'$$, '[{"a": "-"}]');
SELECT * FROM t;
CALL make('a text', $$, null_values '["0", "null"]'$$, '[{"a": 0}, {"a": null}, {"a": "null"}]');
SELECT a, a IS NULL FROM t;
CALL make('a int', $$, null_values 'N/A'$$, '[]');
CALL make('a int', $$, null_values '["N/A", 1]'$$, '[]');
CALL make('a int', $$, reject_limit '5'$$, '[]');
CALL make('a int', $$, on_error 'ignore', reject_limit '0'$$, '[]');
-- a column that no record has is told to the log, once
SET client_min_messages = log;
CALL make('id int, "renamed" int, other text', '', '[{"id": 1, "other": null}, {"id": 2}]');
SELECT * FROM t;
SELECT id FROM t;
SELECT i, (SELECT count(renamed) FROM t WHERE id > i) FROM generate_series(0, 1) AS i;
SET client_min_messages = warning;
DROP PROCEDURE make;
DROP TABLE log, big;
DROP SERVER api CASCADE;
DROP DOMAIN positive;
