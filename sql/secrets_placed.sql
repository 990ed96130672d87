-- {secret:name} in path, params, headers and body takes a secret of the user mapping, encoded as its place
-- asks for; nothing shows it.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE FUNCTION try(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  message text; detail text; hint text; context text;
BEGIN
  EXECUTE statement;
  RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT, context = PG_EXCEPTION_CONTEXT;
  RETURN concat_ws(E'\n  ', SQLSTATE || ': ' || message, nullif(detail, ''), nullif(hint, ''), (regexp_match(context, 'foreign table[^\n]*'))[1]);
END $$;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', max_retries '0');
CREATE USER MAPPING FOR CURRENT_USER SERVER api
  OPTIONS (secrets '{"token": "123456:AB-c/d e", "client_id": "client-4711", "odd": "q\"\\u&=+%"}');
CREATE FOREIGN TABLE t (target text, x text[] OPTIONS (json_path '$.headers."x-auth"'), body text, id int OPTIONS (param 'id', param_only 'on'),
  url text OPTIONS (response 'url')) SERVER api OPTIONS (path '/echo/bot{secret:token}/getUpdates', params '{"key": "{secret:odd}", "limit": "5"}',
  headers '{"X-Auth": "Key {secret:client_id}; {secret:odd}"}');
\pset format unaligned
\pset tuples_only on
SELECT target, x FROM t;
SELECT replace(url, :'url', '') FROM t WHERE id = 7;
EXPLAIN (COSTS OFF) SELECT target FROM t WHERE id = 7;
-- a JSON body takes it as a string, bare or quoted; so does JSON in a parameter; a form percent-encodes
ALTER FOREIGN TABLE t OPTIONS (SET path '/echo', SET params '{"filter": "{\"k\": {secret:odd}, \"a\": {id}}"}',
  ADD body '{"client_id": {secret:client_id}, "secret": "{secret:odd}", "note": "a \"{secret:token}\" b", "id": {id}}');
SELECT target, body, (body::json) ->> 'secret' FROM t WHERE id = 7;
ALTER FOREIGN TABLE t OPTIONS (SET body 'client_id={secret:client_id}&s={secret:odd}&id={id}&j={"t": "{secret:odd}"}', DROP params,
  ADD content_type 'application/x-www-form-urlencoded');
SELECT body FROM t WHERE id = 7;
-- values of a query that look like a place for one are text
ALTER FOREIGN TABLE t OPTIONS (DROP content_type, SET body '{"q": {q}, "secret": {secret:odd}}', SET headers '{"X-Auth": "{q}"}'),
  ADD COLUMN q text OPTIONS (param 'q', param_only 'on');
SELECT body, x, q FROM t WHERE q = '{secret:token}';
SELECT body, x FROM t WHERE q = '~h{secret:token}~';
-- nor does an error show it, or a message of the server that quotes it, in any spelling
ALTER FOREIGN TABLE t OPTIONS (DROP body, DROP headers, SET path '/json/{secret:token}', ADD params '{"status": "400", "body": "no bot 123456:AB-c/d e, 123456:AB-c%2Fd%20e, 123456%3aAB-c%2fd%20e, client-4711"}');
SELECT try('SELECT * FROM t');
CREATE FOREIGN TABLE n (target int) SERVER api OPTIONS (path '/echo/{secret:token}');
SELECT try('SELECT * FROM n');
CREATE FOREIGN TABLE h (headers jsonb OPTIONS (response 'headers')) SERVER api OPTIONS (path '/json/{secret:token}',
  params '{"body": "{}", "header": "Link: </json/123456:AB-c%2Fd%20e?x=client-4711>; rel=\"self\""}');
SELECT headers ->> 'link' FROM h;
-- nor a header that brings a credential of a parameter back
ALTER USER MAPPING FOR CURRENT_USER SERVER api OPTIONS (ADD params '{"sig": "sig-4711"}');
CREATE FOREIGN TABLE s (headers jsonb OPTIONS (response 'headers'), url text OPTIONS (response 'url')) SERVER api OPTIONS (path '/json',
  params '{"body": "{}", "header": "Link: </json?sig=sig-4711&page=2>; rel=\"self\""}');
SELECT headers ->> 'link', url LIKE '%sig%4711&%' FROM s;
ALTER USER MAPPING FOR CURRENT_USER SERVER api OPTIONS (DROP params);
-- an error of a table's options shows the option as it was written
ALTER FOREIGN TABLE t OPTIONS (SET path '/echo/{secret:token}', SET params '{"a": "{secret:token} {q}"}');
SELECT try($$SELECT * FROM t WHERE q = 'a or b'$$);
ALTER FOREIGN TABLE t OPTIONS (DROP params);
-- what is not there is an error before any request, of plans not
ALTER FOREIGN TABLE t OPTIONS (SET path '/echo/{secret:tokens}');
\! saw reset
SELECT try('SELECT * FROM t');
EXPLAIN (COSTS OFF) SELECT target FROM t;
DROP USER MAPPING FOR CURRENT_USER SERVER api;
SELECT try('SELECT * FROM t');
\! saw count
-- what cannot be
SELECT try(format('ALTER FOREIGN TABLE t OPTIONS (%s)', o)) FROM unnest(ARRAY[$$SET path '/{secret:}'$$, $$SET path '/{secret:a b}'$$,
  $$SET path '/x', ADD params '{"a": "{secret:}"}'$$, $$SET path '/x', ADD body '{"a": {secret:1}}'$$, $$SET path '/x', ADD graphql_query '{ a(k: "{secret:k}") }'$$]) o;
SELECT try(format('CREATE USER MAPPING FOR CURRENT_USER SERVER api OPTIONS (secrets %L)', o)) FROM unnest(ARRAY['s3cret', '["s3cret"]',
  '{"a": "abc"}', '{"a b": "s3cret"}', '{"": "s3cret"}', '{"a": "s3cret\n"}', '{"a": " s3cret"}', '{"a": ["s3cret"]}', '{"a": "s3cret", "a": "s3cret"}',
  (SELECT json_object_agg('k' || n, 's3cret') FROM generate_series(1, 21) n)::text]) o;
SELECT try($$ALTER SERVER api OPTIONS (ADD secrets '{"a": "s3cret"}')$$);
SELECT try($$ALTER SERVER api OPTIONS (SET base_url 'https://api.telegram.org/bot{secret:token}')$$);
DROP SERVER api CASCADE;
DROP FUNCTION try;
