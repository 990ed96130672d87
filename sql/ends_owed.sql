-- What the last page says, and no option reads: a chain that ends for want of records is held against it.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
-- rows of a table over /paged/STYLE with these knobs and options
CREATE FUNCTION rows_of(style text, knobs jsonb, options text DEFAULT '', wanted text DEFAULT 'ALL') RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  n bigint;
BEGIN
  DROP FOREIGN TABLE IF EXISTS t;
  EXECUTE format('CREATE FOREIGN TABLE t (id int) SERVER api OPTIONS (path %L, params %L, record_path ''$.data'', pagination %L, %s)',
    '/paged/' || style, '{"n": "25", "size": "5"}'::jsonb || knobs, CASE style WHEN 'page' THEN 'page_number' ELSE style END,
    CASE style WHEN 'page' THEN 'page_param ''page''' WHEN 'offset' THEN 'offset_param ''offset'', page_size ''5'''
      ELSE 'cursor_param ''cursor'', cursor_path ''$.next_cursor''' END || options);
  EXECUTE 'SELECT count(*) FROM (SELECT * FROM t LIMIT ' || wanted || ') s' INTO n;
  RETURN n;
END $$;
-- a page that a filter left empty, while there are more
SELECT rows_of('page', '{"has_more": "yes", "hide": "6,7,8,9,10"}');
SELECT rows_of('page', '{"has_more": "yes", "hide": "6,7,8,9,10"}', $$, has_more_path '$.has_more'$$);
SELECT rows_of('page', '{"has_more": "yes", "hide": "6,7,8,9,10"}', $$, stop_on_empty 'on'$$);
SELECT rows_of('page', '{"total": "pages", "hide": "6,7,8,9,10"}');
SELECT rows_of('page', '{"has_more": "yes"}');
-- a bound to how deep pages go
SELECT rows_of('page', '{"total": "body", "lie": "50"}');
SELECT rows_of('page', '{"total": "header", "lie": "50"}');
SELECT rows_of('offset', '{"total": "body", "lie": "50"}');
SELECT rows_of('page', '{"total": "body", "lie": "50"}', $$, stop_on_empty 'on'$$);
SELECT rows_of('page', '{"total": "body", "lie": "50"}', $$, start_page '1'$$);
SELECT rows_of('page', '{"total": "body", "lie": "50"}', wanted => '25');
SELECT rows_of('page', '{"total": "body", "lie": "50"}', wanted => '26');
SELECT rows_of('page', '{"total": "body"}');
SELECT rows_of('page', '{"total": "body", "lie": "4"}');
-- a page that is only short by what the server gives
SELECT rows_of('page', '{"total": "body"}', $$, stop_on_short 'on', page_size '7'$$);
SELECT rows_of('page', '{}', $$, stop_on_short 'on', page_size '7'$$);
-- cursors that end: on the first page an error, behind others a warning
SELECT rows_of('cursor', '{"total": "body", "lie": "50", "n": "5", "size": "7"}');
SELECT rows_of('cursor', '{"total": "body", "lie": "50"}');
SELECT rows_of('cursor', '{"total": "body"}');
-- a body for each page, as it stands
CREATE FUNCTION rows_in(body text, options text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  n bigint;
BEGIN
  DROP FOREIGN TABLE IF EXISTS t;
  EXECUTE format('CREATE FOREIGN TABLE t (id int) SERVER api OPTIONS (path ''/json'', params %L, record_path ''$.items''%s)',
    json_build_object('hex', encode(body::bytea, 'hex')), options);
  SELECT count(*) INTO n FROM t;
  RETURN n;
END $$;
\set paged ', pagination \'page_number\', page_param \'page\''
SELECT rows_in('{"items": [], "next": "/json?page=2"}', :'paged');
SELECT rows_in('{"items": [], "next": "/json?page=2", "total": 0}', :'paged');
SELECT rows_in('{"items": [], "paging": {"current": 1, "total": 1}}', :'paged');
SELECT rows_in('{"items": [], "page": 1, "total": 3}', :'paged');
-- where pages are asked for, a total needs nothing beside it
CREATE FOREIGN TABLE u (id int) SERVER api OPTIONS (path '/json', params '{"body": "{\"total\": 3, \"users\": []}"}',
  record_path '$.users', pagination 'page_number', page_param 'page');
SELECT count(*) FROM u;
-- pages that are counted from 0: the hint, and a first page that is not the first
SELECT rows_in('{"items": [{"id": 1}], "number": 0, "first": true, "last": false}', '');
SELECT rows_in('{"items": [{"id": 1}], "page": {"number": 0, "totalElements": 9, "totalPages": 9}}', '');
SELECT rows_in('{"items": [{"id": 1}], "number": 1, "first": false, "last": true}', :'paged' || $$, has_more_path '$.last == false'$$);
SELECT rows_in('{"items": [{"id": 1}], "meta": {"has_previous": true, "more": false}}', :'paged' || $$, has_more_path '$.meta.more'$$);
SELECT rows_in('{"items": [{"id": 1}], "first": false, "last": true}', :'paged' || $$, has_more_path '$.last == false', start_page '1'$$);
SELECT rows_in('{"items": [{"id": 1}], "first": false, "last": true}', :'paged' || $$, has_more_path '$.last == false', start_page '0'$$);
-- who does not count pages says 0
SELECT rows_in('{"items": [{"id": 1}], "total_pages": 0, "more": false}', :'paged' || $$, total_pages_path '$.total_pages', has_more_path '$.more'$$);
-- a place that no page has, while a short number tells of the next page
SELECT rows_in('{"items": [{"id": 1}], "next": "2"}', $$, pagination 'cursor', cursor_param 'cursor', cursor_path '$.nxt'$$);
DROP FUNCTION rows_of, rows_in;
DROP SERVER api CASCADE;
