-- A value never changes the shape of what is sent, and none that was given falls out.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
-- the text around a value has a language of its own: one word stands there
CREATE FOREIGN TABLE search (q text OPTIONS (param 'q', param_only 'on'), lang text OPTIONS (param 'lang', param_only 'on'),
  n int OPTIONS (param 'n', param_only 'on'), since timestamptz OPTIONS (param 'since', param_only 'on'), target text)
  SERVER api OPTIONS (path '/echo', params '{"search": "is:open {q}"}');
SELECT target FROM search WHERE q = 'München';
SELECT target FROM search WHERE q IN ('x_1.y@z', 'a-b') ORDER BY target;
SELECT target FROM search WHERE q = 'x is:private';
SELECT target FROM search WHERE q = 'is:private';
SELECT target FROM search WHERE q = '-foo';
SELECT target FROM search WHERE q = '';
SELECT target FROM search WHERE q = 'not';
SELECT target FROM search WHERE q = 'NULL';
SELECT target FROM search WHERE q = 'a"b';
SELECT target FROM search WHERE q = '1..5';
SELECT target FROM search WHERE q = 'a' || chr(160) || 'b';
SELECT target FROM (VALUES ('fine'), ('not fine')) v (x) JOIN search ON q = x;
-- numbers and dates have their signs; what glues to a word is none either
ALTER FOREIGN TABLE search OPTIONS (SET params '{"search": "n:{n} since:>{since}"}');
SELECT target FROM search WHERE n = -7 AND since = '2024-05-06 07:08:09+02';
ALTER FOREIGN TABLE search OPTIONS (SET params '{"search": "N{q}{lang}"}');
SELECT target FROM search WHERE q = 'o' AND lang = 'rm';
SELECT target FROM search WHERE q = 'o' AND lang = 't';
-- between the template's double quotes nearly anything
ALTER FOREIGN TABLE search OPTIONS (SET params '{"search": "title:\"{q}\" lang:{lang}"}');
SELECT target FROM search WHERE q = 'x OR -y: (z)' AND lang = 'en';
SELECT target FROM search WHERE q = 'x" OR "y' AND lang = 'en';
SELECT target FROM search WHERE q = E'x\\' AND lang = 'en';
-- alone it takes any text
ALTER FOREIGN TABLE search OPTIONS (SET params '{"search": "{q}"}');
SELECT target FROM search WHERE q = E'-x OR "y" is:private&a=b\n';
-- JSON is written as JSON, with the column's type
ALTER FOREIGN TABLE search OPTIONS (SET params '{"filter": "{\"title\": {q}, \"n\": {n}, \"in\": [\"{lang}\", \"l:{lang}\"]}"}');
EXPLAIN (COSTS OFF) SELECT target FROM search WHERE q = 'x' AND n = 1;
SELECT target FROM search WHERE q = '"}, {"x' AND n = 7 AND lang = 'en';
SELECT target FROM search WHERE n = 7;
SELECT target FROM search WHERE lang = 'not en';
SELECT target FROM search WHERE since = '2024-05-06Z';
-- headers are lines
CREATE FOREIGN TABLE heads (a text OPTIONS (param 'a', param_only 'on'), b text OPTIONS (param 'b', param_only 'on'),
  alone text OPTIONS (json_path '$.headers."x-alone"[0]'), combined text OPTIONS (json_path '$.headers."x-both"[0]'),
  json text OPTIONS (json_path '$.headers."x-json"[0]'))
  SERVER api OPTIONS (path '/echo', headers '{"X-Alone": "{a}", "X-Both": "a={a}; b=\"{b}\"", "X-JSON": "{\"a\": {a}}"}');
SELECT alone, combined, json FROM heads WHERE a = 'x' AND b = 'y; z';
SELECT alone, combined, json FROM heads WHERE a = 'x;' AND b = 'y';
SELECT alone, combined, json FROM heads WHERE a = E'x\r\nX-Evil: 1' AND b = 'y';
ALTER FOREIGN TABLE heads OPTIONS (SET headers '{"X-Alone": "{a}"}');
SELECT alone FROM heads WHERE a = E'x\r\nX-Evil: 1';
-- bodies: strings as well; braces that name nothing are GraphQL's
CREATE FOREIGN TABLE posted (a text OPTIONS (param 'a', param_only 'on'), n int OPTIONS (param 'n', param_only 'on'), body text)
  SERVER api OPTIONS (path '/echo', body '{"query": "name:{a} AND \"{a}\"", "gql": "{user(id: 1) {id}}", "n": "{n}"}');
SELECT body FROM posted WHERE a = 'x' AND n = 7;
SELECT body FROM posted WHERE a = 'x)' AND n = 7;
SELECT body FROM posted WHERE n = 7;
ALTER FOREIGN TABLE posted OPTIONS (SET body 'q=name:{a}&a={a}&j={"a":{a}}&fixed=%20', ADD content_type 'application/x-www-form-urlencoded');
SELECT body FROM posted WHERE a = 'x';
SELECT body FROM posted WHERE a = 'x&y=1';
ALTER FOREIGN TABLE posted OPTIONS (SET body 'a={a}&j={"a":{a}}');
SELECT body FROM posted WHERE a = 'x&y="1"';
DROP FOREIGN TABLE heads, posted, search;
DROP SERVER api CASCADE;
