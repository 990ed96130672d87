-- Redirects are followed by hand: same origin only, a bounded number of them.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', max_redirects '2');
CREATE USER MAPPING FOR CURRENT_USER SERVER api OPTIONS (bearer_token 'tok-123456');
CREATE FOREIGN TABLE r (
  "to" text OPTIONS (param 'to', param_only 'true'),
  code int OPTIONS (param 'code', param_only 'true'),
  id int, title text) SERVER api OPTIONS (path '/redirect');
SELECT id, title FROM r WHERE "to" = '/posts/3';
SELECT id, title FROM r WHERE "to" = '/posts/3' AND code = 307;
SELECT id, title FROM r WHERE "to" = 'posts/4' AND code = 308;
\! saw header authorization
\! saw reset
-- too many
CREATE FOREIGN TABLE l (id int) SERVER api OPTIONS (path '/loop');
SELECT * FROM l;
\! saw count
-- elsewhere, by another protocol, or nonsense
SELECT id FROM r WHERE "to" = 'https://evil.example/steal?key=1';
SELECT id FROM r WHERE "to" = 'file:///etc/passwd';
SELECT id FROM r WHERE "to" = 'http://user:pw@127.0.0.1/';
DROP SERVER api CASCADE;
