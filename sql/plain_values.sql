-- Values that are as most are, and those that are nearly so: what is read is what their types' own input reads.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FOREIGN TABLE numbers (raw json OPTIONS (json_path '$'), i2 int2 OPTIONS (json_path '$'), i4 int OPTIONS (json_path '$'),
  i8 int8 OPTIONS (json_path '$'), f8 float8 OPTIONS (json_path '$'), n numeric OPTIONS (json_path '$'), n2 numeric(20,2) OPTIONS (json_path '$'),
  t text OPTIONS (json_path '$')) SERVER api OPTIONS (path '/json', on_error 'set_null', params '{"body": "[0, -0, 7, -32768, -32769, 32767, 32768, 2147483647, 2147483648, -2147483648, -2147483649, 999999999999999999, 9223372036854775807, 9223372036854775808, -9223372036854775808, 0.0, -0.00, 1.0, 1.10, 0.1234, 12.00005000, 9007199254740992, 9007199254740993, 9007199254740992.5, 0.000000000000000001, 123456789012345.678, 99999999999999.9, 100000000000000.1, 1e3, 1.5e2, 25E-1, null, true]"}');
SELECT i2, i4, i8, f8, n, n2, t FROM numbers;
SELECT raw, f8, n FROM numbers WHERE (raw::text !~ '^(null|true)$')
  AND (n::text IS DISTINCT FROM raw::text::numeric::text OR f8 IS DISTINCT FROM raw::text::float8 OR t <> raw::text);
CREATE FOREIGN TABLE strings (raw jsonb OPTIONS (json_path '$'), t text OPTIONS (json_path '$'), v varchar OPTIONS (json_path '$'),
  v3 varchar(3) OPTIONS (json_path '$')) SERVER api OPTIONS (path '/json', on_error 'set_null', params '{"body": "[\"\", \"a\", \"abc\", \"abcdefg\", \"abcdefgh\", \"abcdefghi\", \"\\\\\", \"1234567\\\\\", \"12345678\\\\\", \"12345678\\n12345678\", \"\\u00fc\", \"ü and 中文\", \"[\\\\]\", \"{}\", \"]\", \"null\", true, 12.50, null, [1], {\"a\": 1}]"}');
SELECT t, v, v3 FROM strings;
SELECT raw, t FROM strings WHERE t IS DISTINCT FROM raw #>> '{}' OR v IS DISTINCT FROM t;
-- values of a row that are long, and more than the memory for short ones holds
DO $$
BEGIN
  EXECUTE format('CREATE FOREIGN TABLE long (c1 text, c2 text, c3 text, c4 text) SERVER api OPTIONS (path ''/json'', params %L)',
    json_build_object('body', (SELECT json_agg(json_build_object('c1', repeat(chr(96 + r), r), 'c2', repeat(chr(97 + r), 4000), 'c3', repeat(chr(98 + r), 4094 + r),
      'c4', repeat(chr(99 + r), 3))) FROM generate_series(1, 4) AS r)::text));
END $$;
SELECT c1, left(c2, 3) AS c2, c2 = repeat(left(c2, 1), 4000) AS same2, left(c3, 3) AS c3, c3 = repeat(left(c3, 1), 4094 + length(c1)) AS same3, c4 FROM long;
-- kept beyond their row
SELECT array_agg(c1), max(c2) = repeat('e', 4000) AS c2, string_agg(c4, ' ') FROM long;
-- a NOT NULL column, and a member that some records lack
CREATE FOREIGN TABLE lacks (id int NOT NULL, words text, made_at timestamptz) SERVER api OPTIONS (path '/json',
  params '{"body": "[{\"id\": 1, \"words\": \"x\", \"madeAt\": \"2024-05-06T07:08:09Z\"}, {\"id\": 2, \"made_at\": \"2024-05-06 07:08:09.5+02\"}, {\"id\": 3, \"words\": null, \"made_at\": null}]"}');
SET timezone = 'UTC';
SELECT * FROM lacks;
CREATE FOREIGN TABLE null_id (id int NOT NULL) SERVER api OPTIONS (path '/json', params '{"body": "[{\"id\": 1}, {\"id\": null}]"}');
\set VERBOSITY terse
SELECT * FROM null_id;
DROP SERVER api CASCADE;
