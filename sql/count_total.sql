-- count(*) by one request, where the table says that a declared total may answer it.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FOREIGN TABLE t (id int, name text, chain int OPTIONS (param 'chain', param_only 'on'), a int OPTIONS (param 'a', param_only 'off')) SERVER api
  OPTIONS (path '/paged/page', params '{"n": "1000", "total": "body"}', record_path '$.data', total_path '$.total',
           pagination 'page_number', page_param 'page', page_size '100', page_size_param 'per_page');
-- not without the option
EXPLAIN (COSTS OFF) SELECT count(*) FROM t;
SELECT count(*) FROM t;
\! saw count
\! saw reset
ALTER FOREIGN TABLE t OPTIONS (ADD count_from_total 'on');
EXPLAIN (COSTS OFF) SELECT count(*) FROM t;
EXPLAIN (COSTS OFF) SELECT count(*) + 1, count(1) FROM t AS u WHERE chain = 3;
SELECT count(*), count(*) * 2 AS twice, count(1), 'x' AS x FROM t WHERE chain = 3;
SELECT count(*) FROM t HAVING true LIMIT 1;
PREPARE counted(int) AS SELECT count(*) FROM t WHERE chain = $1;
SET plan_cache_mode = force_generic_plan;
EXECUTE counted(7);
-- a row for each of another table's
SELECT k, (SELECT count(*) FROM t WHERE chain = k) AS n FROM generate_series(1, 2) k;
SELECT count(*) AS n FROM t UNION ALL SELECT count(*) FROM t WHERE chain = 5;
\! saw requests
\! saw reset
-- several chains are counted by their records
SELECT count(*) FROM t WHERE chain IN (1, 2);
SELECT count(*) FROM t WHERE chain = ANY ('{}');
\! saw count
\! saw reset
-- what looks at records is counted as always
CREATE FUNCTION counted_by(query text, sought text = 'Count|Aggregate|Result', more text = '') RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  line text;
BEGIN
  FOR line IN EXECUTE format('EXPLAIN (COSTS OFF%s) %s', more, query) LOOP
    IF line ~ sought THEN
      RETURN NEXT trim(line);
      EXIT;
    END IF;
  END LOOP;
END $$;
SELECT counted_by(q) AS by, q FROM unnest(ARRAY['SELECT count(*) FROM t', 'SELECT count(1) FROM t', 'SELECT count(id) FROM t', 'SELECT count(NULL) FROM t',
  'SELECT count(*), max(id) FROM t', 'SELECT count(*) FROM t WHERE id > 0', 'SELECT count(*) FROM t WHERE a = 3', 'SELECT count(*) FROM t WHERE chain = 3 AND id > 0',
  'SELECT count(*) FROM t WHERE false', 'SELECT count(*) FROM t WHERE $$x$$ = current_user', 'SELECT count(*) FROM t GROUP BY chain', 'SELECT count(*) FROM t HAVING count(*) > 1',
  'SELECT count(DISTINCT 1) FROM t', 'SELECT count(*) FILTER (WHERE true) FROM t', 'SELECT count(*) FILTER (WHERE random() < 2) FROM t', 'SELECT count(*) FROM t x, t y',
  'SELECT count(*) FROM (SELECT FROM t LIMIT 5) s', 'SELECT count(*), id FROM t GROUP BY id', 'SELECT count(*) OVER () FROM t']) q;
ALTER FOREIGN TABLE t OPTIONS (ADD unique_key 'id');
SELECT counted_by('SELECT count(*) FROM t');
ALTER FOREIGN TABLE t OPTIONS (DROP unique_key, ADD on_error 'ignore');
SELECT counted_by('SELECT count(*) FROM t');
ALTER FOREIGN TABLE t OPTIONS (DROP on_error, ADD ignore_statuses '404');
SELECT counted_by('SELECT count(*) FROM t');
CREATE FOREIGN TABLE own (id int OPTIONS (param 'id', json_path '$.id', param_only 'off')) SERVER api
  OPTIONS (path '/posts/{id}', total_header 'X-Total', pagination 'page_number', page_param 'page', count_from_total 'on');
SELECT counted_by('SELECT count(*) FROM own WHERE id = 3');
ALTER FOREIGN TABLE t OPTIONS (DROP ignore_statuses, SET record_path '$.data[*].parts[*]');
SELECT counted_by('SELECT count(*) FROM t');
-- a page without a total, or with one that the records contradict
ALTER FOREIGN TABLE t OPTIONS (SET record_path '$.data', SET params '{"n": "350"}');
SELECT count(*) FROM t;
SELECT counted_by('SELECT count(*) FROM t', 'Counted', ', ANALYZE');
ALTER FOREIGN TABLE t OPTIONS (SET params '{"n": "350", "total": "body", "lie": "60"}');
SELECT count(*) FROM t;
ALTER FOREIGN TABLE t OPTIONS (SET params '{"n": "0", "total": "body"}');
SELECT count(*) FROM t;
SELECT counted_by('SELECT count(*) FROM t', 'Counted', ', ANALYZE');
ALTER FOREIGN TABLE t OPTIONS (SET params '{"n": "350", "total": "body"}');
SELECT counted_by('SELECT count(*) FROM t', 'Counted', ', ANALYZE');
-- a lower bound is no count, nor is a total of other things than rows: then every page is read, here the same again
CREATE PROCEDURE page(body text) LANGUAGE plpgsql AS $$
BEGIN
  DROP FOREIGN TABLE IF EXISTS h;
  EXECUTE format('CREATE FOREIGN TABLE h (id int) SERVER api OPTIONS (path ''/json'', params %L, record_path ''$.hits.hits'', total_path ''$.hits.total.value'',
    pagination ''page_number'', page_param ''page'', count_from_total ''on'')', json_build_object('hex', encode(body::bytea, 'hex')));
END $$;
CALL page('{"hits": {"total": {"value": 10000, "relation": "eq"}, "hits": [{"id": 1}, {"id": 2}]}}');
SELECT count(*) FROM h;
CALL page('{"hits": {"total": {"value": 10000, "relation": "gte"}, "hits": [{"id": 1}, {"id": 2}]}}');
SELECT count(*) FROM h;
CALL page('{"hits": {"total": {"value": 10000, "relation": "eq"}, "hits": [{"id": 1}, null, {"id": 2}]}}');
SELECT count(*) FROM h;
ALTER FOREIGN TABLE t OPTIONS (ADD check_total 'warn');
ALTER FOREIGN TABLE t OPTIONS (DROP total_path);
ALTER FOREIGN TABLE t OPTIONS (SET count_from_total 'perhaps');
DROP FUNCTION counted_by(text, text, text);
DROP PROCEDURE page;
DROP SERVER api CASCADE;
