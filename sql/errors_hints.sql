-- Hints say what to write, where more is known than the kind of failure.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE FUNCTION try(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  message text; hint text;
BEGIN
  EXECUTE statement;
  RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
  RETURN regexp_replace(format(E'%s: %s\n  %s', SQLSTATE, message, hint), '127.0.0.1:\d{2,}', 'HOST', 'g');
END $$;
CREATE SERVER "my api" FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', max_retries '0');
CREATE FOREIGN TABLE t (id int) SERVER "my api" OPTIONS (path '/status/401');
CREATE FUNCTION answer(path text, params json DEFAULT '{}') RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER FOREIGN TABLE t OPTIONS (SET path %L, ADD params %L)', path, params);
  RETURN try('SELECT * FROM t');
END $$;
\t on
\a
-- no user mapping: how it is created, by the credentials that are asked for
SELECT answer('/status/401');
ALTER FOREIGN TABLE t OPTIONS (DROP params);
SELECT answer('/status/401', '{"challenge": "Basic realm=\"x\""}');
ALTER FOREIGN TABLE t OPTIONS (DROP params);
SELECT answer('/status/401', '{"challenge": "Digest realm=\"no basic \", basic realm=\"x\""}');
ALTER FOREIGN TABLE t OPTIONS (DROP params);
SELECT answer('/status/403', '{"challenge": "bearer error=\"invalid_token\""}');
CREATE ROLE api_owner SUPERUSER;
ALTER FOREIGN TABLE t OWNER TO api_owner;
CREATE VIEW through AS SELECT * FROM t;
ALTER VIEW through OWNER TO api_owner;
SELECT try('SELECT * FROM through');
-- there is one
CREATE USER MAPPING FOR PUBLIC SERVER "my api" OPTIONS (bearer_token 'other');
SELECT try('SELECT * FROM t');
-- TLS spoken where it is not, and the other way round; the secrets may go to both
\set https `echo "$MOCK_URL" | sed 's/http:/https:/'`
SELECT try(format('ALTER USER MAPPING FOR PUBLIC SERVER "my api" OPTIONS (SET secret_origins %L)', :'url' || ' ' || :'https'));
ALTER SERVER "my api" OPTIONS (SET base_url :'https');
SELECT try('SELECT * FROM t');
ALTER SERVER "my api" OPTIONS (SET base_url :'url');
ALTER FOREIGN TABLE t OPTIONS (DROP params);
SELECT answer('/status/400', '{"body": "html", "message": "400 The plain HTTP request was sent to HTTPS port"}');
ALTER FOREIGN TABLE t OPTIONS (DROP params);
SELECT answer('/status/400', '{"body": "text", "message": "Client sent an HTTP request to an HTTPS server."}');
-- a page behind others: told by the one before
ALTER FOREIGN TABLE t OPTIONS (DROP params);
ALTER FOREIGN TABLE t OPTIONS (SET path '/paged/next_url', ADD params '{"n": "35", "fail_at": "2:400"}', ADD record_path '$.data');
SELECT try('SELECT count(*) FROM t');
ALTER FOREIGN TABLE t OPTIONS (DROP record_path);
-- a record_path for a body that is the array itself, and records that no column reads
ALTER FOREIGN TABLE t OPTIONS (SET path '/json', SET params '{"body": " [{\"id\": 1}]"}', ADD record_path '$.items');
SELECT try('SELECT id FROM t');
ALTER FOREIGN TABLE t OPTIONS (DROP record_path, SET params '{"body": "[\"a\", \"b\"]"}');
SELECT try('SELECT id FROM t');
ALTER FOREIGN TABLE t OPTIONS (SET params '{"body": "[{\"id\": 1}, \"b\"]"}');
SELECT try('SELECT id FROM t');
-- a URL given as a path
CREATE FUNCTION pasted(path text) RETURNS text LANGUAGE sql AS
  $$ SELECT try(format('ALTER FOREIGN TABLE t OPTIONS (SET path %L)', path)) $$;
SELECT pasted('/posts?_page=1');
SELECT pasted('https://api.example.com:8443/v1/posts?tag=a&q=it''s+%22so%22&tag=b&flag#top');
SELECT pasted('https://api.example.com/v1');
SELECT pasted('/posts?user=1&api_key=4711&access_token=abc');
SELECT pasted('/posts?');
SELECT pasted('/posts?a=%C3%A4');
SELECT pasted('/posts?a=%zz');
SELECT pasted('/posts#top');
SELECT pasted('https://me:secret@api.example.com/v1');
SELECT pasted('/it''s?a=1');
SELECT pasted('/p?' || string_agg('a' || n || '=' || n, '&')) FROM generate_series(1, 40) n;
-- a word too many before a token
CREATE FUNCTION mapping(options text) RETURNS text LANGUAGE sql AS
  $$ SELECT try(format('ALTER USER MAPPING FOR PUBLIC SERVER "my api" OPTIONS (%s)', options)) $$;
SELECT mapping($$SET bearer_token 'bearer abc'$$);
SELECT mapping($$SET bearer_token 'Bearer bearer abc'$$);
SELECT mapping($$SET bearer_token 'Bearer'$$);
SELECT mapping($$SET bearer_token 'Token abc'$$);
SELECT mapping($$SET bearer_token 'Token-abc'$$);
ALTER SERVER "my api" OPTIONS (api_key_name 'Authorization', api_key_prefix 'SSWS');
ALTER USER MAPPING FOR PUBLIC SERVER "my api" OPTIONS (DROP bearer_token, ADD api_key 'ssws abc');
SELECT try('SELECT * FROM t');
DROP SERVER "my api" CASCADE;
DROP ROLE api_owner;
DROP FUNCTION answer, try, pasted, mapping;
