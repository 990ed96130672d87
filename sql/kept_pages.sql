-- What a statement has read it does not ask for again: self-joins, CTEs, sub-selects, loops whose values come back.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', max_retries '0');
CREATE FOREIGN TABLE t (id int, name text, v bigint, tick bigint OPTIONS (json_path '$.seen')) SERVER api
  OPTIONS (path '/paged/page', params '{"n": "60", "size": "20", "envelope": "data", "total": "body"}', record_path '$.data',
    pagination 'page_number', page_param 'page', total_path '$.total');
CREATE FOREIGN TABLE post (id int OPTIONS (param 'id', json_path '$.id'), title text, at timestamptz OPTIONS (response 'fetched_at'))
  SERVER api OPTIONS (path '/posts/{id}');
\pset tuples_only on
\pset format unaligned
SET enable_nestloop = off;
SET enable_mergejoin = off;
SET api_fdw.enable_batch_join = off;
-- a join with itself, whose inner side is read before the outer one is opened
SET enable_hashjoin = on;
SELECT count(*), sum(a.v - b.v), count(b.name) FROM t a JOIN t b USING (id);
\! saw requests
\! saw reset
-- a CTE that is inlined, and an EXISTS
WITH c AS NOT MATERIALIZED (SELECT * FROM t) SELECT count(*) FROM c a WHERE EXISTS (SELECT FROM c b WHERE b.v > a.v AND b.id > 50 OFFSET 0);
\! saw requests
\! saw reset
-- sub-selects that are read when all else was
SELECT id, (SELECT max(v) FROM t b) - v FROM t a ORDER BY id DESC LIMIT 2;
\! saw requests
\! saw reset
-- a loop whose values come back
RESET enable_nestloop;
SET enable_memoize = off;
SELECT string_agg(g || ' ' || title, ', ' ORDER BY n), count(DISTINCT at) FROM (VALUES (1, 1), (2, 2), (3, 1), (4, 2), (5, 1)) k (n, g),
  LATERAL (SELECT title, at FROM post WHERE id = g OFFSET 0) p;
\! saw requests
\! saw reset
-- what EXPLAIN ANALYZE shows of them
\o | grep -o 'Requests: .*'
EXPLAIN (ANALYZE, COSTS OFF, SUMMARY OFF, TIMING OFF, BUFFERS OFF)
  SELECT * FROM (VALUES (1), (2), (1)) k (g), LATERAL (SELECT title FROM post WHERE id = g OFFSET 0) p;
\o
-- rows of a page that is read by two scans at different times are the same, whatever the API has become
ALTER FOREIGN TABLE t OPTIONS (SET params '{"n": "60", "size": "20", "envelope": "data", "total": "body", "clock": "1"}');
SET enable_nestloop = off;
SELECT count(*), count(*) FILTER (WHERE a.tick = b.tick) FROM t a JOIN t b USING (id);
\! saw reset
-- a page of which LIMIT has read a part is whole
SELECT (SELECT id FROM t ORDER BY id LIMIT 1), (SELECT id FROM t ORDER BY id LIMIT 1), (SELECT sum(id) FROM t);
\! saw requests
\! saw reset
-- what a batched join has asked for, and a scan of the same table
RESET enable_nestloop;
RESET api_fdw.enable_batch_join;
SELECT (SELECT count(*) FROM post WHERE id IN (1, 2, 3)), count(*) FROM (VALUES (1), (2), (3), (4)) k (g) JOIN post ON id = g;
\! saw requests
\! saw reset
-- two tables that ask for the same, each with records of its own
CREATE FOREIGN TABLE record (page int OPTIONS (param 'page', param_only 'on'), id int) SERVER api
  OPTIONS (path '/paged/page', params '{"n": "60", "size": "20", "total": "body"}', record_path '$.data', pagination 'none');
CREATE FOREIGN TABLE envelope (page int OPTIONS (param 'page', param_only 'on'), total int) SERVER api
  OPTIONS (path '/paged/page', params '{"n": "60", "size": "20", "total": "body"}', record_path '$', pagination 'none');
SET enable_nestloop = off;
SELECT count(*), sum(e.total) FROM record r JOIN envelope e USING (page) WHERE page IN (1, 2);
\! saw requests
\! saw reset
DROP SERVER api CASCADE;
