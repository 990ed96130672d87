-- OFFSET: pages that are asked for by offset are left out, where a total and a full first page show what is in them.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FOREIGN TABLE o (id int, name text, chain int OPTIONS (param 'chain', param_only 'on')) SERVER api
  OPTIONS (path '/paged/offset', params '{"n": "1000", "total": "body"}', record_path '$.data', total_path '$.total',
           pagination 'offset', offset_param 'offset', page_size '20', page_size_param 'limit');
SELECT id, name FROM o LIMIT 3 OFFSET 505;
\! saw requests
\! saw reset
-- over the next page, with a condition that a column shows, computed, of parameters, without LIMIT
SELECT array_agg(id) FROM (SELECT id FROM o LIMIT 4 OFFSET 118) s;
SELECT id, chain, upper(name) AS name FROM o WHERE chain = 7 LIMIT 2 OFFSET 998;
PREPARE part(bigint, int) AS SELECT id FROM o LIMIT $1 OFFSET $2;
SET plan_cache_mode = force_generic_plan;
EXECUTE part(2, 700);
EXECUTE part(2, 0);
EXECUTE part(NULL, 998);
EXECUTE part(1, NULL);
SELECT count(*), min(id), max(id) FROM (SELECT id FROM o OFFSET 970) s;
\! saw requests
\! saw reset
-- what is behind the last: its page alone, whose records are counted
SELECT id FROM o LIMIT 3 OFFSET 5000;
\! saw requests
\! saw reset
-- a row for each of another table's
SELECT k, s.id FROM generate_series(400, 440, 40) k, LATERAL (SELECT id FROM o WHERE chain = k LIMIT 1 OFFSET 441) s;
\! saw requests
\! saw reset
-- pages that the API makes smaller than it was asked for
ALTER FOREIGN TABLE o OPTIONS (SET params '{"n": "100", "total": "body", "max_size": "8"}');
SELECT id FROM o LIMIT 2 OFFSET 50;
\! saw requests
\! saw reset
-- the page that is jumped to has not as many records as it should: all pages
ALTER FOREIGN TABLE o OPTIONS (SET params '{"n": "100", "total": "body", "hide": "47"}');
SELECT id FROM o LIMIT 2 OFFSET 45;
\! saw requests | grep -E "offset=(20|40)"
\! saw reset
-- all pages, too: no total is told, pages are counted, what the query computes is volatile, rows are filtered
ALTER FOREIGN TABLE o OPTIONS (SET params '{"n": "60"}');
SELECT id FROM o LIMIT 1 OFFSET 45;
ALTER FOREIGN TABLE o OPTIONS (SET params '{"n": "60", "total": "body"}');
CREATE SEQUENCE calls;
SELECT id, nextval('calls') FROM o LIMIT 1 OFFSET 45;
SELECT id FROM o WHERE id % 2 = 0 LIMIT 1 OFFSET 25;
SELECT id FROM o WHERE chain IN (1, 2) LIMIT 1 OFFSET 115;
SELECT id FROM o ORDER BY -id LIMIT 1 OFFSET 50;
CREATE FOREIGN TABLE p (id int) SERVER api OPTIONS (path '/paged/page', params '{"n": "60", "size": "20", "total": "body"}', record_path '$.data',
  total_path '$.total', pagination 'page_number', page_param 'page');
SELECT id FROM p LIMIT 1 OFFSET 45;
\! saw requests
\! saw reset
-- an API that does not know the offset gives the same again, as it does without OFFSET
ALTER FOREIGN TABLE o OPTIONS (SET path '/paged/page', SET params '{"n": "100", "total": "body", "size": "20"}', SET offset_param 'skip', DROP page_size_param);
SELECT id FROM o LIMIT 1 OFFSET 60;
SELECT count(*) FROM o;
-- rewound, and read backwards
ALTER FOREIGN TABLE o OPTIONS (SET path '/paged/offset', SET offset_param 'offset');
BEGIN;
DECLARE c SCROLL CURSOR FOR SELECT id FROM o LIMIT 3 OFFSET 60;
FETCH ALL FROM c;
FETCH BACKWARD 2 FROM c;
MOVE ABSOLUTE 0 FROM c;
FETCH 1 FROM c;
COMMIT;
DROP SEQUENCE calls;
DROP SERVER api CASCADE;
