-- Values to ask for are not made beyond what may be asked for, nor beyond api_fdw.max_memory.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FOREIGN TABLE posts (id int OPTIONS (param 'id'), title text) SERVER api OPTIONS (path '/posts/{id}', max_fanout '1000000');
CREATE FOREIGN TABLE listed (id int OPTIONS (param 'id', param_in 'comma', param_in_max '100000'), title text)
  SERVER api OPTIONS (path '/items', max_fanout '1000000');
CREATE FOREIGN TABLE named (name text OPTIONS (param 'name', param_only 'true'), id int) SERVER api OPTIONS (path '/posts/1', max_fanout '1000000');
CREATE FOREIGN TABLE nowhere (id int OPTIONS (param 'id')) SERVER api OPTIONS (path '/nowhere/{id}', max_fanout '1000000');
CREATE FOREIGN TABLE both_of (id int OPTIONS (param 'id'), name text OPTIONS (param 'name')) SERVER api OPTIONS (path '/posts/{id}', max_fanout '1000000');
\! saw reset
-- by the first thousand it is clear
SET api_fdw.max_requests = 20;
SELECT count(*) FROM posts WHERE id = ANY (ARRAY(SELECT generate_series(1, 3000)));
SELECT count(*) FROM posts WHERE id = ANY (ARRAY(SELECT generate_series(1, 999)));
-- repeats are none
SELECT count(*) FROM posts WHERE id = ANY (ARRAY(SELECT i % 15 + 1 FROM generate_series(1, 30000) i));
-- nor does anything count where nothing is asked for
SELECT count(*) FROM both_of WHERE id = ANY (ARRAY(SELECT generate_series(1, 3000))) AND name = ANY ('{}');
\! saw count
SET api_fdw.max_requests = 60000;
SET api_fdw.max_memory = '8MB';
SELECT count(*) FROM nowhere WHERE id BETWEEN 1 AND 59999;
SELECT count(*) FROM listed WHERE id = ANY (ARRAY(SELECT generate_series(1, 300000)));
SELECT count(*) FROM named WHERE name = ANY (ARRAY(SELECT repeat('x', 50000) || i FROM generate_series(1, 100) i));
-- repeats make room again
SELECT count(*) FROM named WHERE name = ANY (ARRAY(SELECT repeat('x', 10000) || i % 2 FROM generate_series(1, 1000) i));
\! saw count
DROP SERVER api CASCADE;
