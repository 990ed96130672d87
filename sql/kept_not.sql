-- What no statement keeps of what it has read, so that it asks again.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', max_retries '0');
CREATE FOREIGN TABLE post (id int OPTIONS (param 'id', json_path '$.id'), title text) SERVER api OPTIONS (path '/posts/{id}');
\pset tuples_only on
\pset format unaligned
SET enable_memoize = off;
SET api_fdw.enable_batch_join = off;
CREATE TABLE k (n int, g int);
INSERT INTO k VALUES (1, 1), (2, 2), (3, 1), (4, 2);
\set loop 'SELECT count(*), count(title) FROM k, LATERAL (SELECT title FROM post WHERE id = g OFFSET 0) p'
:loop;
\! saw requests
\! saw reset
-- not by the setting
SET api_fdw.share_requests = off;
:loop;
\! saw requests
\! saw reset
RESET api_fdw.share_requests;
-- not from one statement to the next, nor in functions, nor for another cursor
SELECT title FROM post WHERE id = 1;
SELECT title FROM post WHERE id = 1;
DO $$ BEGIN
  FOR i IN 1 .. 3 LOOP
    PERFORM FROM post WHERE id = 2;
  END LOOP;
END $$;
CREATE FUNCTION title_of(k int) RETURNS text LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT title FROM post WHERE id = k); END';
SELECT count(title_of(3)) FROM k;
BEGIN;
DECLARE a CURSOR FOR SELECT id FROM post WHERE id = 4;
DECLARE b CURSOR FOR SELECT id FROM post WHERE id = 4;
FETCH ALL FROM a;
FETCH ALL FROM b;
COMMIT;
\! saw requests
\! saw reset
-- not what failed: a status is asked for again, and so is an error in a body
ALTER FOREIGN TABLE post OPTIONS (SET path '/status/{id}', ADD on_http_error 'ignore');
UPDATE k SET g = 500 + g;
SET client_min_messages = error;
:loop;
\! saw requests
\! saw reset
ALTER FOREIGN TABLE post OPTIONS (SET path '/echo/{id}', ADD error_path '$.method');
:loop;
\! saw requests
\! saw reset
RESET client_min_messages;
-- a POST is, unless it does no harm when it is carried out twice
DROP FOREIGN TABLE post;
CREATE FOREIGN TABLE post (id int OPTIONS (param 'id', param_only 'on'), title text OPTIONS (json_path '$.method'))
  SERVER api OPTIONS (path '/echo', method 'POST', params '{"id": "{id}"}', body '{"q": 1}');
UPDATE k SET g = g - 500;
:loop;
\! saw requests
\! saw reset
ALTER FOREIGN TABLE post OPTIONS (ADD repeatable 'on');
:loop;
\! saw requests
\! saw reset
ALTER FOREIGN TABLE post OPTIONS (DROP repeatable, ADD idempotency_key 'on');
:loop;
\! saw requests
\! saw reset
ALTER FOREIGN TABLE post OPTIONS (DROP idempotency_key, DROP method, DROP body);
-- not for another role, who may see something else
CREATE ROLE api_fdw_kept_reader;
GRANT SELECT ON post TO api_fdw_kept_reader;
CREATE VIEW theirs AS SELECT * FROM post;
ALTER VIEW theirs OWNER TO api_fdw_kept_reader;
SELECT (SELECT count(*) FROM post WHERE id = 1), (SELECT count(*) FROM post WHERE id = 1), (SELECT count(*) FROM theirs WHERE id = 1);
\! saw requests
\! saw reset
-- nor a failure for another table, which would have tried more often
CREATE FOREIGN TABLE once (id int) SERVER api OPTIONS (path '/retry/a', params '{"status": "503", "fail": "1"}', on_http_error 'ignore');
CREATE FOREIGN TABLE often (id int) SERVER api OPTIONS (path '/retry/a', params '{"status": "503", "fail": "1"}', max_retries '2', backoff_initial '1ms');
SET client_min_messages = error;
SELECT count(*) FROM (SELECT id FROM once UNION ALL SELECT id FROM often) u;
RESET client_min_messages;
\! saw requests
\! saw reset
-- nor what redirects led to, where one does not follow them
CREATE FOREIGN TABLE led (id int) SERVER api OPTIONS (path '/redirect', params '{"to": "/posts/1"}');
CREATE FOREIGN TABLE still (id int) SERVER api OPTIONS (path '/redirect', params '{"to": "/posts/1"}', max_redirects '0');
SELECT (SELECT count(*) FROM led), (SELECT count(*) FROM still);
SELECT (SELECT count(*) FROM led), (SELECT count(*) FROM led l);
\! saw requests
\! saw reset
DROP FOREIGN TABLE led, still;
-- lines are, if somebody has told their end
CREATE FOREIGN TABLE lines (id int) SERVER api OPTIONS (path '/export/lines', params '{"n": "3"}', format 'ndjson');
SELECT (SELECT count(*) FROM lines), (SELECT count(*) FROM lines);
\! saw requests
\! saw reset
SET client_min_messages = warning;
DROP SERVER api CASCADE;
DROP FUNCTION title_of;
DROP TABLE k;
DROP ROLE api_fdw_kept_reader;
