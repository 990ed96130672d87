-- A time is sent in the form that it is read in, time_format both ways.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
SET TimeZone = 'Asia/Tokyo';
SET DateStyle = 'ISO, YMD';
CREATE FOREIGN TABLE t (s timestamptz OPTIONS (param 's', param_only 'on', time_format 'epoch'),
  ms timestamptz OPTIONS (param 'ms', param_only 'on', time_format 'epoch_ms'),
  us timestamptz OPTIONS (param 'us', param_only 'on', time_format 'epoch_us'),
  ns timestamp OPTIONS (param 'ns', param_only 'on', time_format 'epoch_ns'),
  d timestamptz OPTIONS (param 'd', param_only 'on', time_format 'date'),
  p timestamptz OPTIONS (param 'p', param_only 'on', time_format 'DD/MM/YYYY HH24:MI'),
  ds date OPTIONS (param 'ds', param_only 'on', time_format 'epoch'),
  dp date OPTIONS (param 'dp', param_only 'on', time_format 'DD.MM.YYYY'),
  z timestamptz OPTIONS (param 'z', param_only 'on', time_format 'YYYY-MM-DD HH24:MI:SS TZH'),
  i timestamptz OPTIONS (param 'i', param_only 'on', time_format 'iso8601'),
  target text) SERVER api OPTIONS (path '/echo');
SELECT target FROM t WHERE s IN ('2024-01-02 03:04:05+00', '1970-01-01 00:00+00', '1969-12-31 23:59:59.5+00', '2024-01-02 03:04:05.000005+00') ORDER BY target;
SELECT target FROM t WHERE ms IN ('2024-01-02 03:04:05.678+00', '2024-01-02 03:04:05.000999+00', '1969-12-31 23:59:59.999+00') ORDER BY target;
SELECT target FROM t WHERE us = '2024-01-02 03:04:05.678901+00' AND ns IN ('2024-01-02 03:04:05.678901', '1970-01-01', '9999-12-31') ORDER BY target;
SELECT s, d, p, ds, dp, z, i, target FROM t WHERE s = '2024-01-02 00:00+00' AND d = '2024-01-02 00:00+00' AND p = '2024-01-02 03:04+00'
  AND ds = '2024-01-02' AND dp = '2024-01-02' AND z = '2024-01-02 03:04:05+00' AND i = '2024-01-02 03:04:05+00';
-- what the format cannot hold is not sent as something else
SELECT target FROM t WHERE d = '2024-01-02 03:00+00';
SELECT target FROM t WHERE p = '2024-01-02 03:04:05+00';
SELECT target FROM t WHERE s = '20000-01-01';
SELECT target FROM t WHERE s = 'infinity';
SELECT target FROM t WHERE ds = '5874897-12-31';
-- nor are values that no record can have, where the column is the records' own; whatever gives them
CREATE FOREIGN TABLE r (id int, day timestamptz OPTIONS (param 'day', json_path '$.query[0][1]', time_format 'DD/MM/YYYY'),
  target text) SERVER api OPTIONS (path '/echo');
\! saw reset
SELECT day AT TIME ZONE 'UTC' AS day, target FROM r WHERE day = '2024-01-02 00:00+00';
SELECT count(*) FROM r WHERE day = '2024-01-02 10:00+00';
SELECT count(*) FROM r WHERE day IN ('2024-01-02 10:00+00', '2024-01-03 00:00+00');
SET enable_hashjoin = off;
SET enable_mergejoin = off;
SET enable_nestloop = off;
SELECT x AT TIME ZONE 'UTC' AS x, target FROM (VALUES ('2024-01-04 00:00+00'::timestamptz), ('2024-01-04 07:00+00')) v (x) LEFT JOIN r ON day = x ORDER BY x;
\! saw requests
-- in lists rows are dealt back by it, a day for each of a range; in JSON epochs are numbers
CREATE FOREIGN TABLE l (day date OPTIONS (param 'name', json_path '$.name', param_in 'repeat', required 'on', time_format 'MM/DD/YYYY'))
  SERVER api OPTIONS (path '/named');
\! saw reset
SELECT day FROM l WHERE day BETWEEN '2024-02-28' AND '2024-03-01';
SELECT n, day FROM (VALUES (1, '2024-01-02'::date), (2, '2024-01-03'), (3, '2024-01-02')) v (n, x) JOIN l ON day = x;
\! saw requests
ALTER FOREIGN TABLE t OPTIONS (ADD body '{"since": {s}, "text": "{ms}", "day": {dp}}');
ALTER FOREIGN TABLE t ADD body text;
SELECT body FROM t WHERE s = '2024-01-02 00:00+00' AND ms = '2024-01-02 00:00+00' AND dp = '2024-01-02';
-- amid text a time is no two words, but between quotes
ALTER FOREIGN TABLE t OPTIONS (DROP body, ADD params '{"q": "at:{s} day:{ds} text:\"{p}\""}');
SELECT target FROM t WHERE s = '2024-01-02 00:00+00' AND ds = '2024-01-02' AND p = '2024-01-02 03:04+00';
ALTER FOREIGN TABLE t OPTIONS (SET params '{"q": "at:{p}"}');
SELECT target FROM t WHERE p = '2024-01-02 03:04+00';
DROP SERVER api CASCADE;
