-- LIMIT is a budget: it bounds the first requests, and never what they say.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
-- 1,000 records in pages of 100, of an API that knows no filter
CREATE FOREIGN TABLE t (id int, name text OPTIONS (param 'a', param_only 'off'), chain int OPTIONS (param 'chain', param_only 'on')) SERVER api
  OPTIONS (path '/paged/page', params '{"n": "1000", "total": "body"}', record_path '$.data', total_path '$.total',
           pagination 'page_number', page_param 'page', page_size '100', page_size_param 'per_page');
CREATE FUNCTION rows_of(query text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  n bigint;
BEGIN
  EXECUTE format('SELECT count(*) FROM (%s) s', query) INTO n;
  RETURN n;
END $$;
-- one page, of the size that the table has
SELECT rows_of('SELECT id FROM t LIMIT 10');
\! saw requests
\! saw reset
-- as many as it takes
SELECT rows_of('SELECT id FROM t LIMIT 240 OFFSET 10');
\! saw requests
\! saw reset
-- whatever clauses drop here: what came is read before more is asked for
SELECT rows_of($$SELECT id FROM t WHERE name LIKE '%7' LIMIT 10$$);
SELECT EXISTS (SELECT FROM t WHERE name LIKE '%77');
SELECT EXISTS (SELECT FROM t);
\! saw requests
\! saw reset
-- where they do not do, the rest is asked for as without a LIMIT
SET client_min_messages = error;
SELECT rows_of($$SELECT id FROM t WHERE name = 'name 600' LIMIT 1$$);
SELECT rows_of($$SELECT id FROM t WHERE name LIKE '%99' LIMIT 20$$);
SET client_min_messages = warning;
\! saw reset
-- values are asked for side by side as without it
SELECT rows_of('SELECT id FROM t WHERE chain = ANY (ARRAY(SELECT generate_series(1, 4))) LIMIT 1');
\! saw requests
\! saw reset
-- parameters
PREPARE part(int, int) AS SELECT id FROM t LIMIT $1 OFFSET $2;
PREPARE big(bigint) AS SELECT id FROM t LIMIT $1;
SET plan_cache_mode = force_generic_plan;
EXECUTE part(2, 3);
EXECUTE big(1);
\! saw requests
\! saw reset
CREATE TABLE all_of AS EXECUTE big(NULL);
SELECT count(*) FROM all_of;
EXECUTE part(0, 3);
\! saw count
EXECUTE part(-1, 0);
\! saw reset
CREATE TABLE many AS EXECUTE part(150, 60);
SELECT count(*), min(id) FROM many;
\! saw requests
\! saw reset
-- what is asked for is less only where the API takes so few
ALTER FOREIGN TABLE t OPTIONS (ADD min_page_size '5');
EXECUTE part(3, 4);
EXECUTE big(1);
SELECT rows_of('SELECT id FROM t WHERE chain = 3 LIMIT 10');
\! saw requests
\! saw reset
-- and where no condition is checked on a record
SELECT rows_of($$SELECT id FROM t WHERE chain = 3 AND name LIKE 'name%' LIMIT 10$$);
SELECT rows_of($$SELECT id FROM t WHERE name = 'name 3' LIMIT 1$$);
SELECT EXISTS (SELECT FROM t);
SELECT rows_of('SELECT id FROM t ORDER BY name LIMIT 1');
\! saw requests
ALTER FOREIGN TABLE t OPTIONS (SET min_page_size '101');
ALTER FOREIGN TABLE t OPTIONS (SET min_page_size '0');
ALTER FOREIGN TABLE t OPTIONS (SET min_page_size '5', DROP page_size_param);
DROP TABLE all_of, many;
DROP FUNCTION rows_of;
DROP SERVER api CASCADE;
