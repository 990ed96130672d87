-- The validator: names, values, ranges, headers, URLs, placeholders, privileges.
\set VERBOSITY default
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE FUNCTION try(command text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  state text; message text; hint text;
BEGIN
  EXECUTE command;
  RETURN 'ok';
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
  RETURN format(E'%s: %s\n  hint: %s', state, message, left(hint, 120));
END $$;
CREATE FUNCTION server(options text) RETURNS text LANGUAGE sql AS
  $$ SELECT try('DROP SERVER IF EXISTS v CASCADE; CREATE SERVER v FOREIGN DATA WRAPPER api_fdw OPTIONS (' || options || ')') $$;
\t on
\a
-- names
SELECT server($$bse_url 'http://a'$$);
SELECT server($$base_url 'http://a', path '/x'$$);
SELECT server($$base_url 'http://a', bearer_token 'x'$$);
SELECT server($$max_concurrency '5'$$);
-- URLs
SELECT server($$base_url 'ftp://a'$$);
SELECT server($$base_url 'example.com'$$);
SELECT server($$base_url 'http://u:p@a'$$);
SELECT server($$base_url 'http://a/?x=1'$$);
SELECT server($$base_url 'http://a b'$$);
SELECT server($$base_url 'http://[::1]:8080/v1/'$$);
-- values and ranges
SELECT server($$base_url 'http://a', max_concurrency '0'$$);
SELECT server($$base_url 'http://a', max_concurrency 'many'$$);
SELECT server($$base_url 'http://a', request_timeout '15'$$);
SELECT server($$base_url 'http://a', request_timeout '200ms', max_response_size '1GB'$$);
SELECT server($$base_url 'http://a', max_response_size '64'$$);
SELECT server($$base_url 'http://a', rate_limit 'fast'$$);
SELECT server($$base_url 'http://a', rate_limit '5000/h', burst '10'$$);
SELECT server($$base_url 'http://a', retry_statuses '429,99'$$);
SELECT server($$base_url 'http://a', http_version '3'$$);
SELECT server($$base_url 'http://a', allowed_origins 'https://b/path'$$);
SELECT server($$base_url 'http://a', compression 'maybe'$$);
SELECT server($$base_url 'http://a', api_key_prefix 'Token', api_key_location 'query'$$);
-- headers and params
SELECT server($$base_url 'http://a', headers 'Accept: x'$$);
SELECT server($$base_url 'http://a', headers '["x"]'$$);
SELECT server($$base_url 'http://a', headers '{"Bad Name": "x"}'$$);
SELECT server($$base_url 'http://a', headers '{"X-A": "one\r\nX-B: two"}'$$);
SELECT server($$base_url 'http://a', headers '{"X-A": "nul\u0000"}'$$);
SELECT server($$base_url 'http://a', headers '{"Authorization": "Bearer x"}'$$);
SELECT server($$base_url 'http://a', headers '{"Proxy-Authorization": "x"}'$$);
SELECT server($$base_url 'http://a', params '{"a": {"b": 1}}'$$);
SELECT server($$base_url 'http://a', params '{"a": [1, "two", true], "b": null}'$$);
-- tables and columns
CREATE SERVER s FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url 'http://127.0.0.1:1');
SELECT try($$CREATE FOREIGN TABLE t (id int) SERVER s OPTIONS (path 'posts')$$);
SELECT try($$CREATE FOREIGN TABLE t (id int) SERVER s OPTIONS (path '//host')$$);
SELECT try($$CREATE FOREIGN TABLE t (id int) SERVER s OPTIONS (path '/a/../b')$$);
SELECT try($$CREATE FOREIGN TABLE t (id int) SERVER s OPTIONS (path '/a?b=c')$$);
SELECT try($$CREATE FOREIGN TABLE t (id int) SERVER s OPTIONS (path '/a/{b')$$);
SELECT try($$CREATE FOREIGN TABLE t (id int OPTIONS (param 'id')) SERVER s OPTIONS (path '/a/{idd}')$$);
SELECT try($$CREATE FOREIGN TABLE t (id int) SERVER s OPTIONS (path '/a', params '{"x": "{nobody}"}')$$);
SELECT try($$CREATE FOREIGN TABLE t (a int OPTIONS (param 'x'), b int OPTIONS (param 'x')) SERVER s$$);
SELECT try($$CREATE FOREIGN TABLE t (a int OPTIONS (json_path 'a.b')) SERVER s$$);
SELECT try($$CREATE FOREIGN TABLE t (a int OPTIONS (json_path '$.a', response 'status')) SERVER s$$);
SELECT try($$CREATE FOREIGN TABLE t (a int OPTIONS (response 'url')) SERVER s$$);
SELECT try($$CREATE FOREIGN TABLE t (a int OPTIONS (param_only 'true')) SERVER s$$);
SELECT try($$CREATE FOREIGN TABLE t (a int OPTIONS (time_format 'epoch')) SERVER s$$);
SELECT try($$CREATE FOREIGN TABLE t (id int OPTIONS (param 'id')) SERVER s OPTIONS (path '/a/{id}')$$);
SELECT try($$ALTER FOREIGN TABLE t OPTIONS (SET path '/a/{other}')$$);
-- user mappings: values are never shown
SELECT try($$CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (password 'hush')$$);
SELECT try($$CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (username 'a', password 'b', bearer_token 'hush')$$);
SELECT try(E'CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (bearer_token E''hush\\nhush'')');
SELECT try($$CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (headers '{"X-Key": hush}')$$);
SELECT try($$CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (base_url 'http://b')$$);
-- options that would be ignored
SELECT try($$CREATE FOREIGN TABLE nothing (a int) SERVER s OPTIONS (path '/', start_page '0')$$);
SELECT try($$CREATE FOREIGN TABLE nothing (a int) SERVER s OPTIONS (path '/', next_url_base 'base_url', pagination 'offset')$$);
SELECT try($$CREATE FOREIGN TABLE nothing (a int) SERVER s OPTIONS (path '/', max_pages '3', pagination 'none')$$);
SELECT try($$CREATE FOREIGN TABLE nothing (a int) SERVER s OPTIONS (path '/', on_duplicate_row 'ignore')$$);
-- privileges
CREATE ROLE regress_api_fdw_user;
GRANT USAGE ON FOREIGN DATA WRAPPER api_fdw TO regress_api_fdw_user;
SELECT format('GRANT CREATE ON DATABASE %I TO regress_api_fdw_user', current_database()) \gexec
DROP SERVER IF EXISTS v CASCADE;
SET ROLE regress_api_fdw_user;
SELECT server($$base_url 'https://a', tls_verify 'off'$$);
SELECT server($$base_url 'https://a', proxy 'http://p:3128'$$);
SELECT server($$base_url 'https://a', ca_file '/etc/passwd'$$);
SELECT server($$base_url 'https://a', tls_verify 'on'$$);
RESET ROLE;
SELECT server($$base_url 'https://a', ca_file 'relative.pem'$$);
SELECT server($$base_url 'https://a', proxy 'http://user:pw@p'$$);
DROP OWNED BY regress_api_fdw_user;
DROP ROLE regress_api_fdw_user;
DROP SERVER IF EXISTS v CASCADE;
DROP SERVER s CASCADE;
DROP FUNCTION try, server;
