-- Sub-selects that run once start together where all of them must run; each API waits until both requests are there.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', max_retries '0', request_timeout '5s');
CREATE SERVER other FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', max_retries '0', request_timeout '5s');
CREATE FOREIGN TABLE one (id int, at int OPTIONS (param 'at', param_only 'on')) SERVER api OPTIONS (path '/meet');
CREATE FOREIGN TABLE two (id int, at int OPTIONS (param 'at', param_only 'on')) SERVER other OPTIONS (path '/meet');
CREATE FOREIGN TABLE alone (id int, at int OPTIONS (param 'at', param_only 'on')) SERVER api OPTIONS (path '/records', params '{"n": "2", "delay": "100"}');
CREATE FOREIGN TABLE later (id int, at int OPTIONS (param 'at', param_only 'on')) SERVER other OPTIONS (path '/records', params '{"n": "2"}');
CREATE FOREIGN TABLE echo (a int OPTIONS (param 'a', param_only 'on'), b int OPTIONS (param 'b', param_only 'on'))
  SERVER api OPTIONS (path '/echo');
CREATE FOREIGN TABLE found (id int, user_id int OPTIONS (param 'user_id')) SERVER api OPTIONS (path '/search', pagination 'none');
CREATE TABLE local AS SELECT g AS n FROM generate_series(1, 3) g;
ANALYZE local;
\pset format unaligned
\pset tuples_only on
-- a row is certain
SELECT (SELECT count(*) FROM one WHERE at = 1), (SELECT max(id) FROM two WHERE at = 1);
\! saw reset
SELECT abs((SELECT max(id) FROM one WHERE at = 2)) + (SELECT max(id) FROM two WHERE at = 2);
\! saw reset
SELECT EXISTS (SELECT FROM one WHERE at = 3), ARRAY(SELECT id FROM two WHERE at = 3);
\! saw reset
SELECT count(*), (SELECT max(id) FROM one WHERE at = 4), coalesce((SELECT max(id) FROM two WHERE at = 4), -1) FROM local;
\! saw reset
CREATE TABLE kept AS SELECT (SELECT max(id) FROM one WHERE at = 5) AS one, (SELECT max(id) FROM two WHERE at = 5) AS two;
SELECT * FROM kept;
\! saw reset
-- a row is there, since one of them runs
SELECT n, (SELECT max(id) FROM one WHERE at = 6), (SELECT max(id) FROM two WHERE at = 6) FROM local WHERE n = 2;
\! saw reset
SELECT n, (SELECT max(id) FROM one WHERE at = 7), (SELECT max(id) FROM two WHERE at = 7) FROM local ORDER BY n DESC LIMIT 1;
\! saw reset
UPDATE local SET n = n + (SELECT max(id) FROM one WHERE at = 8) + (SELECT max(id) FROM two WHERE at = 8) WHERE n = 3;
SELECT max(n) FROM local;
\! saw reset
-- values that a scan sends
SELECT a, b FROM echo WHERE a = (SELECT max(id) FROM one WHERE at = 9) AND b = (SELECT max(id) FROM two WHERE at = 9);
\! saw reset
-- not: one that may not run; what is asked is the first alone
SELECT n, (SELECT max(id) FROM alone WHERE at = 10), (SELECT max(id) FROM later WHERE at = 10) FROM local WHERE n > 10;
SELECT CASE WHEN (SELECT max(id) FROM alone WHERE at = 11) = 1 THEN 0 ELSE (SELECT max(id) FROM later WHERE at = 11) END;
SELECT (SELECT max(id) FROM alone WHERE at = 12) = 1 OR (SELECT max(id) FROM later WHERE at = 12) = 1;
SELECT coalesce((SELECT max(id) FROM alone WHERE at = 13), (SELECT max(id) FROM later WHERE at = 13));
SELECT n FROM local WHERE (SELECT max(id) FROM alone WHERE at = 14) > n AND (SELECT max(id) FROM later WHERE at = 14) > n LIMIT 1;
SELECT count(*), (SELECT max(id) FROM later WHERE at = 15) FROM local HAVING (SELECT max(id) FROM alone WHERE at = 15) = 9;
SELECT x, (SELECT max(id) FROM later WHERE at = 16) FROM (SELECT n, (SELECT max(id) FROM alone WHERE at = 16) AS x FROM local) s WHERE x = 9;
SELECT x, (SELECT max(id) FROM later WHERE at = 16) FROM (SELECT n, (SELECT max(id) FROM alone WHERE at = 16) AS x FROM local) s WHERE x > n + 9;
SELECT n, (SELECT max(id) FROM later WHERE at = 17) FROM local WHERE (SELECT max(id) FROM alone WHERE at = 17) = 9;
SELECT count(*) FROM found WHERE (SELECT max(id) FROM alone WHERE at = 18) = 1 OR user_id = (SELECT max(id) FROM later WHERE at = 18);
\! saw requests
-- an error is raised where it is met, and not what comes behind it
CREATE FOREIGN TABLE fails (id int) SERVER other OPTIONS (path '/status/400');
\set VERBOSITY terse
SELECT (SELECT id FROM alone WHERE at = 19), (SELECT max(id) FROM fails);
SELECT (SELECT max(id) FROM alone WHERE at = 20), (SELECT max(id) FROM fails);
DROP TABLE local, kept;
DROP SERVER api CASCADE;
DROP SERVER other CASCADE;
