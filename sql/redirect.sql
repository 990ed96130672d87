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
-- a target as browsers take it: blanks and quotes are encoded
CREATE FOREIGN TABLE e (target text) SERVER api OPTIONS (path '/redirect', params '{"to": "/echo?q=Name eq ''x''&r=\"y\""}');
SELECT target FROM e;
\! saw reset
-- too many
CREATE FOREIGN TABLE l (id int) SERVER api OPTIONS (path '/loop');
SELECT * FROM l;
\! saw count
-- elsewhere, by another protocol, or nonsense
SELECT id FROM r WHERE "to" = 'https://evil.example/steal?key=1';
SELECT id FROM r WHERE "to" = 'file:///etc/passwd';
SELECT id FROM r WHERE "to" = 'http://user:pw@127.0.0.1/';
-- a POST keeps its body, or is an error: 301 and 302 would make a GET of it; 303 says that the answer is elsewhere
CREATE FOREIGN TABLE p (
  "to" text OPTIONS (param 'to', param_only 'true'),
  code int OPTIONS (param 'code', param_only 'true'),
  method text, body text, ctype text OPTIONS (json_path '$.headers."content-type"[0]'))
  SERVER api OPTIONS (path '/redirect', body '{"state": "open"}', params '{"to": "/echo"}');
\! saw reset
SELECT method, body FROM p WHERE code = 301;
SELECT method, body FROM p WHERE code = 302;
\! saw requests
SELECT method, body, ctype FROM p WHERE code = 303;
SELECT method, body, ctype FROM p WHERE code = 307;
SELECT method, body, ctype FROM p WHERE code = 308;
ALTER FOREIGN TABLE p OPTIONS (SET params '{"to": "https://api.example/new?key=1"}');
SELECT method, body FROM p WHERE code = 301;
DROP SERVER api CASCADE;
