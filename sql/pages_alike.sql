-- Pages that begin with the same record are no repeats of each other, small ones and large ones.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE PROCEDURE make(params text, options text DEFAULT '') LANGUAGE plpgsql AS $$
BEGIN
  DROP FOREIGN TABLE IF EXISTS t;
  EXECUTE format('CREATE FOREIGN TABLE t (id int) SERVER api OPTIONS (path ''/paged/page'', record_path ''$.data'','
    ' pagination ''page_number'', page_param ''page'', params %L%s)', params, options);
END $$;
CALL make('{"n": "25", "size": "10", "head": "1"}');
SELECT count(*), count(DISTINCT id) FROM t;
CALL make('{"n": "25", "size": "10", "head": "1"}', $$, on_repeated_page 'end'$$);
SELECT count(*), count(DISTINCT id) FROM t;
CALL make('{"n": "2500", "size": "1100", "head": "1"}');
SELECT count(*), count(DISTINCT id) FROM t;
CALL make('{"n": "2500", "size": "1100", "head": "1"}', $$, on_repeated_page 'end'$$);
SELECT count(*), count(DISTINCT id) FROM t;
-- of large ones, too, the last may come again and again
CALL make('{"n": "2200", "size": "1100", "past": "repeat"}', $$, on_repeated_page 'end'$$);
SELECT count(*), count(DISTINCT id) FROM t;
ALTER FOREIGN TABLE t OPTIONS (DROP on_repeated_page);
SELECT count(*) FROM t;
-- of one that came in portions some records were given
CALL make('{"n": "12000", "size": "6000", "past": "repeat"}', $$, on_repeated_page 'end', scan_buffer '64kB'$$);
SELECT count(*) FROM t;
DROP PROCEDURE make;
DROP SERVER api CASCADE;
