-- What pagination 'auto', the default, makes of a page that shows that there is more.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FUNCTION ids(n int) RETURNS text LANGUAGE sql AS
  $$ SELECT '[' || coalesce(string_agg('{"id": ' || i || '}', ', '), '') || ']' FROM generate_series(1, n) i $$;
CREATE FUNCTION hex(body text) RETURNS text LANGUAGE sql AS $$ SELECT encode(body::bytea, 'hex') $$;
-- a table over a body, in which @ stands for n records
CREATE PROCEDURE page(body text, n int, path text DEFAULT '$.items', more text DEFAULT '') LANGUAGE plpgsql AS $$
BEGIN
  DROP FOREIGN TABLE IF EXISTS t;
  EXECUTE format('CREATE FOREIGN TABLE t (id int) SERVER api OPTIONS (path ''/json'', params %L%s%s)',
    json_build_object('hex', hex(replace(body, '@', ids(n)))), ', record_path ' || quote_literal(path), more);
END $$;
CALL page('{"items": @, "page": 1, "total_pages": 5}', 10);
SELECT count(*) FROM t;
CALL page('{"items": @, "hasMore": true, "nextPageToken": "CAUQAA"}', 7);
SELECT count(*) FROM t;
CALL page('{"values": @, "isLast": false, "startAt": 0, "maxResults": 7}', 7, '$.values');
SELECT count(*) FROM t;
CALL page('{"hits": {"total": {"value": 12, "relation": "eq"}, "hits": @}, "_shards": {"total": 5}}', 7, '$.hits.hits');
SELECT count(*) FROM t;
CALL page('{"calls": @, "next_page_uri": "/2010/Calls?key=secret&page=1"}', 7, '$.calls');
SELECT count(*) FROM t;
-- a LIMIT that is satisfied needs no more
SELECT count(*) FROM (SELECT * FROM t LIMIT 5) s;
SELECT count(*) FROM (SELECT * FROM t LIMIT 8) s;
-- data that looks a little like it
CALL page('{"items": @, "next_update": "2024-05-01", "total_votes": 900, "rateLimit": {"remaining": 9, "has_more": true},
  "facets": {"total": 90}, "city": {"population": 1000}}', 7);
SELECT count(*) FROM t;
-- the one object is the record
DROP FOREIGN TABLE t;
CREATE FOREIGN TABLE t (id int, total_pages int) SERVER api OPTIONS (path '/json', params '{"body": "{\"id\": 7, \"total_pages\": 5, \"has_more\": true}"}');
SELECT * FROM t;
-- next is followed where it leads to the API
CALL page('{"lines": @, "next": "/blog/7"}', 2, '$.lines');
\! saw reset
SELECT count(*) FROM t;
\! saw requests | wc -l
CALL page('{"items": @, "links": {"next": "/posts/7"}, "has_more": false}', 2);
SELECT count(*) FROM t;
-- as the view of a collection, and as an array of links
CALL page('{"items": @, "totalItems": 3, "view": {"next": "/json?body=%7B%22items%22:[%7B%22id%22:3%7D]%7D"}}', 2);
SELECT * FROM t;
CALL page('{"items": @, "_links": {"next": [{"href": "/json?body=%7B%22items%22:[%7B%22id%22:3%7D]%7D"}]}}', 2);
SELECT * FROM t;
-- headers
DROP FOREIGN TABLE t;
CREATE FOREIGN TABLE t (id int) SERVER api OPTIONS (path '/json', params '{"body": "[{\"id\": 1}]", "header": ["X-Total-Count: 3000", "Age: 9"]}');
SELECT count(*) FROM t;
ALTER FOREIGN TABLE t OPTIONS (SET params '{"body": "[{\"id\": 1}]", "header": ["X-Cache-Hits: 1234", "X-RateLimit-Remaining: 4999", "Server-Timing: total;dur=123"]}');
SELECT count(*) FROM t;
-- a page of a round size is a warning, once a table and session
CALL page('{"items": @, "bookmark": "g1AAA"}', 100);
SELECT count(*) FROM t;
SELECT count(*) FROM t;
SELECT count(*) FROM (SELECT * FROM t LIMIT 50) s;
CALL page('{"items": @}', 99);
SELECT count(*) FROM t;
CALL page('{"items": @, "next": null}', 100);
SELECT count(*) FROM t;
CALL page('{"items": @}', 100, more => ', pagination ''none''');
SELECT count(*) FROM t;
-- what may be data is a warning, too, that quotes it, once a table and session
CALL page('{"users": @, "totalCount": 20}', 7, '$.users');
SELECT count(*) FROM t;
SELECT count(*) FROM t;
CALL page('{"data": @, "links": {"self": "/json", "last": "/json?page[number]=3"}}', 7, '$.data');
SELECT count(*) FROM (SELECT * FROM t LIMIT 7) s;
SELECT count(*) FROM t;
CALL page('{"users": @, "totalCount": 20}', 7, '$.users', ', pagination ''none''');
SELECT count(*) FROM t;
CALL page('{"users": @, "limit": 7, "offset": 0}', 7, '$.users');
SELECT count(*) FROM t;
DROP FOREIGN TABLE t;
CREATE FOREIGN TABLE t (id int) SERVER api OPTIONS (path '/json', params '{"body": "[{\"id\": 1}]", "header": "Link: </json?page=3>; rel=last"}');
SELECT count(*) FROM t;
-- as many as were asked for
DROP FOREIGN TABLE t;
CREATE FOREIGN TABLE t (n int OPTIONS (param 'limit', param_only 'on'), id int) SERVER api OPTIONS (path '/records', params '{"n": "7"}');
SELECT count(*) FROM t WHERE n = 8;
SELECT count(*) FROM t WHERE n = 7;
-- of several chains only where they pile up at the largest
DROP FOREIGN TABLE t;
CREATE FOREIGN TABLE t (n int OPTIONS (param 'n', param_only 'on'), id int) SERVER api OPTIONS (path '/records');
SELECT count(*) FROM t WHERE n IN (3, 4, 100);
SELECT count(*) FROM t WHERE n IN (20, 21);
CREATE FOREIGN TABLE u (n int OPTIONS (param 'n', param_only 'on'), x int OPTIONS (param 'x', param_only 'on'), id int) SERVER api OPTIONS (path '/records');
SELECT count(*) FROM u WHERE n = 20 AND x IN (1, 2, 3);
-- a cursor that the request sent is none of a next page, however it was sent and however long it is
CREATE PROCEDURE echo(said text) LANGUAGE plpgsql AS $$
BEGIN
  CALL page(format('{"items": @, "cursor": "%s"}', said), 7);
  ALTER FOREIGN TABLE t ADD COLUMN sent text OPTIONS (param_only 'true', param 'cursor');
END $$;
CALL echo('aB+/==');
SELECT count(*) FROM t WHERE sent = 'aB+/==';
SELECT count(*) FROM t WHERE sent = 'aB+/=';
CALL echo(repeat('aB%7', 99));
SELECT count(*) FROM t WHERE sent = repeat('aB%7', 99);
SELECT count(*) FROM t WHERE sent = repeat('aB%7', 9);
DROP PROCEDURE page, echo;
DROP FUNCTION ids, hex;
DROP SERVER api CASCADE;
