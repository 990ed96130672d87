-- The recipes of docs/recipes.md for secrets in a path or a body, as the server sees them.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
\pset format unaligned
\pset tuples_only on
SELECT :'url' || '/echo' AS base \gset
CREATE SERVER telegram FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'base');
CREATE USER MAPPING FOR CURRENT_USER SERVER telegram OPTIONS (secrets '{"token": "123456:ABC-DEF"}');
CREATE FOREIGN TABLE updates (target text) SERVER telegram
  OPTIONS (path '/bot{secret:token}/getUpdates', pagination 'none');
SELECT * FROM updates;
CREATE SERVER rates FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'base');
CREATE USER MAPPING FOR CURRENT_USER SERVER rates OPTIONS (secrets '{"key": "0123456789abcdef"}');
CREATE FOREIGN TABLE latest (base text OPTIONS (param 'base'), target text) SERVER rates
  OPTIONS (path '/v6/{secret:key}/latest/{base}');
SELECT * FROM latest WHERE base IN ('USD', 'GBP') ORDER BY base;
CREATE SERVER plaid FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'base');
CREATE USER MAPPING FOR CURRENT_USER SERVER plaid
  OPTIONS (secrets '{"client_id": "client-1", "secret": "secret-1", "access_token": "access-1"}');
CREATE FOREIGN TABLE accounts (method text, target text, body text) SERVER plaid
  OPTIONS (path '/accounts/get',
    body '{"client_id": {secret:client_id}, "secret": {secret:secret}, "access_token": {secret:access_token}}');
SELECT * FROM accounts;
CREATE FOREIGN TABLE messages (body text, folder text OPTIONS (param 'folder', param_only 'on')) SERVER rates
  OPTIONS (path '/messages', content_type 'application/x-www-form-urlencoded', body 'key={secret:key}&folder={folder}');
SELECT * FROM messages WHERE folder = 'in & out';
DROP SERVER telegram CASCADE;
DROP SERVER rates CASCADE;
DROP SERVER plaid CASCADE;
