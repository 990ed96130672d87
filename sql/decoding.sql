-- Charsets and codings that a response declares.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', backoff_initial '1ms');
CREATE FOREIGN TABLE t (s text, hex text OPTIONS (param 'hex', param_only 'on'), type text OPTIONS (param 'type', param_only 'on'),
  header text OPTIONS (param 'header', param_only 'on'), code int OPTIONS (param 'status', param_only 'on'))
  SERVER api OPTIONS (path '/json');
-- a body, with these bytes between the quotes
CREATE FUNCTION body(text) RETURNS text LANGUAGE sql AS $$ SELECT encode('[{"s": "', 'hex') || $1 || encode('"}]', 'hex') $$;
CREATE FUNCTION typed(text) RETURNS text LANGUAGE sql AS $$ SELECT 'application/json; charset=' || $1 $$;
SELECT s FROM t WHERE hex = body('636166e9') AND type = typed('ISO-8859-1');
SELECT s FROM t WHERE hex = body('8020e9') AND type = typed('"windows-1252"');
SELECT s FROM t WHERE hex = body('a4') AND type = typed('iso-8859-15');
-- UTF-8 that calls itself Western stays what it is
SELECT s FROM t WHERE hex = body('636166c3a9') AND type = typed('ISO-8859-1');
-- wrong bytes, a charset that is not read, one that nobody knows
SELECT s FROM t WHERE hex = body('e981') AND type = typed('windows-1252');
SELECT s FROM t WHERE hex = body('c3a9') AND type = typed('utf-16');
SELECT s FROM t WHERE hex = body('e9') AND type = typed('x-martian');
SELECT s FROM t WHERE hex = body('65') AND type = typed('x-martian');
-- without a charset it is UTF-8, with or without its mark at the head
SELECT s FROM t WHERE hex = body('e9') AND type = 'application/json';
SELECT s FROM t WHERE hex = 'efbbbf' || body('c3a9') AND type = 'application/json';
-- an error's words are converted where that goes
SELECT s FROM t WHERE hex = encode('{"message": "nicht ', 'hex') || 'fc' || encode('bel"}', 'hex') AND type = typed('latin1') AND code = 400;
SELECT s FROM t WHERE hex = encode('{"message": "no"}', 'hex') || 'ff' AND type = typed('x-martian') AND code = 400;
-- a coding that is none is passed over, one that was not used too; of a POST as well
\! saw reset
CREATE FOREIGN TABLE c (s text, n int OPTIONS (param 'n', param_only 'on'), header text OPTIONS (param 'header', param_only 'on'))
  SERVER api OPTIONS (path '/json', params '{"body": "[{\"s\": \"x\"}]"}');
SELECT s FROM c WHERE n = 1 AND header = 'Content-Encoding: utf-8';
SELECT s FROM c WHERE n = 2 AND header = 'Content-Encoding: gzip';
ALTER FOREIGN TABLE c OPTIONS (ADD method 'POST');
SELECT s FROM c WHERE n = 3 AND header = 'Content-Encoding: binary';
\! saw count
-- one that exists and is not read is an error at once; beside an error's status that counts
ALTER FOREIGN TABLE c OPTIONS (SET method 'GET');
\! saw reset
SELECT s FROM c WHERE n = 1 AND header = 'Content-Encoding: br';
SELECT s FROM t WHERE hex = '00' AND header = 'Content-Encoding: br' AND code = 404;
SELECT s FROM t WHERE hex = '00' AND header = 'Content-Encoding: gzip, gzip, gzip' AND code = 200;
\! saw count
-- offered is gzip, or nothing
\! saw header accept-encoding
ALTER SERVER api OPTIONS (ADD compression 'off');
\! saw reset
SELECT s FROM c WHERE n = 2 AND header = 'Content-Encoding: binary';
\! saw header accept-encoding
DROP SERVER api CASCADE;
DROP FUNCTION body, typed;
