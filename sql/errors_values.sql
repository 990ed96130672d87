-- Values that cannot be sent, and values that do not fit: each is an error that
-- names the column and says what to do; nothing is sent for the first kind.
\set VERBOSITY verbose
\set SHOW_CONTEXT always
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FOREIGN TABLE echo (thing text OPTIONS (param 'thing'), target text)
  SERVER api OPTIONS (path '/echo/{thing}');
CREATE FUNCTION try(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  state text; message text; detail text; hint text; context text;
BEGIN
  EXECUTE query;
  RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT,
    detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
  RETURN format(E'%s: %s\n  detail: %s\n  hint: %s', state, message, detail, hint);
END $$;
\t on
\a
-- a required value that is missing
SELECT try('SELECT * FROM echo');
SELECT try($q$SELECT * FROM echo WHERE thing > 'a'$q$);
-- path values that would change the path
SELECT try($q$SELECT * FROM echo WHERE thing = ''$q$);
SELECT try($q$SELECT * FROM echo WHERE thing = '.'$q$);
SELECT try($q$SELECT * FROM echo WHERE thing = '..'$q$);
\! saw count
-- path values that are encoded
SELECT target FROM echo WHERE thing = '/';
SELECT target FROM echo WHERE thing = '../etc';
SELECT target FROM echo WHERE thing = 'a b?c#d%41&e';
SELECT target FROM echo WHERE thing = U&'sn\00F8 \4E2D';
SELECT target FROM echo WHERE thing = '{thing}';
-- no request, no rows
SELECT target FROM echo WHERE thing = NULL;
SELECT target FROM echo WHERE thing = ANY ('{}'::text[]);
\! saw count
DROP SERVER api CASCADE;
DROP FUNCTION try;
