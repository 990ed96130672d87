-- Secrets are bound to the origin that base_url had when they were given: who moves it gets nothing.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE ROLE alice;
CREATE ROLE bob;
GRANT USAGE ON FOREIGN DATA WRAPPER api_fdw TO alice;
GRANT CREATE ON SCHEMA public TO alice;
-- the mock's port is not the same in every run
CREATE FUNCTION masked(text) RETURNS text LANGUAGE sql AS $$ SELECT regexp_replace($1, '127.0.0.1:\d+', 'MOCK', 'g') $$;
CREATE VIEW bound AS SELECT usename, option_name,
  CASE option_name WHEN 'secret_origins' THEN masked(option_value) WHEN 'bound_by' THEN option_value ELSE '***' END AS option_value
  FROM pg_user_mappings, pg_options_to_table(umoptions) WHERE srvname = 'api' ORDER BY 1, 2;
CREATE FUNCTION told(command text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  hint text;
  detail text;
BEGIN
  EXECUTE command;
  RETURN 'done';
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT, detail = PG_EXCEPTION_DETAIL;
  RETURN masked(concat_ws(E'\n', SQLSTATE || ' ' || SQLERRM, detail, hint));
END $$;
\pset format unaligned
\pset tuples_only on
SET ROLE alice;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url 'https://API.example.com:443/v1');
CREATE FOREIGN TABLE t (target text, "authorization" text[] OPTIONS (json_path '$.headers.authorization'))
  SERVER api OPTIONS (path '/echo');
