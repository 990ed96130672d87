-- Which statuses bring records.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FOREIGN TABLE t (id int, code int OPTIONS (param 'status', param_only 'on'), body text OPTIONS (param 'body', param_only 'on'))
  SERVER api OPTIONS (path '/json', retry_statuses '500');
SELECT code, id FROM t WHERE code IN (200, 201, 202, 203, 206, 207) AND body = '[{"id": 1}]' ORDER BY code;
-- others are errors, until the API's habits are told
SELECT code, id FROM t WHERE code = 208 AND body = '[{"id": 1}]';
SELECT code, id FROM t WHERE code = 205 AND body = '';
SELECT code, id FROM t WHERE code = 304 AND body = '[{"id": 1}]';
ALTER FOREIGN TABLE t OPTIONS (ADD accept_statuses '208, 226');
SELECT code, id FROM t WHERE code IN (208, 226) AND body = '[{"id": 1}]' ORDER BY code;
SELECT code, id FROM t WHERE code = 229 AND body = '[{"id": 1}]';
-- an empty body is no list, whatever the status
SELECT code, id FROM t WHERE code = 200 AND body = '';
SELECT code, id FROM t WHERE code = 202 AND body = '';
SELECT code, id FROM t WHERE code = 208 AND body = '';
-- accepted, not yet done: no records are no answer, and one without any of the columns neither
SELECT code, id FROM t WHERE code = 202 AND body = '[]';
SELECT code, id FROM t WHERE code = 202 AND body = '{}';
ALTER FOREIGN TABLE t OPTIONS (SET accept_statuses '202');
SELECT code, id FROM t WHERE code = 202 AND body = '[]';
SELECT code, id FROM t WHERE code = 200 AND body = '[]';
-- it can be waited for
\! saw reset
ALTER FOREIGN TABLE t OPTIONS (DROP accept_statuses, SET retry_statuses '202', max_retries '2', backoff_initial '1ms');
SELECT code, id FROM t WHERE code = 202 AND body = '[]';
\! saw count
ALTER FOREIGN TABLE t OPTIONS (ADD ignore_statuses '202', SET max_retries '0');
SELECT code, id FROM t WHERE code = 202 AND body = '[]';
-- parts of a whole: the header says how much it is
CREATE FOREIGN TABLE parts (id int) SERVER api
  OPTIONS (path '/json', pagination 'offset', offset_param 'from', total_header 'Content-Range',
           params '{"status": "206", "header": "Content-Range: 0-1/3", "body": "[{\"id\": 1}, {\"id\": 2}]"}');
SELECT id FROM parts;
ALTER FOREIGN TABLE parts OPTIONS (SET params '{"status": "206", "header": "Content-Range: 0-1/2", "body": "[{\"id\": 1}, {\"id\": 2}]"}');
SELECT id FROM parts;
-- without a way of paging it must say that it is all
ALTER FOREIGN TABLE parts OPTIONS (DROP pagination, DROP offset_param, DROP total_header);
SELECT id FROM parts;
ALTER FOREIGN TABLE parts OPTIONS (SET params '{"status": "206", "header": "Content-Range: 0-1/3", "body": "[{\"id\": 1}, {\"id\": 2}]"}');
SELECT id FROM parts;
ALTER FOREIGN TABLE parts OPTIONS (SET params '{"status": "206", "header": "Content-Range: 0-1/*", "body": "[{\"id\": 1}, {\"id\": 2}]"}');
SELECT id FROM parts;
ALTER FOREIGN TABLE parts OPTIONS (SET params '{"status": "206", "body": "[{\"id\": 1}, {\"id\": 2}]"}');
SELECT id FROM parts;
ALTER FOREIGN TABLE parts OPTIONS (ADD pagination 'none');
SELECT id FROM parts;
DROP SERVER api CASCADE;
