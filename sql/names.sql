-- Members whose names differ from the columns' in case and underscores.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FUNCTION body(text) RETURNS text LANGUAGE sql AS $$ SELECT json_build_object('body', regexp_replace($1, E'\\s*\n\\s*', ' ', 'g'))::text $$;
CREATE PROCEDURE make(columns text, options text, body text) LANGUAGE plpgsql AS $$
BEGIN
  DROP FOREIGN TABLE IF EXISTS t;
  EXECUTE format('CREATE FOREIGN TABLE t (%s) SERVER api OPTIONS (path ''/json'', params %L%s)', columns, body(body), options);
END $$;
-- names that are not quoted fold to lower case
CALL make('customerName text, OrderId int, region text, order_ref int', '',
  '[{"customerName": "a", "OrderId": 1, "Region": "r", "orderREF": 5}, {"customerName": "b", "OrderId": 2, "Region": null}]');
SELECT * FROM t;
SELECT region FROM t WHERE orderid = 2;
SELECT count(*) FROM t;
-- one object: what is not wanted says that it is a record
CALL make('id int, userid int, kind text', '', '{"userId": 3, "Kind": null}');
SELECT count(*), count(kind) FROM t;
SELECT id FROM t;
SELECT kind FROM t;
SELECT * FROM t;
-- an exact name wins, and one that comes before another is that of the scan
CALL make('id int, userid int', '', '[{"id": 1, "userid": 1, "userId": 2}, {"id": 2, "userId": 3}]');
SELECT * FROM t;
CALL make('id int, userid int', '', '[{"id": 1, "userId": 3}, {"id": 2, "userid": 1}]');
SELECT * FROM t;
SELECT id FROM t;
-- two names could be meant: in one record, in two
CALL make('id int, userid int', '', '[{"id": 1, "userId": 3, "UserID": 4}]');
SELECT * FROM t;
CALL make('id int, userid int', '', '[{"id": 1, "userId": 3}, {"id": 2, "UserID": 4}]');
SELECT * FROM t;
-- the same name twice: the last value counts, as always
CALL make('userid int', '', '[{"userId": 3, "userId": 4}]');
SELECT * FROM t;
-- what another column reads is no other's
CALL make('name text, "Name" text, id int', '', '[{"id": 1, "Name": "x"}, {"id": 2, "Name": "y", "name": "z"}]');
SELECT * FROM t;
SELECT name FROM t;
-- json_path says which member it is, to the letter
CALL make($$id int, n int OPTIONS (json_path '$.userid')$$, '', '[{"id": 1, "userId": 3}]');
SELECT * FROM t;
-- below a member; arrays; objects
CALL make('"user.fullname" text, "billing_address.ZIP" text, tags text[], payload jsonb', '',
  '[{"User": {"fullName": "a b", "x": 1}, "billingAddress": {"zip": "1"}, "Tags": ["p"], "PayLoad": {"a": [1]}}]');
SELECT * FROM t;
-- values that do not fit say where they stand
CALL make('userid int', '', '[{"userId": "x"}]');
SELECT * FROM t;
ALTER FOREIGN TABLE t OPTIONS (ADD on_error 'set_null');
SELECT * FROM t;
-- arrays side by side, and names apart
CALL make('day date, "temp_max" numeric', $$, record_path '$.daily', record_shape 'columns'$$,
  '{"daily": {"Day": ["2024-05-06", "2024-05-07"], "tempMAX": [1.5, 2]}}');
SELECT * FROM t;
CALL make('day date, temp numeric', $$, record_path '$.rows', columns_path '$.cols'$$,
  '{"cols": [{"name": "Day"}, {"name": "TEMP"}], "rows": [["2024-05-06", 1.5]]}');
SELECT * FROM t;
CALL make('day date, temp numeric', $$, record_path '$.rows', columns_path '$.cols'$$,
  '{"cols": ["Day", "DAY", "temp"], "rows": [["2024-05-06", "2024-05-07", 1.5]]}');
SELECT * FROM t;
-- keys with dots: the whole name, then as few steps as it takes
CALL make('"metadata.labels.k8s.io/role" text, "a.b.c" text, " ." text, "x." int', '',
  '[{"metadata": {"labels": {"k8s.io/role": "db"}}, "a": {"b.c": "1", "b": {"c": "2"}}, " ": {"": "n"}, "x": {"": 7}},
    {"a.b.c": "0", "a": {"b.c": "1"}}, {"a.b": {"c": "3"}}, {"a.b": {"c": "3"}, "a": {"b": {"c": "2"}}}]');
SELECT * FROM t;
DROP PROCEDURE make;
DROP FUNCTION body;
DROP SERVER api CASCADE;
