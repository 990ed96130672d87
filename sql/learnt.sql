-- What scans of a session have shown of an API is used for the next plan, in steps, unless an option says it.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
SET api_fdw.learn = on;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', max_retries '0');
CREATE FOREIGN TABLE many (id int OPTIONS (param 'ids', param_in 'comma'), name text)
  SERVER api OPTIONS (path '/paged/page', params '{"n": "50000", "total": "body"}', record_path '$.data',
    pagination 'page_number', page_param 'page', page_size '100', page_size_param 'per_page', total_path '$.total');
CREATE FOREIGN TABLE few (id int, name text) SERVER api OPTIONS (path '/paged/none', params '{"n": "1234", "size": "2000"}');
CREATE FOREIGN TABLE untold (id int, name text) SERVER api OPTIONS (path '/paged/page', params '{"n": "5000", "size": "500"}',
    record_path '$.data', pagination 'page_number', page_param 'page');
CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id', json_path '$.id'), title text) SERVER api OPTIONS (path '/posts/{id}',
    pagination 'link_header');
-- without the latency, which is of the machine
CREATE FUNCTION figures(query text) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  line text;
BEGIN
  FOR line IN EXECUTE 'EXPLAIN (VERBOSE) ' || query LOOP
    line := substring(line FROM 'Estimated Requests: .*|Learnt: .*|Foreign Scan.* rows=[0-9]+');
    line := regexp_replace(line, ' +\(cost=\S+|(, |Learnt: )?[0-9]+ ms a request', '', 'g');
    IF line <> '' THEN RETURN NEXT line; END IF;
  END LOOP;
END $$;
\pset format unaligned
\pset tuples_only on
-- nothing yet
SELECT figures('SELECT * FROM many');
-- a page tells the total, which is taken as the nearest step
SELECT count(*) FROM (SELECT FROM many LIMIT 10) l;
SELECT figures('SELECT * FROM many');
-- with that, and off
SET api_fdw.learn = off;
SELECT figures('SELECT * FROM many');
RESET api_fdw.learn;
SELECT figures('SELECT * FROM many');
-- an option goes before it, and a table with other options is another
ALTER FOREIGN TABLE many OPTIONS (ADD rows '70');
SELECT figures('SELECT * FROM many');
ALTER FOREIGN TABLE many OPTIONS (DROP rows, SET params '{"n": "90", "total": "body"}');
SELECT figures('SELECT * FROM many');
SELECT count(*) FROM many;
SELECT figures('SELECT * FROM many');
-- a condition tells nothing of the table
SELECT count(*) FROM many WHERE id IN (1, 2);
SELECT figures('SELECT * FROM many');
-- neither does a scan that is left; one that is read to its end does, and so do its pages
SELECT count(*) FROM (SELECT FROM untold LIMIT 10) l;
SELECT figures('SELECT * FROM untold');
SELECT count(*) FROM untold;
SELECT figures('SELECT * FROM untold');
-- an answer that is all there is has no pages
SELECT count(*) FROM few;
SELECT figures('SELECT * FROM few');
-- the rows of a key
SELECT figures('SELECT * FROM posts WHERE id = 7');
SELECT count(*) FROM posts WHERE id IN (1, 2, 3);
SELECT figures('SELECT * FROM posts WHERE id = 7');
ALTER FOREIGN TABLE posts OPTIONS (ADD rows_per_key '20');
SELECT figures('SELECT * FROM posts WHERE id = 7');
DROP FUNCTION figures;
DROP SERVER api CASCADE;
