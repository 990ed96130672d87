-- Types: the digits of the JSON text reach the column's type.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE FOREIGN TABLE t (
  i2 int2, i4 int4, i8 int8, n numeric, n2 numeric(8,2), f8 float8, f4 float4, b bool, s text,
  v varchar(40), c char(5), d date, ts timestamp, tz timestamptz, j json, jb jsonb, u uuid,
  e mood, dom positive, ia int[], ta text[], ip inet,
  numeric_string numeric OPTIONS (json_path '$.ns'),
  integral int OPTIONS (json_path '$.integral'),
  epoch timestamptz OPTIONS (json_path '$.epoch', time_format 'epoch'),
  epoch_ms timestamptz OPTIONS (json_path '$.epoch_ms', time_format 'epoch_ms'),
  pat timestamptz OPTIONS (json_path '$.pat', time_format 'DD.MM.YYYY HH24:MI'),
  number_as_text text OPTIONS (json_path '$.n'),
  object_as_text text OPTIONS (json_path '$.jb')
) SERVER api OPTIONS (path '/json', params '{"body": "[{\"i2\":-32768,\"i4\":2147483647,\"i8\":-9223372036854775808,\"n\":123456789012345678901234567890.12345,\"n2\":3.14159,\"f8\":1.7976931348623157e308,\"f4\":0.1,\"b\":true,\"s\":\"a\\u00e9\\ud83d\\ude00\\n\",\"v\":\"varchar\",\"c\":\"ab\",\"d\":\"2024-02-29\",\"ts\":\"2024-02-29T12:34:56.789\",\"tz\":\"2024-02-29T12:34:56+02:00\",\"j\":{\"a\": [1, 2.50]},\"jb\":{\"a\": [1, 2.50]},\"u\":\"A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11\",\"e\":\"happy\",\"dom\":7,\"ia\":[1,null,3],\"ta\":[\"x\",\"y\\\"z\"],\"ip\":\"10.0.0.1\",\"ns\":\"12.50\",\"integral\":1.0e2,\"epoch\":1700000000.5,\"epoch_ms\":1700000000123,\"pat\":\"05.11.2023 08:09\"},{\"s\":null,\"jb\":null,\"j\":null}]"}');
SET timezone = 'America/New_York';
SET datestyle = 'SQL, DMY';
\x on
\pset null '(null)'
SELECT * FROM t;
\x off
SET timezone = 'UTC';
SET datestyle = 'ISO, YMD';
SELECT tz, ts, epoch, epoch_ms, pat FROM t LIMIT 1;
-- bytea is base64: both alphabets, padded or not, with line breaks; what begins with a backslash is hex
CREATE FOREIGN TABLE b (b bytea, a bytea[]) SERVER api OPTIONS (path '/json', on_error 'set_null',
  params '{"body": "[{\"b\": \"AP/+\"}, {\"b\": \"AP_-\"}, {\"b\": \"AA==\"}, {\"b\": \"AA\"}, {\"b\": \"AAE\"}, {\"b\": \"\\\\x00fF\"}, {\"b\": \"\"}, {\"b\": \"AAEC\\r\\nAw\\n\"}, {\"b\": \"A\"}, {\"b\": \"A!==\"}, {\"b\": 12}, {\"a\": [\"AA\", null]}]"}');
SELECT * FROM b;
DROP SERVER api CASCADE;
DROP DOMAIN positive;
DROP TYPE mood;