GRANT USAGE ON FOREIGN SERVER api TO bob;
GRANT SELECT ON t TO bob;
SET ROLE bob;
CREATE USER MAPPING FOR CURRENT_USER SERVER api OPTIONS (bearer_token 'bobs-token');
RESET ROLE;
TABLE bound;
-- alice moves the server, by a downgrade from https, too: nothing is sent
SET ROLE alice;
ALTER SERVER api OPTIONS (SET base_url :'url');
SET ROLE bob;
\! saw reset
SELECT told('SELECT * FROM t');
\! saw count
EXPLAIN (COSTS OFF) SELECT target FROM t;
-- a rotated token is not bound anew; alice may not say where it goes, nor unsay it
SELECT told($$ALTER USER MAPPING FOR CURRENT_USER SERVER api OPTIONS (SET bearer_token 'new-token')$$);
SET ROLE alice;
SELECT told(format($$ALTER USER MAPPING FOR bob SERVER api OPTIONS (SET secret_origins %L)$$, :'url'));
SELECT told($$ALTER USER MAPPING FOR bob SERVER api OPTIONS (DROP secret_origins)$$);
SELECT told(format($$ALTER USER MAPPING FOR bob SERVER api OPTIONS (ADD username 'alice', SET secret_origins %L)$$, :'url'));
SELECT told($$ALTER USER MAPPING FOR bob SERVER api OPTIONS (ADD headers '{"X-A": "b"}')$$);
SELECT told($$CREATE USER MAPPING IF NOT EXISTS FOR bob SERVER api OPTIONS (bearer_token 'other')$$);
RESET ROLE;
TABLE bound;
\! saw count
-- bob may, and a superuser; the hint does as it stands
SET ROLE bob;
SELECT told(format($$ALTER USER MAPPING FOR CURRENT_USER SERVER api OPTIONS (SET secret_origins %L)$$, :'url'));
SELECT "authorization" FROM t;
SELECT told($$ALTER USER MAPPING FOR CURRENT_USER SERVER api OPTIONS (SET bearer_token 'new-token')$$);
SELECT "authorization" FROM t;
-- a plan and a connection that are there already change nothing
SET plan_cache_mode = force_generic_plan;
PREPARE again AS SELECT "authorization" FROM t;
EXECUTE again;
RESET ROLE;
ALTER SERVER api OPTIONS (SET base_url 'http://localhost:1');
SET ROLE bob;
SELECT masked(told('EXECUTE again'));
RESET ROLE;
ALTER SERVER api OPTIONS (SET base_url :'url');
SET ROLE bob;
EXECUTE again;
ALTER USER MAPPING FOR CURRENT_USER SERVER api OPTIONS (SET secret_origins 'https://api.example.com');
SELECT told('EXECUTE again');
RESET ROLE;
RESET plan_cache_mode;
SELECT told(format($$ALTER USER MAPPING FOR bob SERVER api OPTIONS (SET secret_origins %L)$$, :'url'));
-- secrets that none is bound with go nowhere: without the event trigger, or when the option is dropped
ALTER USER MAPPING FOR bob SERVER api OPTIONS (DROP secret_origins);
ALTER EVENT TRIGGER api_fdw_bind_secrets DISABLE;
CREATE USER MAPPING FOR PUBLIC SERVER api OPTIONS (username 'sk_live', password '');
ALTER EVENT TRIGGER api_fdw_bind_secrets ENABLE;
\! saw reset
SELECT told('SELECT * FROM t');
SET ROLE bob;
SELECT told('SELECT * FROM t');
SELECT told($$ALTER USER MAPPING FOR CURRENT_USER SERVER api OPTIONS (SET bearer_token 'another')$$);
SELECT told($$CREATE USER MAPPING IF NOT EXISTS FOR CURRENT_USER SERVER api OPTIONS (bearer_token 'another')$$);
SELECT told($$ALTER USER MAPPING FOR CURRENT_USER SERVER api OPTIONS (ADD username 'u')$$);
RESET ROLE;
TABLE bound;
\! saw count
-- the first secret binds, wherever it comes; a mapping without secrets is not bound, and none of another wrapper
DROP USER MAPPING FOR bob SERVER api;
CREATE USER MAPPING FOR bob SERVER api;
TABLE bound;
SET ROLE bob;
ALTER USER MAPPING FOR USER SERVER api OPTIONS (ADD api_key 'key-4711');
ALTER USER MAPPING FOR USER SERVER api OPTIONS (DROP api_key, ADD bearer_token 'fourth');
SELECT "authorization" FROM t;
RESET ROLE;
TABLE bound;
-- a mapping that alice makes for bob takes none of his own tokens before he has bound it; she may use it
SET ROLE alice;
DROP USER MAPPING FOR bob SERVER api;
SELECT told(format($$CREATE USER MAPPING FOR bob SERVER api OPTIONS (bearer_token 'trap', secret_origins %L, bound_by 'bob')$$, :'url'));
SELECT told($$ALTER USER MAPPING FOR bob SERVER api OPTIONS (SET bearer_token 'trap-2')$$);
SELECT told($$ALTER USER MAPPING FOR bob SERVER api OPTIONS (DROP bound_by)$$);
SET ROLE bob;
SELECT "authorization" FROM t;
SELECT told($$ALTER USER MAPPING FOR bob SERVER api OPTIONS (SET bearer_token 'bobs-token')$$);
RESET ROLE;
TABLE bound;
SET ROLE bob;
SELECT told(format($$ALTER USER MAPPING FOR bob SERVER api OPTIONS (SET bearer_token 'bobs-token', SET secret_origins %L)$$, :'url'));
RESET ROLE;
TABLE bound;
SET ROLE alice;
DROP USER MAPPING FOR bob SERVER api;
CREATE USER MAPPING FOR bob SERVER api OPTIONS (bearer_token 'trap');
SELECT told($$ALTER USER MAPPING FOR bob SERVER api OPTIONS (DROP bearer_token, DROP secret_origins)$$);
SET ROLE bob;
SELECT told($$ALTER USER MAPPING FOR bob SERVER api OPTIONS (ADD bearer_token 'bobs-token')$$);
RESET ROLE;
TABLE bound;
-- a dump has the option, and a restore binds nothing anew
DROP USER MAPPING FOR bob SERVER api;
SET check_function_bodies = off;
CREATE USER MAPPING FOR bob SERVER api OPTIONS (bearer_token 'x', secret_origins 'https://api.example.com');
DROP USER MAPPING FOR PUBLIC SERVER api;
CREATE USER MAPPING FOR PUBLIC SERVER api OPTIONS (bearer_token 'x');
RESET check_function_bodies;
TABLE bound;
CREATE FOREIGN DATA WRAPPER other;
CREATE SERVER elsewhere FOREIGN DATA WRAPPER other;
CREATE USER MAPPING FOR bob SERVER elsewhere OPTIONS (bearer_token 'x');
SELECT umoptions FROM pg_user_mappings WHERE srvname = 'elsewhere';
SELECT told('SELECT api_fdw_bind_secrets()');
DROP FOREIGN DATA WRAPPER other CASCADE;
DROP SERVER api CASCADE;
DROP VIEW bound;
DROP FUNCTION told, masked;
REVOKE ALL ON SCHEMA public FROM alice;
REVOKE ALL ON FOREIGN DATA WRAPPER api_fdw FROM alice;
DROP ROLE alice, bob;
