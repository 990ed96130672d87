-- Two placeholders and one value: what was given is never dropped, the error names the other column.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FOREIGN TABLE t (low int OPTIONS (param 'from', param_only 'on'), high int OPTIONS (param 'to', param_only 'on'),
  q text OPTIONS (param 'q', param_only 'on'), target text, body text, x text OPTIONS (json_path '$.headers."x-range"[0]'))
  SERVER api OPTIONS (path '/echo', params '{"range": "{from}..{to}"}');
SELECT target FROM t;
SELECT target FROM t WHERE low = 1 AND high = 2;
\! saw reset
SELECT target FROM t WHERE low = 1;
SELECT target FROM t WHERE high = 2;
SELECT target FROM t WHERE low = 1 AND high = NULL;
SELECT target FROM (VALUES (1)) v (n) JOIN t ON low = n;
\! saw requests
-- what goes out elsewhere is not lost
ALTER FOREIGN TABLE t OPTIONS (SET params '{"range": "{from}..{to}", "min": "{from}"}');
SELECT target FROM t WHERE low = 1;
SELECT target FROM t WHERE high = 1;
-- a fixed param that gives way to a column of its name
ALTER FOREIGN TABLE t OPTIONS (SET params '{"q": "from:{from}"}');
SELECT target FROM t WHERE low = 1;
SELECT target FROM t WHERE low = 1 AND q = 'x';
-- headers
ALTER FOREIGN TABLE t OPTIONS (DROP params, ADD headers '{"X-Range": "{from}-{to}"}');
SELECT x FROM t WHERE low = 1 AND high = 2;
SELECT x FROM t WHERE high = 2;
-- JSON: a member falls by itself, a string and an element of an array whole
ALTER FOREIGN TABLE t OPTIONS (DROP headers, ADD body '{"must": [{"range": {"gte": {from}, "lt": {to}}}, {"q": {q}}], "size": 10}');
SELECT body FROM t WHERE low = 1 AND high = 2;
SELECT body FROM t WHERE q = 'x';
SELECT body FROM t WHERE low = 1 AND q = 'x';
ALTER FOREIGN TABLE t OPTIONS (SET body '{"range": {"gte": {from}, "lt": {to}}, "s": "{from}-{to}"}');
SELECT body FROM t WHERE low = 1;
ALTER FOREIGN TABLE t OPTIONS (SET body '{"q": "{q}: {from}-{to}"}');
SELECT body FROM t WHERE low = 1 AND high = 3;
ALTER FOREIGN TABLE t OPTIONS (SET body '{"range": {"gte": {from}, "lt": {to}}}');
SELECT body FROM t WHERE low = 1;
-- a form
ALTER FOREIGN TABLE t OPTIONS (SET body 'r={from}-{to}&q={q}', ADD content_type 'application/x-www-form-urlencoded');
SELECT body FROM t WHERE q = 'x';
SELECT body FROM t WHERE low = 1;
-- a cursor has no value on page 1
ALTER FOREIGN TABLE t OPTIONS (DROP body, DROP content_type, ADD params '{"page": "{q}:{c}"}', ADD pagination 'cursor', ADD cursor_param 'c',
  ADD cursor_path '$.next');
SELECT target FROM t WHERE q = 'x';
DROP FOREIGN TABLE t;
-- a join that could give the other value does
CREATE FOREIGN TABLE r (low int OPTIONS (param 'from', json_path '$.low'), high int OPTIONS (param 'to', json_path '$.high'))
  SERVER api OPTIONS (path '/json', params '{"range": "{from}..{to}", "body": "[{\"low\": 1, \"high\": 2}, {\"low\": 1, \"high\": 3}]"}');
CREATE TABLE v AS SELECT g AS n FROM generate_series(2, 1001) g;
ANALYZE v;
\! saw reset
SELECT count(*) FROM v JOIN r ON high = n WHERE low = 1 AND n < 4;
\! saw requests | sed 's/&body.*//'
SELECT count(*) FROM v JOIN r ON high > n WHERE low = 1;
DROP TABLE v;
DROP SERVER api CASCADE;
