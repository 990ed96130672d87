-- Why chains of pages ended: EXPLAIN ANALYZE counts the reasons.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
-- a table over /paged/STYLE, or another path, with these knobs and options, and the line of its ends
CREATE FUNCTION ends(style text, knobs jsonb, options text, condition text = 'true') RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  line text;
BEGIN
  DROP FOREIGN TABLE IF EXISTS t;
  EXECUTE format('CREATE FOREIGN TABLE t (id int, chain int OPTIONS (param %L, param_only %L)) SERVER api OPTIONS (path %L, params %L, %s)',
    'chain', 'on', regexp_replace(style, '^(?!/)', '/paged/'), '{"n": "25"}'::jsonb || knobs, options);
  FOR line IN EXECUTE 'EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) SELECT id FROM t WHERE ' || condition LOOP
    IF line ~ 'Ends:' THEN
      RETURN NEXT trim(line);
    END IF;
  END LOOP;
END $$;
-- a declared reason
SELECT ends('page', '{"has_more": "yes"}', $$pagination 'page_number', page_param 'page', record_path '$.data', has_more_path '$.has_more'$$);
SELECT ends('page', '{"total": "body"}', $$pagination 'page_number', page_param 'page', record_path '$.data', total_path '$.total'$$);
SELECT ends('cursor', '{"total": "body", "cursor_end": "same"}', $$pagination 'cursor', cursor_param 'cursor', cursor_path '$.next_cursor', record_path '$.data', total_path '$.total'$$);
SELECT ends('page', '{}', $$pagination 'page_number', page_param 'page', record_path '$.data', page_size '10', stop_on_short 'on', speculative_pages 'off'$$);
SELECT ends('page', '{"past": "repeat"}', $$pagination 'page_number', page_param 'page', record_path '$.data', on_repeated_page 'end'$$);
SELECT ends('page', '{"past": "404"}', $$pagination 'page_number', page_param 'page', record_path '$.data', ignore_statuses '404'$$);
SELECT ends('none', '{"n": "5"}', $$pagination 'none'$$);
-- a reason that the responses give
SELECT ends('page', '{}', $$pagination 'page_number', page_param 'page', record_path '$.data'$$);
SELECT ends('page', '{"past": "404"}', $$pagination 'page_number', page_param 'page', record_path '$.data'$$);
SELECT ends('cursor', '{}', $$pagination 'cursor', cursor_param 'cursor', cursor_path '$.next_cursor', record_path '$.data'$$);
SELECT ends('cursor', '{"n": "5", "no_next": "1"}', $$pagination 'cursor', cursor_param 'cursor', cursor_path '$.next_cursor', record_path '$.data'$$);
SELECT ends('next_url', '{}', $$record_path '$.data'$$);
SELECT ends('none', '{"n": "5"}', $$on_http_error 'stop'$$);
SELECT ends('/posts/1', '{}', $$on_http_error 'stop'$$);
-- several chains, some of which are passed over, or not read to their end
SELECT ends('page', '{"bad_chain": "2"}', $$pagination 'page_number', page_param 'page', record_path '$.data', on_http_error 'ignore'$$, 'chain IN (1, 2, 3)');
-- how many first pages came before the limit hangs on time, and so does what is said of them
SET client_min_messages = error;
SELECT ends('page', '{}', $$pagination 'page_number', page_param 'page', record_path '$.data'$$, 'chain IN (1, 2, 3) LIMIT 3');
-- of a join, and in the other formats
CREATE FUNCTION ends_json(query text) RETURNS SETOF jsonb LANGUAGE plpgsql AS $$
DECLARE
  found jsonb;
BEGIN
  EXECUTE 'EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF, FORMAT json) ' || query INTO found;
  RETURN QUERY SELECT jsonb_path_query(found, '$.**.Ends');
END $$;
SELECT DISTINCT ends_json('SELECT id FROM t WHERE chain IN (1, 2)');
SET client_min_messages = warning;
SELECT DISTINCT ends_json('SELECT count(*) FROM (VALUES (1), (2), (3)) k (v) LEFT JOIN t ON chain = v');
DROP FUNCTION ends, ends_json;
DROP SERVER api CASCADE;
