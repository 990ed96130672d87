-- Lines that ended with the connection may have been cut at a line's end: nobody knows, and a warning says so.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', max_retries '0');
CREATE FOREIGN TABLE t (id int) SERVER api OPTIONS (path '/export/lines', format 'ndjson', pagination 'none', params '{"n": "3", "cut": "102", "clean": "1"}');
SELECT id FROM t;
-- within a line: that is known
ALTER FOREIGN TABLE t OPTIONS (SET params '{"n": "3", "cut": "40", "clean": "1"}');
SELECT id FROM t;
-- with a length, and of one document, a cut is known, too
ALTER FOREIGN TABLE t OPTIONS (SET params '{"n": "3"}');
SELECT id FROM t;
CREATE FOREIGN TABLE a (id int) SERVER api OPTIONS (path '/export/array', pagination 'none', params '{"n": "3", "cut": "102", "clean": "1"}');
SELECT id FROM a;
-- a join asks twice, and is warned once
ALTER FOREIGN TABLE t OPTIONS (SET params '{"n": "3", "cut": "0", "clean": "1"}');
SELECT x, id FROM (VALUES (1), (2)) v(x), t ORDER BY 1, 2;
-- a total that is declared settles it
ALTER FOREIGN TABLE t OPTIONS (ADD total_header 'X-Total');
SELECT id FROM t;
ALTER FOREIGN TABLE t OPTIONS (SET params '{"n": "3", "cut": "102", "clean": "1"}');
SELECT id FROM t;
-- a compressed stream says itself where it ends: cut at a line's end it is an error, and needs no length to be whole
CREATE FOREIGN TABLE z (id int) SERVER api OPTIONS (path '/export/lines', format 'ndjson', pagination 'none', params '{"n": "3", "gzip": "cut"}');
SELECT id FROM z;
ALTER FOREIGN TABLE z OPTIONS (SET params '{"n": "3", "gzip": "cut", "clean": "1"}');
SELECT id FROM z;
ALTER FOREIGN TABLE z OPTIONS (SET params '{"n": "3", "gzip": "open"}');
SELECT id FROM z;
ALTER FOREIGN TABLE z OPTIONS (SET params '{"n": "3", "gzip": "1"}');
SELECT id FROM z;
DROP SERVER api CASCADE;
