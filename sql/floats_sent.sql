-- Floats are sent where param_any_equality says so, equal values by one spelling, which no setting changes.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', max_retries '0');
CREATE DOMAIN latitude AS float8 CHECK (VALUE BETWEEN -90 AND 90);
CREATE FOREIGN TABLE t (f8 float8 OPTIONS (param 'f8', param_only 'on', param_any_equality 'on'),
  f4 float4 OPTIONS (param 'f4', param_only 'on', param_any_equality 'on'),
  lat latitude OPTIONS (param 'lat', param_only 'on', param_any_equality 'on'), target text) SERVER api OPTIONS (path '/echo');
CREATE FOREIGN TABLE body (f8 float8 OPTIONS (param 'f8', param_only 'on', param_any_equality 'on'), body text)
  SERVER api OPTIONS (path '/echo', method 'POST', body '{"at": {f8}}');
CREATE FOREIGN TABLE named (id float8 OPTIONS (param 'id', json_path '$.id', param_any_equality 'on'), title text)
  SERVER api OPTIONS (path '/posts/{id}');
CREATE FOREIGN TABLE listed (id float8 OPTIONS (param 'ids', json_path '$.id', param_in 'comma', param_any_equality 'on'), title text)
  SERVER api OPTIONS (path '/listed/{ids}', params '{"sep": "comma"}');
CREATE FOREIGN TABLE numbers (n numeric OPTIONS (param 'id', json_path '$.id'), title text) SERVER api OPTIONS (path '/posts/{id}');
CREATE FOREIGN TABLE strange (id float8 OPTIONS (param 'ids', json_path '$.id', param_in 'comma', required 'on', param_any_equality 'on'))
  SERVER api OPTIONS (path '/json', params '{"body": "[{\"id\": \"NaN\"}, {\"id\": -0.0}, {\"id\": 3}, {\"id\": \"Infinity\"}]"}');
\pset format unaligned
\pset tuples_only on
SET extra_float_digits = -10;
SELECT target FROM t WHERE f8 = 0.1 AND f4 = 0.5;
SELECT target FROM t WHERE f8 = 1e20;
SELECT target FROM t WHERE f8 = 0.1::float8 + 0.2;
SELECT target FROM t WHERE f8 = 52.50 AND lat = 7;
SELECT target FROM t WHERE f4 = 0.1::float4;
SELECT body FROM body WHERE f8 = -2.5e-10;
-- -0 is 0; each value once; NULL and what no float4 is, nothing
\! saw reset
SELECT f8, target FROM t WHERE f8 IN ('-0', 0, 1.50, 1.5, NULL) ORDER BY 1;
SELECT f8, target FROM t WHERE f8 = '-0';
SELECT count(*) FROM t WHERE f4 = 0.1;
SELECT count(*) FROM t WHERE f4 = 1e300;
SELECT count(*) FROM t WHERE lat = 91;
\! saw requests
-- no spelling that APIs agree on
SELECT count(*) FROM t WHERE f8 = 'NaN';
SELECT count(*) FROM t WHERE f8 = '-infinity';
-- keys of joins: equal ones once, rows dealt back by value
CREATE TABLE local (n int, k float8, d numeric);
INSERT INTO local VALUES (1, 3, 3), (2, 4, 4.0), (3, 3.0, 3.00), (4, NULL, NULL), (5, '-0', 0.0), (6, 0, 0);
ANALYZE local;
SET enable_hashjoin = off;
SET enable_mergejoin = off;
\! saw reset
SELECT local.n, id FROM local JOIN named ON id = k ORDER BY 1;
\! saw requests
\! saw reset
SELECT local.n, id FROM local JOIN listed ON id = k ORDER BY 1;
\! saw requests
SELECT local.n, id FROM local JOIN strange ON id = k ORDER BY 1;
\! saw reset
SELECT local.n, numbers.n FROM local JOIN numbers ON numbers.n = d ORDER BY 1;
\! saw requests
-- with the option alone, for floats alone
CREATE FOREIGN TABLE wrong (f8 float8 OPTIONS (param 'f8')) SERVER api OPTIONS (path '/echo');
CREATE FOREIGN TABLE wrong (f8 float8 OPTIONS (param 'f8', param_any_equality 'off')) SERVER api OPTIONS (path '/echo');
CREATE FOREIGN TABLE wrong (f8 float8 OPTIONS (param_any_equality 'on')) SERVER api OPTIONS (path '/echo');
CREATE FOREIGN TABLE wrong (i int OPTIONS (param 'i', param_any_equality 'on')) SERVER api OPTIONS (path '/echo');
DROP TABLE local;
DROP SERVER api CASCADE;
DROP DOMAIN latitude;
