-- ANALYZE: the rows that the first page declares, and values of pages spread over the range.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
-- what is known of a table afterwards
CREATE VIEW known AS
  SELECT c.relname, c.reltuples, s.attname, s.null_frac, s.n_distinct, array_length(s.histogram_bounds, 1) AS bounds
  FROM pg_class c LEFT JOIN pg_stats s ON s.tablename = c.relname AND s.attname IN ('id', 'v')
  WHERE c.relkind = 'f' AND c.relname NOT LIKE 'foreign%';
CREATE FOREIGN TABLE counted (id int, name text, v bigint, chain int OPTIONS (param 'chain', param_only 'on')) SERVER api
  OPTIONS (path '/paged/page', params '{"n": "100000", "size": "100", "total": "body"}', record_path '$.data', total_path '$.total',
           pagination 'page_number', page_param 'page');
ANALYZE counted;
\! saw requests
\! saw reset
SELECT * FROM known;
SELECT (histogram_bounds::text::int[])[1] < 100 AS first, (histogram_bounds::text::int[])[101] > 99900 AS last
  FROM pg_stats WHERE tablename = 'counted' AND attname = 'id';
-- so a join knows how large it is, and a column that shows what is sent is none of which NULLs are known
CREATE FUNCTION estimated(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  plan json;
BEGIN
  EXECUTE 'EXPLAIN (FORMAT JSON) ' || query INTO plan;
  RETURN plan #>> '{0,Plan,Plan Rows}';
END $$;
SELECT estimated('SELECT * FROM counted') AS rows, estimated('SELECT * FROM counted WHERE id < 50000')::int BETWEEN 45000 AND 55000 AS half,
  estimated('SELECT * FROM counted WHERE chain = 1')::int > 1 AS of_chain;
-- the option goes first
ALTER FOREIGN TABLE counted OPTIONS (ADD rows '5');
SELECT estimated('SELECT * FROM counted') AS rows;
DROP FOREIGN TABLE counted;
-- fewer pages; by offset
CREATE FOREIGN TABLE offset_by (id int, v bigint) SERVER api
  OPTIONS (path '/paged/offset', params '{"n": "1000", "total": "body"}', record_path '$.data', total_path '$.total',
           pagination 'offset', offset_param 'offset', page_size '100', page_size_param 'limit', analyze_requests '3');
ANALYZE offset_by;
\! saw requests
\! saw reset
SELECT * FROM known;
DROP FOREIGN TABLE offset_by;
-- without a total: until a page is not full; no more than is allowed
CREATE FOREIGN TABLE blind (id int, v bigint) SERVER api
  OPTIONS (path '/paged/page', params '{"n": "250", "size": "100"}', record_path '$.data', pagination 'page_number', page_param 'page');
ANALYZE blind;
\! saw requests
\! saw reset
ALTER FOREIGN TABLE blind OPTIONS (ADD analyze_requests '2');
ANALYZE blind;
\! saw count
\! saw reset
SELECT * FROM known;
DROP FOREIGN TABLE blind;
-- one after the other
CREATE FOREIGN TABLE chained (id int, v bigint) SERVER api
  OPTIONS (path '/paged/cursor', params '{"n": "2500", "size": "100"}', record_path '$.data', pagination 'cursor', cursor_param 'cursor',
           cursor_path '$.next_cursor', analyze_requests '4');
ANALYZE chained;
\! saw count
SELECT * FROM known;
ALTER FOREIGN TABLE chained OPTIONS (SET analyze_requests '100');
ANALYZE chained;
SELECT * FROM known;
-- no less than was known before
ALTER FOREIGN TABLE chained OPTIONS (SET analyze_requests '1');
ANALYZE chained;
SELECT relname, reltuples FROM known;
\! saw reset
-- what is skipped: it needs a value, its owner is not known to the API, it is down; the others go on
CREATE FOREIGN TABLE post (id int OPTIONS (param 'id'), title text) SERVER api OPTIONS (path '/posts/{id}');
CREATE FOREIGN TABLE search (id int, q text OPTIONS (param 'q', required 'on')) SERVER api OPTIONS (path '/echo');
CREATE FOREIGN TABLE down (id int) SERVER api OPTIONS (path '/status/404');
CREATE SERVER closed FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE ROLE api_analyst;
CREATE USER MAPPING FOR api_analyst SERVER closed OPTIONS (bearer_token 'x');
CREATE FOREIGN TABLE private (id int) SERVER closed OPTIONS (path '/echo');
CREATE FOREIGN TABLE never (id int) SERVER api OPTIONS (path '/echo', analyze_requests '0');
ANALYZE post, search, down, private, never, chained;
\! saw count
SELECT relname, reltuples FROM known ORDER BY relname;
DROP FOREIGN TABLE post, search, down, private, never, chained;
DROP OWNED BY api_analyst;
DROP SERVER closed;
DROP ROLE api_analyst;
\! saw reset
-- partitions ask nothing, unless the option is theirs
CREATE TABLE parts (id int, v bigint) PARTITION BY RANGE (id);
CREATE FOREIGN TABLE part1 PARTITION OF parts FOR VALUES FROM (0) TO (500) SERVER api
  OPTIONS (path '/paged/page', params '{"n": "1000", "size": "100", "total": "body"}', record_path '$.data', total_path '$.total',
           pagination 'page_number', page_param 'page');
CREATE FOREIGN TABLE part2 PARTITION OF parts FOR VALUES FROM (500) TO (2000) SERVER api
  OPTIONS (path '/paged/page', params '{"n": "1000", "size": "100", "total": "body"}', record_path '$.data', total_path '$.total',
           pagination 'page_number', page_param 'page');
ANALYZE parts;
\! saw count
ALTER FOREIGN TABLE part1 OPTIONS (ADD analyze_requests '10');
ALTER FOREIGN TABLE part2 OPTIONS (ADD analyze_requests '10');
ANALYZE parts;
SELECT relname, reltuples FROM pg_class WHERE relname IN ('parts', 'part1', 'part2') ORDER BY relname;
DROP TABLE parts;
DROP VIEW known;
DROP FUNCTION estimated(text);
DROP SERVER api CASCADE;
