-- A list that is sent is checked on the rows by the scan itself, which knows what each page was asked
-- for; a filter would go through all of it for each row.  This API ignores its filters (_...).
\set url `echo "$MOCK_URL"`
SET client_min_messages = error;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE SCHEMA copy;
CREATE TABLE copy.rec (k int, i int, l bigint, t text, c char(4), n numeric, u uuid, d date);
INSERT INTO copy.rec SELECT k, NULLIF(k % 7, 6), k % 5 * 10000000000, (ARRAY['a', 'A', 'b ', 'é', NULL])[k % 5 + 1],
  (ARRAY['a', 'A', 'b', NULL])[k % 4 + 1], (ARRAY[1.5, 2, -0.25, NULL])[k % 4 + 1],
  ('00000000-0000-0000-0000-00000000000' || NULLIF(k % 4, 3))::uuid,
  NULLIF(date '2024-02-28' + k % 4, '2024-03-02') FROM generate_series(1, 40) k;
\pset tuples_only on
\pset format unaligned
SELECT json_agg(rec) FROM copy.rec \g | python3 -c 'import os, sys, urllib.request as r; r.urlopen(r.Request(os.environ["MOCK_URL"] + "/table/rec", sys.stdin.buffer.read(), method="PUT"))'
\pset tuples_only off
\pset format aligned
CREATE SCHEMA single;
CREATE FOREIGN TABLE single.rec (k int, i int OPTIONS (param '_i'), l bigint OPTIONS (param '_l'), t text OPTIONS (param '_t'),
  c char(4) OPTIONS (param '_c'), n numeric OPTIONS (param '_n'), u uuid OPTIONS (param '_u'), d date OPTIONS (param '_d'))
  SERVER api OPTIONS (path '/table/rec');
CREATE SCHEMA list;
CREATE FOREIGN TABLE list.rec (k int, i int OPTIONS (param '_i', param_in 'comma', param_in_max '2'),
  l bigint OPTIONS (param '_l', param_in 'comma', param_in_max '2'), t text OPTIONS (param '_t', param_in 'repeat'),
  c char(4) OPTIONS (param '_c', param_in 'repeat'), n numeric OPTIONS (param '_n', param_in 'comma', param_in_max '2'),
  u uuid OPTIONS (param '_u', param_in 'comma'), d date OPTIONS (param '_d', param_in 'comma'))
  SERVER api OPTIONS (path '/table/rec');
