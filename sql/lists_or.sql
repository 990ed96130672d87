-- OR is a list, rows of values are pairs, and what may be left out is left out.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FOREIGN TABLE echo (a int OPTIONS (param 'a', param_only 'on'), b text OPTIONS (param 'b', param_only 'on'),
  c int OPTIONS (param 'c', param_only 'on'), target text) SERVER api OPTIONS (path '/echo');
CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id'), title text) SERVER api OPTIONS (path '/posts/{id}', rows '1');
CREATE FOREIGN TABLE days (day date OPTIONS (param 'day'), target text) SERVER api OPTIONS (path '/echo/{day}', record_path '$');
CREATE TABLE local (n int, k int, t text);
INSERT INTO local VALUES (1, 3, 'x'), (2, 4, 'y'), (3, 3, 'x'), (4, NULL, NULL);
ANALYZE local;
CREATE FUNCTION pushed(clause text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  line text;
BEGIN
  FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) SELECT target FROM echo WHERE ' || clause LOOP
    IF line ~ 'Parameters' THEN
      -- in words that all versions share
      line := regexp_replace(line, '\(InitPlan (\d+)\)\.col1', '$0');
      RETURN regexp_replace(trim(line), 'a IN \((.*)\)', 'a = ANY (\1)');
    END IF;
  END LOOP;
  RETURN 'nothing';
END $$;
-- lists
SELECT a, target FROM echo WHERE (a = 1 OR a = 2 OR 1 = a) ORDER BY 1;
SELECT a, target FROM echo WHERE a IN (1, 2) OR a = 3 ORDER BY 1;
SELECT a, target FROM echo WHERE a = 1 OR a = NULL OR a = ANY ('{4,1,NULL}') ORDER BY 1;
SELECT a, b, target FROM echo WHERE (a = 1 AND target > 'z') OR (a = 2 AND target < 'z') ORDER BY 1;
SELECT title FROM posts WHERE id = 1 OR id = 2::bigint ORDER BY 1;
SELECT n, target FROM local JOIN echo ON a IN (n, k) WHERE n < 3 ORDER BY 1, 2;
SELECT n, title FROM local JOIN posts ON id = n OR id = k WHERE n > 2 ORDER BY 1, 2;
-- pairs
\! saw reset
SELECT a, b FROM echo WHERE (a, b) IN ((1, 'x'), (2, 'y'), (1, 'x'), (NULL, 'z')) ORDER BY 1;
SELECT a, b FROM echo WHERE (a = 1 AND b = 'x') OR (b = 'y' AND a = 2 AND target IS NOT NULL) ORDER BY 1;
SELECT a, b, c FROM echo WHERE (a, b) IN ((1, 'x'), (2, 'y')) AND c IN (8, 9) ORDER BY 1, 3;
SELECT a, b, c FROM echo WHERE (b, c) IN (('x', 1), ('y', 2)) AND a IN (8, 9) ORDER BY 1, 3;
SELECT a, b FROM echo WHERE a = 2 AND (a, b) IN ((1, 'x'), (2, 'y'), (2, 'z')) ORDER BY 2;
\! saw requests
SELECT n, a, b FROM local JOIN echo ON (a, b) IN ((n, t), (k, 'k')) WHERE n < 3 ORDER BY 1, 2;
SELECT a, b FROM echo WHERE (a, b) = ANY (SELECT k, t FROM local) ORDER BY 1;
-- numeric values of an integer column
SELECT clause, pushed(clause) FROM (VALUES ('a = 1 OR a = 2'), ('a = 1 OR b = ''x'''), ('a = 5::numeric'), ('a = 7.0'),
  ('a IN (5::numeric, 6::numeric)'), ('a = (SELECT 5::numeric)'), ('a > 5::numeric'), ('(a, b) IN ((1, ''x''), (2, ''y''))'),
  ('a = 1 AND (a, b) IN ((1, ''x''), (2, ''y''))'), ('(a = 1 OR a = 2) AND a = 2')) v (clause);
SELECT a, target FROM echo WHERE a = 5::numeric;
\! saw reset
SELECT a, target FROM echo WHERE a = (SELECT 5.5::numeric) OR a = (SELECT 'NaN'::numeric) OR a = (SELECT 3000000000::numeric);
\! saw count
SELECT n, title FROM (SELECT n, n::numeric AS m FROM local) l JOIN posts ON id = m ORDER BY 1;
SELECT a, target FROM echo WHERE a = 7.0;
-- a parameter that may be NULL
PREPARE optional(int, text) AS SELECT a, b, target FROM echo WHERE ($1 IS NULL OR a = $1) AND (b = $2 OR $2 IS NULL);
SET plan_cache_mode = force_generic_plan;
EXECUTE optional(1, 'x');
EXECUTE optional(1, NULL);
EXECUTE optional(NULL, NULL);
SET plan_cache_mode = force_custom_plan;
EXECUTE optional(1, NULL);
RESET plan_cache_mode;
PREPARE post(int) AS SELECT id, title FROM posts WHERE $1 IS NULL OR id = $1;
SET plan_cache_mode = force_generic_plan;
EXECUTE post(2);
EXECUTE post(NULL);
PREPARE reads(int) AS SELECT a, target FROM echo WHERE ($1 IS NULL OR a = $1) AND a > 0;
EXECUTE reads(2);
EXECUTE reads(NULL);
RESET plan_cache_mode;
-- days are asked for one by one
SELECT day, target FROM days WHERE day BETWEEN '2024-02-28' AND '2024-03-01' ORDER BY 1;
SELECT day FROM days WHERE day > '2024-02-28' AND day < '2024-03-01';
SELECT day FROM days WHERE day >= '2024-02-28' AND day < 'infinity';
SELECT day FROM days WHERE day >= timestamp '2024-02-28' AND day < date '2024-02-28' + interval '2 days' ORDER BY 1;
SELECT day FROM days WHERE day > timestamp '2024-02-28' AND day <= timestamp '2024-03-01' ORDER BY 1;
SELECT day FROM days WHERE day > timestamp '2024-02-27 12:00' AND day < timestamp '2024-02-29 00:00:01' ORDER BY 1;
SELECT day FROM days WHERE day >= timestamp '2024-02-27 12:00' AND day <= timestamp '2024-02-29 12:00' ORDER BY 1;
SELECT day FROM days WHERE day >= timestamptz '2000-01-01 12:00 America/Los_Angeles' AND day < timestamptz '2000-01-03 01:00 America/Los_Angeles' ORDER BY 1;
SELECT day FROM days WHERE day > timestamp '1999-12-30 12:00' AND day < timestamp '2000-01-01' ORDER BY 1;
SELECT day FROM days WHERE day = timestamp '2024-02-28';
-- but not where an optional parameter has them
CREATE FOREIGN TABLE optional_days (day date OPTIONS (param 'day', json_path '$.day'), target text) SERVER api OPTIONS (path '/echo', params '{"on": "{day}"}');
EXPLAIN (COSTS OFF) SELECT target FROM optional_days WHERE day BETWEEN '2024-02-28' AND '2024-03-01';
\! saw reset
SELECT count(*) FROM days WHERE day >= now() - interval '2 days' AND day < now() + interval '1 day';
\! saw count
DEALLOCATE ALL;
DROP FUNCTION pushed;
DROP TABLE local;
DROP SERVER api CASCADE;
