-- Failures below HTTP: each its SQLSTATE and hint; libcurl's words are not compared.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE FUNCTION try(url text, path text, options text DEFAULT '') RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  state text; message text; detail text; hint text; n bigint;
BEGIN
  DROP SERVER IF EXISTS n CASCADE;
  EXECUTE format('CREATE SERVER n FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url %L, max_retries ''0'' %s)', url, options);
  EXECUTE format('CREATE FOREIGN TABLE t (id int) SERVER n OPTIONS (path %L)', path);
  EXECUTE 'SELECT count(id) FROM t' INTO n;
  RETURN 'no error, rows: ' || n;
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT,
    detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
  RETURN regexp_replace(format(E'%s: %s\n  detail given: %s\n  hint: %s', state, message, detail <> '', hint),
    '127.0.0.1:\d{2,}', 'HOST');
END $$;
\t on
\a
SELECT try('http://no-such-host.invalid', '/x');
SELECT try('http://127.0.0.1:1', '/x');
SELECT try(replace(:'url', 'http:', 'https:'), '/posts/1');
SELECT try('http://169.254.169.254', '/latest/meta-data', $$, connect_timeout '200ms'$$);
SELECT try(:'url', '/hang', $$, request_timeout '100ms'$$);
SELECT try(:'url', '/stall', $$, request_timeout '100ms'$$);
-- never silent, and never done
SELECT try(:'url', '/drip', $$, request_timeout '10s', transfer_timeout '100ms', params '{"ms": "20"}'$$);
SELECT try(:'url', '/reset/a');
SELECT try(:'url', '/weird/switch');
SELECT try(:'url', '/weird/600');
SELECT try(:'url', '/weird/999');
SELECT try(:'url', '/weird/no_status');
SELECT try(:'url', '/weird/binary');
SELECT try(:'url', '/weird/short_length');
SELECT try(:'url', '/weird/long_length');
SELECT try(:'url', '/weird/crc');
-- slow, odd or compressed, but right
SELECT try(:'url', '/drip');
SELECT try(:'url', '/weird/deflate');
SELECT try(:'url', '/compressed');
SELECT try(:'url', '/compressed', $$, compression 'off'$$);
-- through a proxy: the mock is its own
SELECT try('http://api.invalid', '/posts/1', format($$, proxy %L$$, :'url'));
SELECT try('http://api.invalid', '/posts/1', $$, proxy 'http://127.0.0.1:1'$$);
DROP SERVER IF EXISTS n CASCADE;
DROP FUNCTION try;
