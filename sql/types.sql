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
-- moments as APIs spell them: columns of a scalar record
CREATE FOREIGN TABLE m (s text OPTIONS (json_path '$'), tz timestamptz OPTIONS (json_path '$'), ts timestamp OPTIONS (json_path '$'),
  d date OPTIONS (json_path '$')) SERVER api OPTIONS (path '/json', on_error 'set_null',
  params '{"body": "[\"2024-02-29\", \"2024-02-29T10:11:12\", \"2024-02-29 10:11:12\", \"2024-02-29t10:11:12z\", \"2024-02-29T10:11:12Z\", \"2024-02-29T10:11:12+02\", \"2024-02-29T10:11:12+0200\", \"2024-02-29T10:11:12-05:30\", \"2024-02-29T10:11:12 +02:00\", \"2024-02-29T10:15Z\", \"2024-02-29T10:11:12.5Z\", \"2024-02-29T10:11:12.123456789Z\", \"2024-02-29 10:11:12,123\", \"2024-02-29T10:11:12,5+01\", \"2024-02-29T10:11:12+01:00[Europe/Berlin]\", \"2024-02-29T10:11:12Z[UTC]\", \"20240229\", \"20240229T101112Z\", \"20240229T101112.5+0200\", \"2024-060\", \"2024-02-29T24:00:00Z\", \"2016-12-31T23:59:60Z\", \"Thu, 29 Feb 2024 10:11:12 GMT\", \"12024-02-29T00:00:00Z\", \"infinity\", \"2024-W09-4\", \"2024-02-30\", \"2024-02-29T10:11:12+01:00[Europe/Berlin\", \"soon\"]"}');
SELECT * FROM m;
-- arrays: of enums, domains, json, epochs; nested ones; domains over arrays
CREATE DOMAIN two_tags AS text[] CHECK (cardinality(VALUE) <= 2);
CREATE FOREIGN TABLE a (moods mood[], doms positive[], tags two_tags, many two_tags[], js json[], jbs jsonb[], ns numeric(4,1)[], vs varchar(2)[],
  bs bool[], ds date[], us uuid[], at timestamptz[] OPTIONS (time_format 'epoch'), nested jsonb, i2 int[]) SERVER api OPTIONS (path '/json', on_error 'set_null',
  params '{"body": "[{\"moods\": [\"sad\", null, \"happy\"], \"doms\": [1, 2], \"tags\": [\"x\", \"y\"], \"many\": [[\"x\"], []], \"js\": [{\"a\": 1.50}, [2], null, \"x\"], \"jbs\": [{\"a\": 1.50}, [2], null, \"x\"], \"ns\": [1.25, \"2.35\"], \"vs\": [\"ab\", \"c  \"], \"bs\": [true, \"no\", null], \"ds\": [\"2024-02-29\"], \"us\": [\"A0EEBC999C0B4EF8BB6D6BB9BD380A11\"], \"at\": [1700000000, 0.5], \"nested\": [[1, 2], [3]], \"i2\": []}, {\"moods\": [\"sad\", \"angry\"], \"doms\": [1, -2], \"tags\": [\"x\", \"y\", \"z\"], \"many\": [[\"x\", \"y\", \"z\"]], \"ns\": [1234.5], \"vs\": [\"abc\"], \"bs\": [2], \"ds\": [\"2024-02-30\"], \"us\": [1], \"at\": [\"soon\"], \"i2\": 3}, {\"i2\": \"{1,2}\"}]"}');
\x on
SELECT * FROM a;
\x off
DROP SERVER api CASCADE;
DROP DOMAIN positive, two_tags;
DROP TYPE mood;
