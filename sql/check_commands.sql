-- What a command changes decides whether its tables are checked: one that is broken already blocks nothing
-- but commands about options, and no query runs that a search path could bend.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url 'http://localhost', params '{"day": "x"}');
CREATE FOREIGN TABLE t (id int OPTIONS (param 'id'), n int) SERVER api OPTIONS (path '/t/{id}', unique_key 'n');
CREATE FOREIGN TABLE whole (id int) SERVER api OPTIONS (path '/t');
CREATE ROLE somebody;
GRANT USAGE ON FOREIGN SERVER api TO somebody;
-- ALTER TABLE is heard as ALTER FOREIGN TABLE is
ALTER TABLE t DROP COLUMN id;
ALTER FOREIGN TABLE t ADD COLUMN id int OPTIONS (param 'id');
ALTER TABLE t ALTER COLUMN id TYPE float8;
ALTER TABLE t ALTER COLUMN id TYPE int;
ALTER TABLE t RENAME COLUMN n TO number;
ALTER TABLE t RENAME COLUMN number TO n;
ALTER FOREIGN TABLE t ALTER id OPTIONS (DROP param);
CREATE FOREIGN TABLE IF NOT EXISTS broken (id int) SERVER api OPTIONS (path '/t/{id}');
-- so are the tables below one
CREATE TABLE parent (id int, day date) PARTITION BY LIST (day);
CREATE FOREIGN TABLE child (id int OPTIONS (param 'id'), day date) SERVER api OPTIONS (path '/t/{id}');
ALTER TABLE parent ATTACH PARTITION child FOR VALUES IN ('2026-01-01');
ALTER TABLE parent DROP COLUMN id;
-- broken by another object
ALTER SERVER api OPTIONS (SET params '{"day": "{day}"}');
ALTER FOREIGN TABLE t OWNER TO somebody;
ALTER TABLE t OWNER TO CURRENT_USER;
ALTER FOREIGN TABLE t ALTER COLUMN n SET NOT NULL;
ALTER FOREIGN TABLE t ALTER COLUMN n SET DEFAULT 1;
COMMENT ON FOREIGN TABLE t IS 'broken';
GRANT SELECT ON t TO somebody;
CREATE SCHEMA away;
ALTER FOREIGN TABLE t SET SCHEMA away;
ALTER TABLE away.t SET SCHEMA public;
ALTER FOREIGN TABLE t RENAME TO u;
ALTER TABLE u RENAME TO t;
CREATE FOREIGN TABLE IF NOT EXISTS t (id int) SERVER api OPTIONS (path '/t');
CREATE TABLE local (id int);
ALTER TABLE local ADD COLUMN n int;
ALTER TABLE parent ALTER COLUMN day SET DEFAULT now();
-- a column more, less or renamed is told of, and done
ALTER FOREIGN TABLE t ADD COLUMN more int;
ALTER TABLE t RENAME COLUMN more TO most;
ALTER TABLE t DROP COLUMN most;
-- options are checked, and can mend it
ALTER FOREIGN TABLE t OPTIONS (SET path '/u/{id}');
ALTER FOREIGN TABLE t ADD COLUMN other int OPTIONS (param 'other');
ALTER FOREIGN TABLE t ADD COLUMN day date OPTIONS (param 'day');
ALTER SERVER api OPTIONS (DROP params);
-- a search path with operators and functions of the catalog's names, none of which may run
CREATE SCHEMA hostile;
CREATE FUNCTION hostile.stolen(oid, oid) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'run as %', current_user; END $$;
CREATE FUNCTION hostile.stolen(text, text) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'run as %', current_user; END $$;
CREATE OPERATOR hostile.= (FUNCTION = hostile.stolen, LEFTARG = oid, RIGHTARG = oid);
CREATE OPERATOR hostile.= (FUNCTION = hostile.stolen, LEFTARG = text, RIGHTARG = text);
CREATE FUNCTION hostile.pg_event_trigger_ddl_commands() RETURNS SETOF oid LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'run as %', current_user; END $$;
CREATE FUNCTION hostile.quote_ident(text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'run as %', current_user; END $$;
CREATE TABLE hostile.pg_foreign_table (ftrelid oid);
CREATE TABLE hostile.pg_user_mapping (umuser oid);
SET search_path = hostile, public, pg_catalog;
SELECT 'a'::text = 'a'::text;
ALTER FOREIGN TABLE t OPTIONS (SET path '/u/{id}');
ALTER TABLE t DROP COLUMN id;
CREATE FOREIGN TABLE made (id int OPTIONS (param 'id')) SERVER api OPTIONS (path '/t/{id}');
CREATE FOREIGN TABLE made_not (id int) SERVER api OPTIONS (path '/t/{id}');
CREATE USER MAPPING FOR somebody SERVER api OPTIONS (bearer_token 'x');
ALTER USER MAPPING FOR somebody SERVER api OPTIONS (SET bearer_token 'y');
EXPLAIN (COSTS OFF) SELECT * FROM made WHERE id OPERATOR(pg_catalog.=) 1;
-- nor does a table of the same name that is found before the new one hide it
CREATE TEMP TABLE shadow (id int);
CREATE FOREIGN TABLE public.shadow (id int) SERVER api OPTIONS (path '/t/{id}');
SET search_path = public;
CREATE FOREIGN TABLE shadow (id int) SERVER api OPTIONS (path '/t/{id}');
RESET search_path;
DROP SCHEMA hostile, away CASCADE;
DROP TABLE parent, local, pg_temp.shadow;
DROP SERVER api CASCADE;
DROP ROLE somebody;
