-- Where all rows are wanted, a batched join, or what reads ahead of a loop, reads on while outer rows come fast: the keys behind those that repeat need not wait.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', max_retries '0');
CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id', json_path '$.id'), title text) SERVER api OPTIONS (path '/posts/{id}');
-- twenty keys, fifty rows of each one after the other
CREATE TABLE orders AS SELECT g AS n, (g - 1) / 50 + 1 AS k FROM generate_series(1, 1000) g;
ANALYZE orders;
-- how often were rows read ahead?
CREATE FUNCTION batches(query text) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  plan json;
BEGIN
  EXECUTE 'EXPLAIN (ANALYZE, FORMAT JSON) ' || query INTO plan;
  RETURN jsonb_path_query_first(plan::jsonb, '$.**."Batches"');
END $$;
SELECT batches('SELECT n, title FROM orders JOIN posts ON id = k') <= 3 AS at_once;
SELECT batches('SELECT n, title FROM orders JOIN posts ON id = k FOR UPDATE OF orders') <= 3 AS at_once;
-- a query that wants few rows asks for few keys
\! saw reset
SELECT n, title FROM orders JOIN posts ON id = k LIMIT 2;
\! saw requests
\! saw reset
SELECT n, title FROM orders JOIN posts ON id = k LIMIT 2 FOR UPDATE OF orders;
\! saw requests
\! saw reset
BEGIN;
DECLARE c CURSOR FOR SELECT n, title FROM orders JOIN posts ON id = k;
FETCH 1 FROM c;
\! saw requests
ROLLBACK;
\! saw reset
SELECT EXISTS (SELECT FROM orders JOIN posts ON id = k WHERE title IS NOT NULL);
\! saw requests
DROP FUNCTION batches;
DROP TABLE orders;
DROP SERVER api CASCADE;
