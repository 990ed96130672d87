-- Pages that are one and the same but for what changes each time: the API does not know the paging parameter.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', max_concurrency '1');
CREATE FOREIGN TABLE t (id int, seen int) SERVER api OPTIONS (path '/paged/page',
  params '{"n": "25", "size": "5", "clock": "1", "envelope": "array"}', pagination 'page_number', page_param 'seite');
SELECT count(*) FROM t;
\! saw requests | wc -l
-- who wants less is told that nobody knows
SELECT count(*), count(DISTINCT id) FROM (SELECT id FROM t LIMIT 20) s;
-- a bound that comes before
ALTER FOREIGN TABLE t OPTIONS (ADD max_pages '50');
SELECT count(*) FROM t;
-- alike by nature, and taken as they come
ALTER FOREIGN TABLE t OPTIONS (SET max_pages '120', ADD on_repeated_page 'ignore');
SELECT count(*) FROM t;
-- the pages that it has
ALTER FOREIGN TABLE t OPTIONS (DROP max_pages, DROP on_repeated_page, SET page_param 'page');
SELECT count(*), count(DISTINCT id) FROM t;
-- series: keys that return within a page tell of no page that comes again
CREATE FOREIGN TABLE u (id int, seen int) SERVER api OPTIONS (path '/paged/page',
  params '{"n": "420", "size": "2", "clock": "1", "envelope": "array", "alike": "999"}', pagination 'page_number', page_param 'page');
SELECT count(*), count(DISTINCT id) FROM u;
DROP SERVER api CASCADE;
