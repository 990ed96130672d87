-- What is sent by POST: JSON, a form, GraphQL; other paths and bodies behind page one.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FOREIGN TABLE t (a int OPTIONS (param 'a', param_only 'on'), b text OPTIONS (param 'b', param_only 'on'),
  method text, target text, body text, type text OPTIONS (json_path '$.headers."content-type"[0]'))
  SERVER api OPTIONS (path '/echo', body '{"q": {"b": {b}}, "n": {a}, "all": [{a}, {b}], "s": "{a}"}');
SELECT body, type FROM t WHERE a = 7 AND b = E'x "y"\n';
SELECT body, method, target FROM t WHERE a = 7;
SELECT body FROM t;
EXPLAIN (COSTS OFF) SELECT body FROM t WHERE a = 7;
ALTER FOREIGN TABLE t OPTIONS (SET body 'b={b}&a={a}&fixed=1', ADD content_type 'application/x-www-form-urlencoded');
SELECT body, type FROM t WHERE a = 7 AND b = 'x&y=z';
SELECT body FROM t WHERE a = 7;
SELECT body FROM t;
ALTER FOREIGN TABLE t OPTIONS (DROP body, DROP content_type, ADD graphql_query 'query ($a: Int) { items(a: $a) { id } }');
SELECT body, target FROM t WHERE a = 7 AND b = 'x';
SELECT body FROM t;
-- what cannot be
ALTER FOREIGN TABLE t OPTIONS (ADD body '{}');
ALTER FOREIGN TABLE t OPTIONS (DROP graphql_query, ADD body '{"a": {nobody}}');
ALTER FOREIGN TABLE t OPTIONS (DROP graphql_query, ADD body '{"a": ');
ALTER FOREIGN TABLE t OPTIONS (ADD method 'GET');
ALTER FOREIGN TABLE t OPTIONS (DROP graphql_query, ADD content_type 'text/xml', ADD body '<a/>');
ALTER FOREIGN TABLE t OPTIONS (ADD content_type 'application/json');
-- what the body is, and what is said that it is
ALTER FOREIGN TABLE t OPTIONS (DROP graphql_query, ADD body '{"b": {b}, "size": 100}', ADD content_type 'application/x-www-form-urlencoded');
ALTER FOREIGN TABLE t OPTIONS (DROP graphql_query, ADD body ' [{b}, "a=1"]', ADD content_type 'application/x-www-form-urlencoded; charset=utf-8');
ALTER FOREIGN TABLE t OPTIONS (DROP graphql_query, ADD body 'b={b}');
ALTER FOREIGN TABLE t OPTIONS (ADD headers '{"content-type": "application/x-www-form-urlencoded"}');
ALTER FOREIGN TABLE t OPTIONS (DROP graphql_query, ADD body '{b}&filter[a]={a}&j={"a": {a}}', ADD content_type 'application/x-www-form-urlencoded');
SELECT body, type FROM t WHERE a = 7 AND b = 'x=1';
ALTER SERVER api OPTIONS (ADD headers '{"Content-Type": "application/json; charset=utf-8"}');
SELECT body FROM t WHERE a = 7;
ALTER FOREIGN TABLE t OPTIONS (ADD headers '{"Content-Type": null}');
SELECT body, type FROM t WHERE a = 7;
ALTER FOREIGN TABLE t OPTIONS (DROP headers, DROP content_type, SET body '{"a": {a}}');
SELECT body, type FROM t WHERE a = 7;
ALTER SERVER api OPTIONS (DROP headers);
-- lists that go on elsewhere
CREATE FOREIGN TABLE files (name text) SERVER api OPTIONS (path '/folder/list', body '{"path": "/"}',
  next_page_path '/folder/continue', next_page_body '{"cursor": {cursor}}', record_path '$.entries',
  pagination 'cursor', cursor_param 'cursor', cursor_path '$.cursor', has_more_path '$.has_more');
\! saw reset
SELECT count(*), count(DISTINCT name) FROM files;
\! saw requests
-- options of pages that do not go together
CREATE FUNCTION try(options text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE FOREIGN TABLE no (id int) SERVER api OPTIONS (path ''/x'', %s)', options);
  DROP FOREIGN TABLE no;
  RETURN 'fine';
EXCEPTION WHEN OTHERS THEN RETURN sqlerrm;
END $$;
SELECT o, try(o) FROM unnest(ARRAY[$$pagination 'page_number'$$, $$pagination 'offset'$$, $$pagination 'cursor'$$,
  $$pagination 'cursor', cursor_param 'c'$$, $$pagination 'cursor', cursor_param 'a,b', cursor_path '$.a'$$,
  $$pagination 'next_url'$$, $$page_param 'page'$$, $$offset_param 'o'$$, $$cursor_param 'c'$$, $$next_url_path '$.a'$$,
  $$page_size_param 'n'$$, $$has_more_path '$.a'$$, $$pagination 'page_number', page_param 'p', stop_on_empty 'off'$$,
  $$pagination 'page_number', page_param 'p', stop_on_short 'on'$$, $$page_size '10', pagination 'none', stop_on_short 'on'$$,
  $$pagination 'page_number', page_param 'p', stop_on_short 'often'$$,
  $$next_url_base 'wiki'$$, $$next_url_base '//h/wiki'$$, $$next_url_base '/wiki?a'$$, $$next_url_base '/wiki'$$,
  $$pagination 'cursor', cursor_param 'c', cursor_path 'a'$$, $$pagination 'page_number', page_param 'p', params '{"p": "{p}"}'$$,
  $$pagination 'sideways'$$, $$unique_key 'x'$$, $$record_path '$.a['$$, $$error_path '$.a =='$$]) o;
DROP FUNCTION try;
DROP SERVER api CASCADE;
