-- What scripts/demo shows; the sample API answers each request after 200 ms.
\set url `echo "$MOCK_URL"`
\set QUIET on
\pset pager off
\pset footer off
SET client_min_messages = warning;
CREATE EXTENSION api_fdw;
CREATE SERVER one_by_one FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', max_concurrency '1');
CREATE SERVER blog FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', max_concurrency '20');
CREATE USER MAPPING FOR CURRENT_USER SERVER blog OPTIONS (bearer_token 'a-secret-token');

\echo
\echo '=== An API that gives one post per call, 200 ms each:  GET /posts/{id}'
\echo
\echo 'CREATE SERVER blog FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url ''http://...'', max_concurrency ''20'');'
\echo 'CREATE FOREIGN TABLE posts ('
\echo '  id int OPTIONS (param ''id''), title text, score numeric, price numeric, is_open bool,'
\echo '  created_at timestamptz, created_by text, "user.login" text, "user.address.city" text,'
\echo '  label_names text[] OPTIONS (json_path ''$.labels[*].name''), labels jsonb'
\echo ') SERVER blog OPTIONS (path ''/posts/{id}'');'
CREATE FOREIGN TABLE posts (
  id int OPTIONS (param 'id'), title text, score numeric, price numeric, is_open bool,
  created_at timestamptz, created_by text, "user.login" text, "user.address.city" text,
  label_names text[] OPTIONS (json_path '$.labels[*].name'), labels jsonb
) SERVER blog OPTIONS (path '/posts/{id}');
CREATE FOREIGN TABLE posts_one_by_one (id int OPTIONS (param 'id'), title text)
  SERVER one_by_one OPTIONS (path '/posts/{id}');

\echo
\echo '=== 100 calls, one after the other (20 s, please wait) ...'
\timing on
SELECT count(title) FROM posts_one_by_one WHERE id BETWEEN 1 AND 100;
\timing off
\echo
\echo '=== ... and the same 100 calls, 20 in flight'
\timing on
SELECT count(title) FROM posts WHERE id BETWEEN 1 AND 100;
\timing off

\echo
\echo '=== A nested record, flattened: names as json_normalize has them, real types'
\x on
SELECT * FROM posts WHERE id = 3;
\x off

\echo '=== Joined with a local table'
CREATE TABLE teams (login text, team text);
INSERT INTO teams VALUES ('user1', 'red'), ('user2', 'blue'), ('user3', 'red');
\echo
\echo 'SELECT team, count(*), sum(price) FROM teams JOIN posts ON login = "user.login" WHERE id BETWEEN 1 AND 40 GROUP BY team;'
SELECT team, count(*), sum(price) FROM teams JOIN posts ON login = "user.login"
  WHERE id BETWEEN 1 AND 40 GROUP BY team ORDER BY team;

\echo '=== A materialized view, refreshed from the API'
CREATE MATERIALIZED VIEW open_posts AS SELECT id, title, price FROM posts
  WHERE id BETWEEN 1 AND 40 AND is_open WITH NO DATA;
\echo
\echo 'REFRESH MATERIALIZED VIEW open_posts;'
\timing on
REFRESH MATERIALIZED VIEW open_posts;
\timing off
SELECT count(*), min(price), max(price) FROM open_posts;

\echo '=== EXPLAIN ANALYZE is an HTTP profile'
EXPLAIN (ANALYZE, COSTS OFF) SELECT id, title FROM posts WHERE id BETWEEN 1 AND 100 AND is_open;
