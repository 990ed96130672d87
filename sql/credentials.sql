-- Credentials: each kind arrives as it should, stands in no error and no plan.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FOREIGN TABLE bearer (ok bool) SERVER api OPTIONS (path '/auth/bearer/s3cret-token');
CREATE FOREIGN TABLE basic (ok bool) SERVER api OPTIONS (path '/auth/basic/alice/wonder-land');
CREATE FOREIGN TABLE echo (
  "authorization" text[] OPTIONS (json_path '$.headers.authorization'),
  api_key text[] OPTIONS (json_path '$.headers."x-api-key"'),
  cookie text[] OPTIONS (json_path '$.headers.cookie'), other text[] OPTIONS (json_path '$.headers."x-other"'),
  query json, target text, url text OPTIONS (response 'url'))
  SERVER api OPTIONS (path '/echo');
-- none
SELECT "authorization", api_key, cookie, query FROM echo;
SELECT ok FROM bearer;
-- bearer
CREATE USER MAPPING FOR CURRENT_USER SERVER api OPTIONS (bearer_token 's3cret-token');
SELECT ok FROM bearer;
SELECT "authorization" FROM echo;
-- copied with the word before it, which is sent once
ALTER USER MAPPING FOR CURRENT_USER SERVER api OPTIONS (SET bearer_token 'bearer s3cret-token');
SELECT "authorization" FROM echo;
-- basic
ALTER USER MAPPING FOR CURRENT_USER SERVER api
  OPTIONS (DROP bearer_token, ADD username 'alice', ADD password 'wonder-land');
SELECT ok FROM basic;
-- of which one half may be empty: a key as user name, a token as password; what comes back is not shown
ALTER USER MAPPING FOR CURRENT_USER SERVER api OPTIONS (SET username 'sk_live_4711', SET password '');
SELECT "authorization" FROM echo;
SELECT ok FROM basic;
CREATE FOREIGN TABLE refused (ok bool) SERVER api
  OPTIONS (path '/json', params '{"status": "401", "body": "no such key: sk_live_4711"}');
SELECT ok FROM refused;
ALTER USER MAPPING FOR CURRENT_USER SERVER api OPTIONS (SET username '', SET password 'pat-4711');
SELECT "authorization" FROM echo;
-- a refusal without a body says why in its challenge
ALTER FOREIGN TABLE refused OPTIONS (SET params '{"status": "401", "body": "", "header": "WWW-Authenticate: Bearer realm=\"api\", error=\"invalid_token\", error_description=\"The token pat-4711 expired\""}');
SELECT ok FROM refused;
ALTER FOREIGN TABLE refused OPTIONS (SET params '{"status": "403", "body": "no entry", "header": "WWW-Authenticate: Bearer error=insufficient_scope"}');
SELECT ok FROM refused;
-- secrets are found whatever they hold, and however they are written
ALTER USER MAPPING FOR CURRENT_USER SERVER api OPTIONS (SET password 'pat-<b>-4711');
ALTER FOREIGN TABLE refused OPTIONS (SET params '{"status": "401", "body": "not pat-<b>-4711, <i>pat-&lt;b&gt;-&#52;711</i>, %70at-%3Cb%3E-4711 or pat\\u002d<b>-4711"}');
SELECT ok FROM refused;
ALTER USER MAPPING FOR CURRENT_USER SERVER api OPTIONS (SET username 'alice', SET password 'wonder-land');
-- API key in a header, in the query, in a cookie
ALTER USER MAPPING FOR CURRENT_USER SERVER api
  OPTIONS (DROP username, DROP password, ADD api_key 'key-4711');
SELECT api_key FROM echo;
-- and instead of a header of the same name
ALTER SERVER api OPTIONS (ADD headers '{"x-api-key": "none", "X-Other": "stays"}');
SELECT api_key, other FROM echo;
ALTER USER MAPPING FOR CURRENT_USER SERVER api OPTIONS (ADD headers '{"Accept": "application/vnd.api+json"}');
\! saw reset
SELECT api_key FROM echo;
\! saw header accept
ALTER USER MAPPING FOR CURRENT_USER SERVER api OPTIONS (DROP headers);
ALTER SERVER api OPTIONS (DROP headers);
ALTER SERVER api OPTIONS (ADD api_key_name 'Authorization', ADD api_key_prefix 'Token');
SELECT "authorization", api_key FROM echo;
ALTER SERVER api OPTIONS (DROP api_key_prefix, SET api_key_name 'key', ADD api_key_location 'query');
SELECT query, target, url LIKE '%key-4711%' AS url_shows_it FROM echo;
ALTER SERVER api OPTIONS (ADD params '{"key": "none", "a": "1"}');
SELECT target FROM echo;
ALTER SERVER api OPTIONS (DROP params);
ALTER SERVER api OPTIONS (SET api_key_name 'session', SET api_key_location 'cookie');
SELECT cookie FROM echo;
-- secret headers and params beside it
ALTER USER MAPPING FOR CURRENT_USER SERVER api
  OPTIONS (ADD headers '{"X-Second-Key": "second"}', ADD params '{"token": "third"}');
SELECT target FROM echo;
\! saw header x-second-key
-- no secret in a plan
ALTER SERVER api OPTIONS (SET base_url 'https://api.example.com');
EXPLAIN (VERBOSE, COSTS OFF) SELECT target FROM echo;
ALTER SERVER api OPTIONS (SET base_url :'url');
-- secrets are refused elsewhere
ALTER SERVER api OPTIONS (ADD bearer_token 'x');
ALTER FOREIGN TABLE echo OPTIONS (ADD api_key 'x');
ALTER SERVER api OPTIONS (ADD headers '{"Authorization": "Bearer x"}');
DROP SERVER api CASCADE;