CREATE FUNCTION answer(schema text, condition text, lists text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  rows text;
BEGIN
  PERFORM set_config('search_path', schema || ', public', true);
  EXECUTE 'SELECT string_agg(concat(k, x), '' '' ORDER BY k, x) FROM (SELECT k, x FROM (VALUES '
    || lists || ') v (x), LATERAL (SELECT k FROM rec WHERE ' || condition || ') s) r' INTO rows;
  RETURN coalesce(rows, 'none');
END $$;
-- each array as a constant, by a sub-select, and by rows of a table, which start the scan over
CREATE FUNCTION compare(condition text, VARIADIC arrays text[]) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  one text;
  way text;
  schema text;
  wanted text;
BEGIN
  FOREACH one IN ARRAY arrays || ('(' || array_to_string(arrays, '),(') || ')') LOOP
    FOREACH way IN ARRAY ARRAY[one, '(SELECT ' || one || ')::' || split_part(one, '::', 2), 'x'] LOOP
      CONTINUE WHEN (one LIKE '(%') <> (way = 'x');
      wanted := answer('copy', replace(condition, '$1', way), CASE way WHEN 'x' THEN one ELSE '(NULL)' END);
      FOREACH schema IN ARRAY ARRAY['single', 'list'] LOOP
        IF answer(schema, replace(condition, '$1', way), CASE way WHEN 'x' THEN one ELSE '(NULL)' END) <> wanted THEN
          RETURN NEXT schema || ': ' || replace(condition, '$1', way) || ' of ' || one || ': ' || wanted;
        END IF;
      END LOOP;
    END LOOP;
  END LOOP;
  RETURN NEXT condition || ': compared';
END $$;
SELECT compare('i = ANY ($1)', $$'{1,3,NULL,3,1}'::int[]$$, $$'{}'::int[]$$, $$NULL::int[]$$, $$'{NULL}'::int[]$$, $$'{{5,0},{4,2}}'::int[]$$);
SELECT compare('i = ANY ($1)', $$'{1,3,NULL,20000000000}'::int8[]$$, $$'{0,7,2}'::int8[]$$);
SELECT compare('l = ANY ($1)', $$'{0,7,2}'::int4[]$$, $$'{0,NULL,1}'::int2[]$$);
SELECT compare('l = ANY ($1)', $$'{10000000000.00,NULL,0.5}'::numeric[]$$, $$'{NaN,20000000000}'::numeric[]$$);
SELECT compare('t = ANY ($1)', $$'{a,"b ",b,NULL}'::text[]$$, $$'{A,é,é,e}'::varchar[]$$, $$'{é}'::text[]$$);
SELECT compare('t = ANY ($1)', $$'{a,"b ",b,NULL}'::name[]$$, $$'{A,a}'::name[]$$);
SELECT compare('t COLLATE "C" = ANY ($1)', $$'{a,"b ",b,NULL}'::text[]$$, $$'{A,é,e}'::text[]$$);
SELECT compare('c = ANY ($1)', $$'{a,"b  ",NULL}'::bpchar[]$$, $$'{A,"b",b}'::bpchar[]$$);
SELECT compare('n = ANY ($1)', $$'{1.50,2.0,NULL,2}'::numeric[]$$, $$'{-0.25,3}'::numeric[]$$);
SELECT compare('u = ANY ($1)', $$'{00000000-0000-0000-0000-000000000001,NULL}'::uuid[]$$, $$'{00000000000000000000000000000000}'::uuid[]$$);
SELECT compare('d = ANY ($1)', $$'{2024-02-29,NULL}'::date[]$$, $$'{2024-03-01,2024-02-28,2024-02-28}'::date[]$$);
-- with others: of one column a second list is a filter, as is one beside a guard; pairs hold together
SELECT compare('i = ANY ($1) AND i = ANY ((SELECT ARRAY[1, 2, 5])::int[])', $$'{1,3}'::int[]$$, $$'{2,5,NULL}'::int[]$$);
SELECT compare('i = ANY ($1) AND n = ANY ((SELECT ARRAY[2, 1.5])::numeric[]) AND k > 9', $$'{1,3}'::int[]$$, $$'{2,5,NULL}'::int[]$$);
SELECT compare('(i = ANY ($1) OR i = 4)', $$'{1,3}'::int[]$$, $$'{2,5,NULL}'::int[]$$);
SELECT compare('(i = ANY ($1) AND k > 9 OR i = 4)', $$'{1,3}'::int[]$$, $$'{2,5,NULL}'::int[]$$);
SELECT compare('(i = ANY ($1) OR (SELECT $1) IS NULL)', $$'{1,3}'::int[]$$, $$NULL::int[]$$);
SELECT compare('((i, l) IN ((1, 0), (3, 10000000000), (1, NULL), (2, 0)) AND i = ANY ($1))', $$'{1,3}'::int[]$$, $$'{2}'::int[]$$);
SELECT compare('i IS NOT DISTINCT FROM $1', '1::int', 'NULL::int');
SELECT compare('i <> ALL ($1)', $$'{1,3}'::int[]$$, $$'{2,NULL}'::int[]$$);
-- what the scan checks, and what the filter does
SET search_path = single, public;
EXPLAIN (COSTS OFF) SELECT k FROM rec WHERE i = ANY ('{1,2}') AND k > 9;
EXPLAIN (COSTS OFF) SELECT k FROM rec WHERE (i, t) IN ((1, 'a'), (2, 'b'));
EXPLAIN (COSTS OFF) SELECT k FROM rec WHERE (i = 1 AND k > 9 OR i = 2);
EXPLAIN (COSTS OFF) SELECT k FROM rec WHERE i = 1;
-- where the API is the outer side, and rows are locked, they are looked at again by the clause itself
BEGIN;
SELECT rec.k, c.k FROM rec JOIN copy.rec c ON c.k = rec.k WHERE rec.i = ANY (ARRAY(SELECT 1)) AND rec.k < 20 ORDER BY 1 FOR UPDATE OF c;
ROLLBACK;
-- values that rows of another table give have their names
CREATE TABLE lists (n int, a int[]);
EXPLAIN (COSTS OFF) SELECT n, k FROM lists LEFT JOIN LATERAL (SELECT k FROM rec WHERE i = ANY (a) OFFSET 0) x ON true;
DROP SERVER api CASCADE;
DROP SCHEMA copy CASCADE;
DROP TABLE lists;
DROP SCHEMA single, list;
DROP FUNCTION answer, compare;
