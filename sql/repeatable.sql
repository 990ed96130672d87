-- What may be carried out twice, and keys by which a server tells that it is the same request.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
\set VERBOSITY terse
\t on
\a
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', backoff_initial '1ms', backoff_max '1ms', max_retries '2');
CREATE FOREIGN TABLE t (id int) SERVER api OPTIONS (path '/retry/a', params '{"status": "502", "fail": "1"}', body '{"q": 1}');
-- a POST that may have been carried out is not sent again
\set VERBOSITY default
SELECT * FROM t;
\set VERBOSITY terse
\! saw requests
\! saw reset
-- one that does no harm is
ALTER FOREIGN TABLE t OPTIONS (ADD repeatable 'on');
SELECT * FROM t;
\! saw requests
\! saw reset
\o | grep Requests:
EXPLAIN (ANALYZE, COSTS OFF, SUMMARY OFF, TIMING OFF, BUFFERS OFF) SELECT * FROM t;
\o
\! saw count
\! saw reset
-- also where it got a part of the answer, or none
ALTER FOREIGN TABLE t OPTIONS (SET path '/truncate/a', DROP params);
SELECT count(*) FROM t;
\! saw count
\! saw reset
ALTER FOREIGN TABLE t OPTIONS (SET repeatable 'off');
SELECT * FROM t;
\! saw count
\! saw reset
-- the server may say so for its tables
ALTER SERVER api OPTIONS (ADD repeatable 'on');
SELECT * FROM t;
\! saw count
\! saw reset
ALTER FOREIGN TABLE t OPTIONS (DROP repeatable);
SELECT count(*) FROM t;
\! saw count
\! saw reset
ALTER SERVER api OPTIONS (DROP repeatable);
-- GraphQL is, but for mutations
ALTER FOREIGN TABLE t OPTIONS (DROP body, ADD graphql_query 'query { posts { id } }', SET path '/retry/b', ADD params '{"status": "504", "fail": "1"}');
SELECT * FROM t;
\! saw count
\! saw reset
ALTER FOREIGN TABLE t OPTIONS (SET graphql_query 'mutation { likeAll { id } }');
SELECT * FROM t;
\! saw count
\! saw reset
ALTER FOREIGN TABLE t OPTIONS (SET graphql_query 'query { posts { id } }', ADD repeatable 'off');
SELECT * FROM t;
\! saw count
\! saw reset
ALTER FOREIGN TABLE t OPTIONS (DROP graphql_query, DROP repeatable, ADD body '{"q": 1}');
-- a key makes it so; it is the same for all attempts of a request, and of no other
ALTER FOREIGN TABLE t OPTIONS (ADD idempotency_key 'on', SET params '{"status": "502", "fail": "2"}');
SELECT * FROM t;
\! saw requests
\! saw header idempotency-key | grep -cxE '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'
SELECT * FROM t;
\! saw count
\! saw header idempotency-key | wc -l
\! saw reset
-- unless it is said that it does not
ALTER FOREIGN TABLE t OPTIONS (ADD repeatable 'off');
SELECT * FROM t;
\! saw count
\! saw header idempotency-key | wc -l
\! saw reset
ALTER FOREIGN TABLE t OPTIONS (DROP repeatable);
-- a header of that name is what the user wants
ALTER FOREIGN TABLE t OPTIONS (ADD headers '{"idempotency-key": "mine"}', SET params '{"fail": "0"}');
SELECT * FROM t;
\! saw header idempotency-key
\! saw reset
ALTER FOREIGN TABLE t OPTIONS (DROP headers);
CREATE USER MAPPING FOR CURRENT_USER SERVER api OPTIONS (headers '{"Idempotency-Key": "ours"}');
SELECT * FROM t;
\! saw header idempotency-key
\! saw reset
DROP USER MAPPING FOR CURRENT_USER SERVER api;
-- each page is a request of its own
CREATE FOREIGN TABLE p (id int) SERVER api OPTIONS (path '/paged/post_page', params '{"n": "30"}', body '{"page": {page}, "per_page": {per_page}}',
  pagination 'page_number', page_param 'page', page_size '10', page_size_param 'per_page', record_path '$.data', idempotency_key 'on');
SELECT count(*) FROM p;
\! saw header idempotency-key | wc -l
\! saw reset
-- a GET has none, and needs no word
ALTER SERVER api OPTIONS (ADD idempotency_key 'on');
CREATE FOREIGN TABLE g (id int) SERVER api OPTIONS (path '/posts/1');
SELECT * FROM g;
\! saw header idempotency-key
ALTER FOREIGN TABLE g OPTIONS (ADD repeatable 'off');
ALTER FOREIGN TABLE g OPTIONS (ADD idempotency_key 'on');
ALTER FOREIGN TABLE g OPTIONS (ADD repeatable 'off', ADD method 'POST');
DROP SERVER api CASCADE;
