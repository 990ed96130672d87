-- What a plan expects of an API, and how many requests come of it, without a word about rows.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', max_retries '0');
-- 500 pages of 100, that take lists of ids
CREATE FOREIGN TABLE many (id int OPTIONS (param 'ids', param_in 'comma'), name text)
  SERVER api OPTIONS (path '/paged/page', params '{"n": "50000", "total": "body"}', record_path '$.data',
    pagination 'page_number', page_param 'page', page_size '100', page_size_param 'per_page', total_path '$.total');
CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id', json_path '$.id'), user_id int, title text)
  SERVER api OPTIONS (path '/posts/{id}');
CREATE TABLE local (k int, t text);
INSERT INTO local SELECT g * 16, 'x' FROM generate_series(1, 3000) g;
ANALYZE local;
CREATE FUNCTION figures(query text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  line text;
BEGIN
  FOR line IN EXECUTE 'EXPLAIN ' || query LOOP
    line := substring(line FROM 'Estimated Requests: .*|(?:Foreign Scan|Batch Join|Hash Join).* rows=[0-9]+');
    IF line IS NOT NULL THEN RETURN NEXT regexp_replace(line, '[) ]+\(cost=\S+', ''); END IF;
  END LOOP;
END $$;
CREATE FUNCTION is_cheap(query text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  plan jsonb;
BEGIN
  EXECUTE 'EXPLAIN (FORMAT JSON) ' || query INTO plan;
  RETURN (plan #>> '{0,Plan,Total Cost}')::float8 < current_setting('jit_above_cost')::float8 / 10;
END $$;
-- the rows of a join
CREATE FUNCTION joined(query text) RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE
  plan jsonb;
BEGIN
  EXECUTE 'EXPLAIN (FORMAT JSON) ' || query INTO plan;
  RETURN plan #>> '{0,Plan,Plan Rows}';
END $$;
\pset format unaligned
\pset tuples_only on
-- a local row, a hundred, three thousand: a request for each list of a hundred
\! saw reset
SELECT count(*), max(name) FROM local JOIN many ON id = k WHERE k = 1600;
\! saw count
\! saw reset
SELECT count(*), max(name) FROM local JOIN many ON id = k WHERE k <= 1600;
\! saw count
\! saw reset
SELECT count(*), max(name) FROM local JOIN many ON id = k;
\! saw count
\! saw reset
SELECT count(*) FROM local WHERE k IN (SELECT id FROM many WHERE name <> 'name 16');
SELECT count(*) FROM local WHERE NOT EXISTS (SELECT FROM many WHERE id = k);
SELECT count(*) FROM many WHERE id IN (SELECT k FROM local WHERE k <= 1600);
\! saw count
-- the truth about the table changes nothing of that
ALTER FOREIGN TABLE many OPTIONS (ADD rows '50000');
\! saw reset
SELECT count(*), max(name) FROM local JOIN many ON id = k;
\! saw count
-- what is expected: of all, of a key, of several
SELECT figures('SELECT * FROM many');
SELECT figures('SELECT * FROM many LIMIT 10');
SELECT figures('SELECT * FROM many WHERE id = 7');
SELECT figures('SELECT * FROM many WHERE id IN (7, 8, 9)');
SELECT figures('SELECT * FROM many, local WHERE id = k');
ALTER FOREIGN TABLE many OPTIONS (ADD rows_per_key '1');
SELECT figures('SELECT * FROM many WHERE id = 7');
SELECT figures('SELECT * FROM many WHERE id IN (7, 8, 9)');
SELECT figures('SELECT * FROM many, local WHERE id = k');
ALTER FOREIGN TABLE many OPTIONS (SET rows_per_key '250');
SELECT figures('SELECT * FROM many WHERE id = 7');
SELECT figures(format('SELECT * FROM many WHERE id = ANY (%L)', (SELECT array_agg(g) FROM generate_series(1, 300) g)));
ALTER FOREIGN TABLE many OPTIONS (DROP rows_per_key, ADD unique_key 'id');
SELECT figures('SELECT * FROM many WHERE id = 7');
-- the planner knows of it, too
SELECT figures('SELECT * FROM many, local WHERE id = k');
ALTER FOREIGN TABLE many OPTIONS (SET unique_key 'id,name');
SELECT figures('SELECT * FROM many WHERE id = 7');
ALTER FOREIGN TABLE many OPTIONS (DROP unique_key, SET page_size '1000', ADD max_pages '20');
SELECT figures('SELECT * FROM many');
ALTER FOREIGN TABLE many OPTIONS (DROP rows, DROP max_pages);
SELECT figures('SELECT * FROM many');
-- an object for each value; a list
SELECT figures('SELECT * FROM posts WHERE id = 7');
SELECT figures('SELECT * FROM posts WHERE id BETWEEN 1 AND 100');
SELECT figures('SELECT * FROM local JOIN posts ON id = k WHERE k <= 480');
ALTER FOREIGN TABLE posts OPTIONS (ADD pagination 'link_header');
SELECT figures('SELECT * FROM posts WHERE id = 7');
ALTER FOREIGN TABLE posts OPTIONS (ADD rows '20000');
SELECT figures('SELECT * FROM posts WHERE id = 7');
ALTER FOREIGN TABLE posts OPTIONS (ADD rows_per_key '500');
SELECT figures('SELECT * FROM posts WHERE id = 7');
ALTER FOREIGN TABLE posts OPTIONS (DROP pagination, DROP rows, DROP rows_per_key);
-- what must be asked for by key has rows for the keys of others, if nobody says how many: a list each, an object each; and in parts
CREATE FOREIGN TABLE lists (id int OPTIONS (param 'id'), n int) SERVER api OPTIONS (path '/lists/{id}', pagination 'link_header');
CREATE TABLE parts (id int, title text) PARTITION BY RANGE (id);
CREATE FOREIGN TABLE parts_1 (id int OPTIONS (param 'id', json_path '$.id'), title text) SERVER api OPTIONS (path '/posts/{id}');
CREATE FOREIGN TABLE parts_2 (id int OPTIONS (param 'id', json_path '$.id'), title text) SERVER api OPTIONS (path '/posts/{id}');
ALTER TABLE parts ATTACH PARTITION parts_1 FOR VALUES FROM (0) TO (60);
ALTER TABLE parts ATTACH PARTITION parts_2 FOR VALUES FROM (60) TO (9000);
SELECT joined('SELECT * FROM local JOIN lists ON id = k WHERE k <= 480');
SELECT joined('SELECT * FROM local JOIN parts ON id = k WHERE k <= 480');
ALTER FOREIGN TABLE lists OPTIONS (ADD rows '6000');
SELECT joined('SELECT * FROM local JOIN lists ON id = k WHERE k <= 480');
ALTER FOREIGN TABLE lists OPTIONS (ADD rows_per_key '4');
SELECT joined('SELECT * FROM local JOIN lists ON id = k WHERE k <= 480');
DROP TABLE parts;
CREATE VIEW twice AS SELECT id, title FROM posts UNION ALL SELECT id, title FROM posts;
SELECT joined('SELECT * FROM generate_series(1, 30) k JOIN twice ON id = k');
-- nothing of it with COSTS OFF
EXPLAIN (COSTS OFF) SELECT * FROM posts WHERE id = 7;
-- far from what is worth compiling: keys that lead to keys, a table of unknown size
SELECT is_cheap('SELECT * FROM local JOIN posts p ON p.id = k JOIN posts q ON q.id = p.user_id + 1 WHERE k <= 480');
SELECT is_cheap('SELECT * FROM many a, many b WHERE a.id = b.id');
SELECT is_cheap('SELECT * FROM local JOIN posts ON id = k');
-- a path that must have a value is the last resort, whatever else is off
SET api_fdw.enable_batch_join = off;
SET enable_nestloop = off;
SELECT k, id FROM local JOIN posts ON id = k WHERE k = 48;
SELECT k, id FROM local JOIN posts ON id = k WHERE k = 48 FOR UPDATE OF local;
UPDATE local SET t = title FROM posts WHERE id = k AND k = 48 RETURNING k, id;
RESET api_fdw.enable_batch_join;
SET enable_hashjoin = off;
SET enable_mergejoin = off;
SELECT k, p.id, q.id FROM local JOIN posts p ON p.id = k JOIN posts q ON q.id = p.id + 1 WHERE k = 48;
DROP FUNCTION figures, is_cheap, joined;
DROP TABLE local;
DROP SERVER api CASCADE;
