-- A column that is renamed reads another member: a warning says so.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FOREIGN TABLE t (id int, userid int, "user.login" text, at text OPTIONS (json_path '$.x'), q text OPTIONS (param 'q', param_only 'on'))
  SERVER api OPTIONS (path '/json', params '{"body": "[{\"id\": 1, \"userId\": 2, \"user\": {\"login\": \"a\"}, \"x\": \"y\"}]"}');
ALTER FOREIGN TABLE t RENAME COLUMN id TO number;
-- as the hint has it
ALTER FOREIGN TABLE public.t ALTER COLUMN number OPTIONS (ADD json_path '$.id');
ALTER TABLE t RENAME COLUMN "user.login" TO "Login";
ALTER FOREIGN TABLE public.t ALTER COLUMN "Login" OPTIONS (ADD json_path '$.user.login');
-- another spelling, a json_path, what is sent: they read what they read
ALTER FOREIGN TABLE t RENAME COLUMN userid TO "user_Id";
ALTER FOREIGN TABLE t RENAME COLUMN at TO "when";
ALTER FOREIGN TABLE t RENAME COLUMN q TO search;
SELECT number, "user_Id", "Login", "when" FROM t;
-- a parent's column is its partitions'
CREATE TABLE p (a int, b text) PARTITION BY LIST (a);
CREATE FOREIGN TABLE p1 PARTITION OF p FOR VALUES IN (1) SERVER api OPTIONS (path '/json');
ALTER TABLE p RENAME COLUMN b TO c;
ALTER TABLE p RENAME TO q;
-- a dump gives options later
SET check_function_bodies = off;
ALTER TABLE q RENAME COLUMN c TO b;
DROP TABLE q;
DROP SERVER api CASCADE;
