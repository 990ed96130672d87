-- What is pushed and how it is spelled: only equalities that mean the same to both.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE COLLATION nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE FOREIGN TABLE t (
  i2 int2 OPTIONS (param 'i2', param_only 'on'), i4 int4 OPTIONS (param 'i4', param_only 'on'),
  i8 int8 OPTIONS (param 'i8', param_only 'on'), dom positive OPTIONS (param 'dom', param_only 'on'),
  n numeric OPTIONS (param 'n', param_only 'on'), b bool OPTIONS (param 'b', param_only 'on'),
  s text OPTIONS (param 's', param_only 'on'), v varchar(20) OPTIONS (param 'v', param_only 'on'),
  c char(5) OPTIONS (param 'c', param_only 'on'), u uuid OPTIONS (param 'u', param_only 'on'),
  e mood OPTIONS (param 'e', param_only 'on'), d date OPTIONS (param 'd', param_only 'on'),
  ts timestamp OPTIONS (param 'ts', param_only 'on'), tz timestamptz OPTIONS (param 'tz', param_only 'on'),
  nc text OPTIONS (param 'nc', param_only 'on') COLLATE nocase,
  target text) SERVER api OPTIONS (path '/echo');
-- what no value of can be sent
CREATE FOREIGN TABLE floats (f8 float8 OPTIONS (param 'f8')) SERVER api OPTIONS (path '/echo');
CREATE FOREIGN TABLE arrays (ids int[] OPTIONS (param 'id')) SERVER api OPTIONS (path '/echo');
SET timezone = 'America/New_York';
SET datestyle = 'SQL, DMY';
SELECT target FROM t WHERE i2 = 1 AND i4 = 2::int8 AND i8 = (-3)::int2 AND dom = 4;
SELECT target FROM t WHERE n = 12.500;
SELECT target FROM t WHERE n = 1e3;
SELECT target FROM t WHERE n IN (1.0, 1.00, 2) ORDER BY 1;
SELECT target FROM t WHERE b;
SELECT target FROM t WHERE NOT b;
SELECT target FROM t WHERE b IS FALSE;
SELECT target FROM t WHERE s = 'a b&c=d' AND v = U&'v\00E4r' AND c = 'ab';
SELECT target FROM t WHERE 'mirrored' = s;
SELECT target FROM t WHERE u = 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11' AND e = 'happy';
SELECT target FROM t WHERE d = '29/02/2024';
SELECT target FROM t WHERE ts = '29/02/2024 12:34:56.500';
SELECT target FROM t WHERE tz = '2024-02-29 12:34:56 America/New_York';
SELECT target FROM t WHERE d = ANY ('{2024-01-01,2024-01-02}') ORDER BY 1;
-- the same moments and numbers are asked for once
\! saw reset
SELECT count(*) FROM t WHERE tz IN ('2024-01-01 00:00 UTC', '2024-01-01 01:00 Europe/Berlin');
\! saw count
-- not pushed: other collations, other types, other operators, volatile values
CREATE FUNCTION pushed(clause text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  line text;
BEGIN
  FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) SELECT target FROM t WHERE ' || clause LOOP
    IF line ~ 'Parameters' THEN
      RETURN trim(line);
    END IF;
  END LOOP;
  RETURN 'nothing';
END $$;
SELECT clause, pushed(clause) FROM (VALUES ($$i4 = 1$$), ($$nc = 'x'$$), ($$s COLLATE nocase = 'x'$$),
  ($$s COLLATE "C" = 'x'$$), ($$lower(s) = 'x'$$), ($$s > 'x'$$), ($$i4 <> 3$$), ($$i4 > 1 AND i4 < 4$$),
  ($$d = timestamp '2024-01-01'$$), ($$i8 = (random() * 9)::int8$$), ($$n = ALL ('{1,2}')$$), ($$i4 = i2$$),
  ($$u IS NULL$$), ($$i4 = 1 OR s = 'x'$$), ($$i4 IN (1, 2) AND i4 = 2 AND i4 = (SELECT 3)$$), ($$target = 'x'$$)) v (clause);
-- what has no spelling
SELECT target FROM t WHERE n = 'NaN';
SELECT target FROM t WHERE d = 'infinity';
SELECT target FROM t WHERE tz = '-infinity';
SELECT target FROM t WHERE ts = '0044-03-15 12:00 BC';
-- an API that takes no notice of the filter: rows are not doubled, and a warning
-- tells when nothing was left
CREATE FOREIGN TABLE lists (id int OPTIONS (param 'id'), name text OPTIONS (param 'name'))
  SERVER api OPTIONS (path '/json', params '{"body": "[{\"id\":1,\"name\":\"one\"},{\"id\":2,\"name\":\"two\"},{\"id\":null}]"}');
SELECT * FROM lists WHERE id IN (1, 2) ORDER BY id;
SELECT count(*) FROM lists WHERE id IN (1, 2);
SELECT * FROM lists WHERE id = 9;
\set VERBOSITY terse
SELECT * FROM lists WHERE id IN (7, 8);
\set VERBOSITY default
SELECT name FROM lists WHERE name = 'One';
-- not below a security barrier
CREATE VIEW hidden WITH (security_barrier) AS SELECT * FROM lists WHERE name <> 'two';
SELECT * FROM hidden WHERE id = 9;
-- param_only shows what was sent
ALTER FOREIGN TABLE lists ALTER id OPTIONS (ADD param_only 'true');
SELECT * FROM lists WHERE id = 9 ORDER BY name;
DROP FUNCTION pushed;
DROP VIEW hidden;
DROP SERVER api CASCADE;
DROP COLLATION nocase;
DROP DOMAIN positive;
DROP TYPE mood;
