-- What is asked for is JSON, unless a header says otherwise.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FOREIGN TABLE echo (accept text OPTIONS (json_path '$.headers.accept'), method text) SERVER api OPTIONS (path '/echo');
SELECT * FROM echo;
ALTER FOREIGN TABLE echo OPTIONS (ADD method 'POST');
SELECT * FROM echo;
ALTER FOREIGN TABLE echo OPTIONS (DROP method, ADD format 'ndjson');
SELECT * FROM echo;
ALTER SERVER api OPTIONS (ADD headers '{"accept": "application/vnd.api+json"}');
SELECT * FROM echo;
ALTER FOREIGN TABLE echo OPTIONS (ADD headers '{"Accept": "text/csv"}');
SELECT * FROM echo;
DROP SERVER api CASCADE;
