-- Ranges in arms of OR, lists within pairs, IS NOT DISTINCT FROM and numeric parameters are values that can be written out.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id'), title text) SERVER api OPTIONS (path '/posts/{id}', ignore_statuses '404');
CREATE FOREIGN TABLE two (a int OPTIONS (param 'a'), b text OPTIONS (param 'b'), target text) SERVER api OPTIONS (path '/echo/{a}/{b}', record_path '$');
CREATE FOREIGN TABLE days (day date OPTIONS (param 'day', required 'on', param_only 'on'), target text) SERVER api OPTIONS (path '/echo');
CREATE FOREIGN TABLE asked (id int OPTIONS (param 'id', param_only 'on'), target text) SERVER api OPTIONS (path '/echo');
\pset format unaligned
\pset tuples_only on
-- ranges
\! saw reset
SELECT string_agg(title, ',' ORDER BY id) FROM posts WHERE id = 1 OR id BETWEEN 4 AND 6;
SELECT string_agg(title, ',' ORDER BY id) FROM posts WHERE id BETWEEN SYMMETRIC 9 AND 7;
SELECT string_agg(title, ',' ORDER BY id) FROM posts WHERE (id > 10 AND 13 > id) OR (id >= 15 AND id <= 16 AND title LIKE '%15') OR id IN (18, 19);
SELECT string_agg(title, ',' ORDER BY id) FROM posts WHERE id BETWEEN 5 AND 4 OR id BETWEEN 3000000000 AND 3000000001;
SELECT string_agg(target, ' ' ORDER BY day) FROM days WHERE day BETWEEN '2024-02-28' AND '2024-03-01' OR day = '2024-05-01';
\! saw requests
-- what an arm says beside is no part of it: LIMIT counts rows that are left
SELECT title FROM posts WHERE (id = 21 AND id > 21) OR id = 22 LIMIT 1;
SELECT title FROM posts WHERE (id BETWEEN 23 AND 24 AND title LIKE '%24') OR id = 25 ORDER BY id LIMIT 1;
-- only where a range alone would be asked for, closed, and of a few
SELECT title FROM posts WHERE id = 1 OR id > 4;
SELECT title FROM posts WHERE id = 1 OR id BETWEEN 4 AND 20000;
SELECT target FROM asked WHERE id = 1 OR id BETWEEN 4 AND 6;
-- pairs
\! saw reset
SELECT a, b FROM two WHERE (a = 1 AND b IN ('x', 'y')) OR (a = 2 AND b = 'x') ORDER BY 1, 2;
SELECT a, b FROM two WHERE (a IN (3, 4) AND b IN ('x', NULL)) OR (a BETWEEN 5 AND 6 AND b = 'y') ORDER BY 1, 2;
PREPARE p(text) AS SELECT a, b FROM two WHERE (a = 7 AND b IN ('x', $1)) OR (a = 8 AND b = $1) ORDER BY 1, 2;
SET plan_cache_mode = force_generic_plan;
EXECUTE p('z');
RESET plan_cache_mode;
\! saw requests
-- an equality that NULL has, too
\! saw reset
SELECT title FROM posts WHERE id IS NOT DISTINCT FROM 4;
SELECT id, target FROM asked WHERE id IS NOT DISTINCT FROM 4;
PREPARE d(int) AS SELECT title FROM posts WHERE id IS NOT DISTINCT FROM $1;
EXECUTE d(5);
SET plan_cache_mode = force_generic_plan;
EXECUTE d(6);
EXECUTE d(NULL);
SELECT title FROM posts WHERE id IS NOT DISTINCT FROM NULL;
SELECT k, title FROM (VALUES (7), (8)) v (k) JOIN posts ON id IS NOT DISTINCT FROM k ORDER BY k;
-- a parameter's value is the same, whatever the plan, and a literal's spelling its own
PREPARE n(numeric) AS SELECT title FROM posts WHERE id = $1;
EXECUTE n(2.0);
EXECUTE n(2.5);
SET plan_cache_mode = force_custom_plan;
EXECUTE n(2.0);
EXECUTE n(2.5);
PREPARE m(numeric) AS SELECT title FROM posts WHERE id = $1 * 2;
EXECUTE m(1.5);
CREATE FUNCTION found(v numeric) RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT count(*) FROM posts WHERE id = v); END';
SELECT found(4.00), found(4.25);
SELECT title FROM posts WHERE id = 2.0;
\! saw requests
DROP FUNCTION found;
DROP SERVER api CASCADE;
