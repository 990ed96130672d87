-- A partition's bound is kept: values it does not allow are not asked for, rows outside of it are dropped.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
-- by range
CREATE TABLE pieces (id int, title text) PARTITION BY RANGE (id);
CREATE FOREIGN TABLE pieces_1 (id int OPTIONS (param 'id', json_path '$.id'), title text) SERVER api OPTIONS (path '/posts/{id}', rows '1');
ALTER TABLE pieces ATTACH PARTITION pieces_1 FOR VALUES FROM (0) TO (5);
CREATE FOREIGN TABLE pieces_2 (title text, gone int, id int OPTIONS (param 'id')) SERVER api OPTIONS (path '/posts/{id}', rows '1');
ALTER FOREIGN TABLE pieces_2 DROP gone;
ALTER TABLE pieces ATTACH PARTITION pieces_2 FOR VALUES FROM (5) TO (20);
CREATE TABLE pieces_3 PARTITION OF pieces DEFAULT;
INSERT INTO pieces VALUES (20, 'local 20'), (21, 'local 21');
\! saw reset
SELECT tableoid::regclass, id FROM pieces WHERE id IN (3, 7) ORDER BY 2;
SELECT count(*) FROM pieces WHERE id BETWEEN 3 AND 7;
SELECT tableoid::regclass, id FROM pieces WHERE id = 4 OR id = 5 OR id = 20 ORDER BY 2;
SELECT tableoid::regclass, id FROM pieces WHERE id = ANY (ARRAY(SELECT unnest('{4,5,20}'::int[]))) ORDER BY 2;
SELECT id FROM pieces_1 WHERE id IN (4, 5);
\! saw requests
CREATE MATERIALIZED VIEW kept AS SELECT * FROM pieces WHERE id IN (3, 7);
CREATE UNIQUE INDEX ON kept (id);
-- in joins
CREATE TABLE keys (k int, n int) PARTITION BY RANGE (k);
CREATE TABLE keys_1 PARTITION OF keys FOR VALUES FROM (0) TO (5);
CREATE TABLE keys_2 PARTITION OF keys FOR VALUES FROM (5) TO (20);
CREATE TABLE keys_3 PARTITION OF keys DEFAULT;
INSERT INTO keys SELECT k, k FROM unnest('{3,7,20}'::int[]) k;
ANALYZE keys, pieces_3;
\! saw reset
SELECT k, p.tableoid::regclass, title FROM keys JOIN pieces p ON id = k ORDER BY 1;
SET enable_partitionwise_join = on;
SELECT k, p.tableoid::regclass, title FROM keys JOIN pieces p ON id = k ORDER BY 1;
SELECT k FROM keys_2 LEFT JOIN pieces_1 ON id = k ORDER BY 1;
SELECT k FROM keys_2 WHERE NOT EXISTS (SELECT FROM pieces_1 WHERE id = k) ORDER BY 1;
RESET enable_partitionwise_join;
\! saw requests
-- by list, hash and default, and by two columns
CREATE TABLE moods (mood text, n int, target text) PARTITION BY LIST (mood);
CREATE FOREIGN TABLE moods_1 (mood text OPTIONS (param 'mood', param_only 'on'), n int OPTIONS (param 'n', param_only 'on'), target text) SERVER api OPTIONS (path '/echo');
ALTER TABLE moods ATTACH PARTITION moods_1 FOR VALUES IN ('sad', NULL);
CREATE FOREIGN TABLE moods_2 (mood text OPTIONS (param 'mood', param_only 'on'), n int OPTIONS (param 'n', param_only 'on'), target text) SERVER api OPTIONS (path '/echo');
ALTER TABLE moods ATTACH PARTITION moods_2 DEFAULT;
SELECT tableoid::regclass, mood FROM moods WHERE mood IN ('sad', 'happy', 'odd') ORDER BY 2;
SELECT tableoid::regclass, mood FROM moods WHERE mood = 'sad' OR mood = 'odd' ORDER BY 2;
SELECT tableoid::regclass, mood, n FROM moods WHERE (mood, n) IN (('sad', 1), ('odd', 2)) ORDER BY 2;
SELECT count(*) FROM moods_1;
SELECT count(*) FROM moods;
CREATE TABLE shares (id int, target text) PARTITION BY HASH (id);
CREATE FOREIGN TABLE shares_0 (id int OPTIONS (param 'id', param_only 'on'), target text) SERVER api OPTIONS (path '/echo');
ALTER TABLE shares ATTACH PARTITION shares_0 FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE FOREIGN TABLE shares_1 (id int OPTIONS (param 'id', param_only 'on'), target text) SERVER api OPTIONS (path '/echo');
ALTER TABLE shares ATTACH PARTITION shares_1 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
\! saw reset
SELECT count(*), count(DISTINCT id), count(DISTINCT tableoid) FROM shares WHERE id IN (1, 2, 3, 4, 5, 6, 7, 8);
\! saw count
CREATE TABLE grid (a int, b int, target text) PARTITION BY RANGE (a, b);
CREATE FOREIGN TABLE grid_1 (a int OPTIONS (param 'a', param_only 'on'), b int OPTIONS (param 'b', param_only 'on'), target text) SERVER api OPTIONS (path '/echo');
ALTER TABLE grid ATTACH PARTITION grid_1 FOR VALUES FROM (1, 1) TO (2, 5);
CREATE FOREIGN TABLE grid_2 (a int OPTIONS (param 'a', param_only 'on'), b int OPTIONS (param 'b', param_only 'on'), target text) SERVER api OPTIONS (path '/echo');
ALTER TABLE grid ATTACH PARTITION grid_2 FOR VALUES FROM (2, 5) TO (9, 9);
SELECT tableoid::regclass, a, b FROM grid WHERE a IN (1, 2) AND b IN (4, 5) ORDER BY 2, 3;
SELECT tableoid::regclass, a, b FROM grid WHERE (a, b) IN ((2, 4), (2, 5)) ORDER BY 2, 3;
-- the API gives rows of another partition: where its key was not asked for, a warning
CREATE TABLE days (day date, n int) PARTITION BY RANGE (day);
CREATE FOREIGN TABLE days_1 PARTITION OF days FOR VALUES FROM ('2024-01-01') TO ('2024-02-01') SERVER api
  OPTIONS (path '/json', params '{"body": "[{\"day\":\"2024-01-31\",\"n\":1},{\"day\":\"2024-02-01\",\"n\":2},{\"n\":3}]"}');
CREATE FOREIGN TABLE days_2 PARTITION OF days FOR VALUES FROM ('2024-02-01') TO ('2024-03-01') SERVER api
  OPTIONS (path '/json', params '{"body": "[{\"day\":\"2024-02-01\",\"n\":2}]"}');
SELECT n FROM days ORDER BY 1;
SELECT n FROM days WHERE n = 2;
CREATE FUNCTION plan(query text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  line text;
BEGIN
  FOR line IN EXECUTE 'EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) ' || query LOOP
    RETURN QUERY SELECT trim(line) WHERE line ~ 'Other Partitions';
  END LOOP;
END $$;
SET client_min_messages = error;
SELECT plan('SELECT n FROM days');
SELECT plan('SELECT a FROM grid WHERE a IN (1, 2) AND b IN (4, 5)');
DROP FUNCTION plan;
DROP MATERIALIZED VIEW kept;
DROP TABLE pieces, keys, moods, shares, grid, days;
DROP SERVER api CASCADE;
