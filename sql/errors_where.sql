-- An error of a request or of a value says where: table, server, page and the values sent.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER crm FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', max_retries '0');
CREATE SCHEMA sales;
CREATE FOREIGN TABLE sales.items (id int) SERVER crm OPTIONS (path '/paged/page', record_path '$.data',
  params '{"n": "50", "size": "10", "envelope": "data", "fail_at": "3:400"}',
  pagination 'page_number', page_param 'page');
-- a page that fails, counted from 1, whatever the pages are asked by
SELECT count(*) FROM sales.items;
ALTER FOREIGN TABLE sales.items OPTIONS (SET path '/paged/cursor', SET pagination 'cursor', DROP page_param,
  ADD cursor_param 'cursor', ADD cursor_path '$.next_cursor');
SELECT count(*) FROM sales.items;
ALTER FOREIGN TABLE sales.items OPTIONS (SET path '/paged/next_url', DROP pagination, DROP cursor_param, DROP cursor_path);
SELECT count(*) FROM sales.items;
-- a page that was passed over
ALTER FOREIGN TABLE sales.items OPTIONS (ADD on_http_error 'ignore');
SELECT count(*) FROM sales.items;
-- a value that does not fit; its record is counted within the page
ALTER FOREIGN TABLE sales.items OPTIONS (SET params '{"n": "50", "envelope": "data"}');
CREATE DOMAIN below_25 AS int CHECK (VALUE < 25);
ALTER FOREIGN TABLE sales.items ALTER id TYPE below_25;
SELECT count(id) FROM sales.items;
ALTER FOREIGN TABLE sales.items OPTIONS (ADD on_error 'ignore');
SELECT count(id) FROM sales.items;
-- a record that came twice
CREATE FOREIGN TABLE sales.drifting (id int) SERVER crm OPTIONS (path '/paged/page', record_path '$.data',
  params '{"n": "50", "size": "10", "envelope": "data", "drift": "1"}', pagination 'page_number', page_param 'page',
  unique_key 'id');
SELECT count(*) FROM sales.drifting;
-- the values that were sent, by the parameters' names: in the path, in the query, of a list, of a join
CREATE FOREIGN TABLE failing (code int OPTIONS (param 'code', param_only 'on'), q text OPTIONS (param 'q', param_only 'on'),
  api_token text OPTIONS (param 'api_token', param_only 'on'), ids int OPTIONS (param 'ids', json_path '$.ids', param_in 'comma'),
  ok text) SERVER crm OPTIONS (path '/status/{code}');
SELECT ok FROM failing WHERE code IN (400, 204) AND q = 'a b, "c"' AND api_token = 'abcdef';
SELECT ok FROM failing WHERE code = 400 AND q = repeat('é', 60) AND ids = ANY (ARRAY(SELECT generate_series(1000, 1050)));
CREATE TABLE local (code int);
INSERT INTO local VALUES (200), (422);
ANALYZE local;
SELECT local.code, ok FROM local JOIN failing USING (code);
SELECT ok FROM failing WHERE q = 'nothing';
-- none of a secret, none below a security barrier
CREATE USER MAPPING FOR CURRENT_USER SERVER crm OPTIONS (bearer_token 'tell-nobody', params '{"k": "nor-this"}');
SELECT ok FROM failing WHERE code = 400 AND q = 'they sent tell-nobody and nor-this';
CREATE VIEW hidden WITH (security_barrier) AS SELECT ok FROM failing WHERE code = 400 AND q = 'private';
SELECT * FROM hidden;
CREATE VIEW hidden_value WITH (security_barrier) AS SELECT ok FROM failing WHERE code = 200 AND q = 'private' AND ok IS NOT NULL;
SELECT * FROM hidden_value;
-- each tells of itself, whoever is waited for
CREATE FOREIGN TABLE good (id int) SERVER crm OPTIONS (path '/posts/1');
SELECT count(*) FROM (SELECT id FROM good UNION ALL SELECT code FROM failing WHERE code = 422 AND q = 'x'
  UNION ALL SELECT id FROM good) AS three;
-- a warning has it, too, for the log
ALTER FOREIGN TABLE sales.drifting OPTIONS (ADD on_duplicate_row 'ignore');
\set SHOW_CONTEXT always
SELECT count(*) FROM sales.drifting;
\set SHOW_CONTEXT errors
ALTER FOREIGN TABLE sales.drifting OPTIONS (DROP on_duplicate_row);
-- for programs: the fields
CREATE FUNCTION told(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  schema text; name text; context text;
BEGIN
  EXECUTE query;
  RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS schema = SCHEMA_NAME, name = TABLE_NAME, context = PG_EXCEPTION_CONTEXT;
  RETURN format('%s | %s | %s', schema, name, split_part(context, E'\n', 1));
END $$;
ALTER FOREIGN TABLE sales.items OPTIONS (SET path '/status/503', DROP on_error, DROP on_http_error);
SELECT told('SELECT * FROM sales.items');
SELECT told('SELECT id FROM sales.drifting');
SELECT told('SELECT local.code, ok FROM local JOIN failing USING (code)');
SELECT told('SELECT ok FROM failing');
DROP SERVER crm CASCADE;
DROP SCHEMA sales CASCADE;
DROP DOMAIN below_25;
DROP TABLE local;
DROP FUNCTION told;
