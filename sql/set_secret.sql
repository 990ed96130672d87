-- api_fdw_set_secret: a secret from a parameter, with the rights and checks of ALTER USER MAPPING.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE ROLE alice;
CREATE ROLE bob;
CREATE ROLE "public user";
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
ALTER SERVER api OWNER TO CURRENT_USER;
GRANT USAGE ON FOREIGN SERVER api TO bob;
CREATE FOREIGN TABLE t (target text, "authorization" text[] OPTIONS (json_path '$.headers.authorization'))
  SERVER api OPTIONS (path '/echo');
GRANT SELECT ON t TO bob;
CREATE FUNCTION mapped() RETURNS SETOF text LANGUAGE sql SECURITY DEFINER AS $$
  SELECT usename || ': ' || regexp_replace(umoptions::text, '127.0.0.1:\d+', 'MOCK') FROM pg_user_mappings WHERE srvname = 'api' ORDER BY 1 $$;
\pset format unaligned
\pset tuples_only on
-- the first is bound by its caller, the mapping made if need be; then it is set again
SET ROLE bob;
PREPARE set (text, text) AS SELECT api_fdw_set_secret('api', $1, $2);
SELECT api_fdw_set_secret('api', 'bearer_token', 'first', secret_origins => :'url');
SELECT mapped();
EXECUTE set ('bearer_token', 'se"cond''');
SELECT "authorization" FROM t;
EXECUTE set ('headers', '{"X-Second": "third"}');
SELECT mapped();
-- one of those by name; the others stay
EXECUTE set ('secrets.token', 'a "quoted" \ one');
EXECUTE set ('secrets.key', 'key-4711');
EXECUTE set ('secrets.token', 'token-4711');
SELECT mapped();
EXECUTE set ('secrets', '{"only": "this one"}');
SELECT mapped();
-- not where the mapping has gone meanwhile, or its secrets have
DROP USER MAPPING FOR bob SERVER api;
\set VERBOSITY terse
EXECUTE set ('bearer_token', 'renewed');
CREATE USER MAPPING FOR bob SERVER api;
EXECUTE set ('bearer_token', 'renewed');
\set VERBOSITY default
SELECT api_fdw_set_secret('api', 'bearer_token', 'renewed', 'bob', :'url' || ', https://second.example');
SELECT api_fdw_set_secret('api', 'bearer_token', 'renewed', 'bob', :'url');
SELECT mapped();
-- of others only as ALTER USER MAPPING may
SELECT api_fdw_set_secret('api', 'bearer_token', 'x', 'alice', 'https://a');
SELECT api_fdw_set_secret('api', 'bearer_token', 'x', 'public', 'https://a');
SET ROLE alice;
SELECT api_fdw_set_secret('api', 'bearer_token', 'x', secret_origins => 'https://a');
SELECT api_fdw_set_secret('api', 'bearer_token', 'x', 'bob');
RESET ROLE;
SELECT api_fdw_set_secret('api', 'api_key', 'x', 'public', :'url');
SELECT api_fdw_set_secret('api', 'api_key', 'y', for_user => 'public user', secret_origins => :'url');
SELECT mapped();
-- nor is told whether another's has secrets, or is there at all
CREATE ROLE unmapped;
SET ROLE alice;
SELECT api_fdw_set_secret('api', 'bearer_token', 'x', 'unmapped');
SELECT api_fdw_set_secret('api', 'secrets.a', 'x', 'unmapped');
RESET ROLE;
DROP ROLE unmapped;
-- a moved server gets none
ALTER SERVER api OPTIONS (SET base_url 'https://elsewhere.example');
SET ROLE bob;
\set VERBOSITY terse
EXECUTE set ('bearer_token', 'rotated');
\set VERBOSITY default
RESET ROLE;
-- what cannot be; no message shows a value
SELECT api_fdw_set_secret('none', 'bearer_token', 's3cret');
SELECT api_fdw_set_secret('api', 'base_url', 's3cret');
SELECT api_fdw_set_secret('api', 'secret_origins', 's3cret');
SELECT api_fdw_set_secret('api', 'bearer_token', 's3cret', 'nobody at all');
SELECT api_fdw_set_secret('api', 'bearer_token', E's3cret\n', 'bob');
SELECT api_fdw_set_secret('api', 'secrets.a b', 's3cret', 'bob');
SELECT api_fdw_set_secret('api', 'secrets', 's3cret', 'bob');
SELECT api_fdw_set_secret('api', 'bearer_token', 's3cret', 'bob', 'elsewhere');
SELECT api_fdw_set_secret('api', 'bearer_token', NULL);
CREATE FOREIGN DATA WRAPPER other;
CREATE SERVER elsewhere FOREIGN DATA WRAPPER other;
SELECT api_fdw_set_secret('elsewhere', 'bearer_token', 's3cret');
BEGIN READ ONLY;
SELECT api_fdw_set_secret('api', 'bearer_token', 's3cret', 'alice', 'https://a');
ROLLBACK;
DROP FOREIGN DATA WRAPPER other CASCADE;
DROP SERVER api CASCADE;
DROP FUNCTION mapped;
DROP ROLE alice, bob, "public user";
