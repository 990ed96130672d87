-- Values that do not fit their column: the error is the type's own, and its context
-- names request, record, column and value.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FOREIGN TABLE t (id int NOT NULL, name text, amount numeric(5,2) OPTIONS (json_path '$.sums.total'))
  SERVER api OPTIONS (path '/json', params '{"body": "[{\"id\":1,\"name\":\"one\",\"sums\":{\"total\":1.5}},{\"id\":\"two\",\"sums\":{\"total\":123456}},{\"id\":null,\"sums\":{\"total\":[\"a long list of words that no number can be made of, too long to be quoted\"]}}]"}');
CREATE FUNCTION try(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  state text; message text; context text;
BEGIN
  EXECUTE query;
  RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, context = PG_EXCEPTION_CONTEXT;
  RETURN format(E'%s: %s\n  %s', state, message, split_part(context, E'\n', 1));
END $$;
\t on
\a
SELECT try('SELECT id FROM t');
SELECT try('SELECT amount FROM t');
-- a bad value that nobody reads is no error, nor is one that is not reached
SELECT name FROM t;
SELECT id, name, amount FROM t LIMIT 1;
-- NULL for a NOT NULL column, and a value too long to be quoted
ALTER FOREIGN TABLE t ALTER id TYPE text;
SELECT try('SELECT id FROM t');
ALTER FOREIGN TABLE t ALTER amount TYPE numeric, ALTER id DROP NOT NULL;
SELECT try('SELECT amount FROM t');
-- no value is quoted below a security barrier
CREATE VIEW hidden WITH (security_barrier) AS SELECT * FROM t WHERE name IS NULL;
SELECT try('SELECT amount FROM hidden');
DROP VIEW hidden;
DROP SERVER api CASCADE;
DROP FUNCTION try;
