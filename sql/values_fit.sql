-- A value that no value of the column's type can equal is not asked for, and never shown.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE DOMAIN code AS varchar(3) CHECK (VALUE ~ '^[a-z]+$');
CREATE FOREIGN TABLE t (v varchar(3) OPTIONS (param 'v', param_only 'on'), n numeric(5,2) OPTIONS (param 'n', param_only 'on'),
  c char(5) OPTIONS (param 'c', param_only 'on'), d positive OPTIONS (param 'd', param_only 'on'),
  k code OPTIONS (param 'k', param_only 'on'), s timestamp(0) OPTIONS (param 's', param_only 'on'),
  i smallint OPTIONS (param 'i', param_only 'on'),
  target text) SERVER api OPTIONS (path '/echo');
\! saw reset
SELECT v, target FROM t WHERE v IN ('abc', 'abcd', U&'\00E4\00F6\00FC', 'abc ') ORDER BY target;
SELECT n, target FROM t WHERE n IN (1.5, 1.50, 1.234, 999.99, 1000, -999.99, 123456789.123) ORDER BY 1;
SELECT c, length(c::text), octet_length(c), target FROM t WHERE c IN ('ab', 'abcde', 'abcdef', 'ab   ', 'abcde  ') ORDER BY 1;
SELECT d, target FROM t WHERE d IN (4, -4, 0, 5) ORDER BY 1;
SELECT k, target FROM t WHERE k IN ('abc', 'abcd', 'A') ORDER BY 1;
SELECT target FROM t WHERE s = '2024-01-01 00:00:00.5' OR s = '2024-01-01 00:00:01' OR s = '1999-12-31 23:59:59.999999';
SELECT i, target FROM t WHERE i IN (1, 100000) OR i = 5000000000 ORDER BY 1;
\! saw count
SELECT count(*) FROM t WHERE v = 'abcdef';
SELECT count(*) FROM t WHERE d = -4;
SELECT count(*) FROM t WHERE (v, d) IN (('abcd', 1), ('abc', -1));
SELECT count(*) FROM (VALUES ('abcdef'), ('xyz')) w (x) JOIN t ON v = x;
\! saw count
CREATE TABLE stored AS SELECT v, n, c, d, k FROM t WHERE v = 'abc' AND n = 1.5 AND c = 'ab' AND d = 4 AND k = 'x';
SELECT v, n, octet_length(c), d, k FROM stored;
-- in the path, ranges of a domain, and columns of the records
CREATE FOREIGN TABLE posts (id positive OPTIONS (param 'id'), title text) SERVER api OPTIONS (path '/posts/{id}');
SELECT id FROM posts WHERE id BETWEEN -2 AND 2 ORDER BY 1;
SELECT id FROM posts WHERE id BETWEEN -2 AND 0;
CREATE FOREIGN TABLE named (name varchar(3) OPTIONS (param 'name'), title text) SERVER api OPTIONS (path '/json');
SELECT name FROM named WHERE name = 'abcd';
-- NOT NULL needs its value where it is given out
CREATE FOREIGN TABLE strict (a int OPTIONS (param 'a', param_only 'on') NOT NULL, target text) SERVER api OPTIONS (path '/echo');
SELECT target FROM strict;
SELECT * FROM strict;
SELECT * FROM strict WHERE a = 1;
SELECT k, a FROM generate_series(1, 2) k JOIN strict ON a = k ORDER BY 1;
DROP TABLE stored;
DROP SERVER api CASCADE;
DROP DOMAIN positive, code;
