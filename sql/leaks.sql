-- What one row takes is given back before the next: memory does not grow with the rows that are read.
\set url `echo "$MOCK_URL"`
SET client_min_messages = error;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', max_retries '0');
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE FUNCTION used() RETURNS bigint LANGUAGE sql AS $$
  SELECT sum(used_bytes)::bigint FROM pg_backend_memory_contexts
  WHERE name = 'ExecutorState' OR name = 'ExprContext' OR
    name LIKE 'api\_fdw %' AND name NOT IN ('api_fdw bindings', 'api_fdw join keys', 'api_fdw rows')
$$;
-- what stays behind of each row, of the second half of them
CREATE FUNCTION growth(query text, rows int) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  c refcursor;
  r record;
  n int := 0;
  before bigint;
  grown bigint;
BEGIN
  FOR i IN 1 .. 10 LOOP
    before := used();
  END LOOP;
  OPEN c FOR EXECUTE query;
  LOOP
    FETCH c INTO r;
    EXIT WHEN NOT FOUND;
    n := n + 1;
    IF n = rows / 2 THEN
      before := used();
    ELSIF n = rows THEN
      grown := (used() - before) / (rows / 2);
    END IF;
  END LOOP;
  CLOSE c;
  RETURN n || ' rows, ' || CASE WHEN grown < 4 THEN 'nothing stays' ELSE grown || ' bytes of each stay' END;
END $$;
-- values that do not fit, one or several of a record, with and without subtransactions
CREATE FOREIGN TABLE bad (id int, text int, at date OPTIONS (json_path '$.text'), many int[] OPTIONS (json_path '$.text'))
  SERVER api OPTIONS (path '/export/lines', params '{"n": "4000"}', format 'ndjson', on_error 'set_null');
CREATE FOREIGN TABLE bad_domain (id int, text positive, u uuid OPTIONS (json_path '$.text'))
  SERVER api OPTIONS (path '/export/lines', params '{"n": "4000"}', format 'ndjson', on_error 'set_null');
CREATE FOREIGN TABLE some_bad (id int, short varchar(84) OPTIONS (json_path '$.text'), small int2 OPTIONS (json_path '$.id'))
  SERVER api OPTIONS (path '/export/lines', params '{"n": "35000"}', format 'ndjson', on_error 'ignore', unique_key 'id');
SELECT growth('SELECT text FROM bad', 4000);
SELECT growth('SELECT * FROM bad', 4000);
SELECT growth('SELECT * FROM bad_domain', 4000);
SELECT growth('SELECT id, small FROM some_bad UNION ALL SELECT 0, id FROM bad', 36000);
-- values that fit, of all kinds
CREATE FOREIGN TABLE good (id numeric, whole jsonb OPTIONS (json_path '$'), j json OPTIONS (json_path '$'),
  list text[] OPTIONS (json_path '$.text'), "left" varchar OPTIONS (json_path '$.left'), f float8 OPTIONS (json_path '$.id'),
  at timestamptz OPTIONS (json_path '$.id', time_format 'epoch'), d date OPTIONS (json_path '$.id', time_format 'J'),
  url text OPTIONS (response 'url'), status int OPTIONS (response 'status'), h jsonb OPTIONS (response 'headers'))
  SERVER api OPTIONS (path '/export/lines', params '{"n": "4000"}', format 'ndjson', null_values '["", "N/A"]');
SELECT growth('SELECT * FROM good', 4000);
CREATE TABLE parted (id int, text text) PARTITION BY RANGE (id);
CREATE FOREIGN TABLE part PARTITION OF parted FOR VALUES FROM (1) TO (4001)
  SERVER api OPTIONS (path '/export/lines', params '{"n": "4000"}', format 'ndjson');
SELECT growth('SELECT * FROM parted', 4000);
-- many pages
CREATE FOREIGN TABLE paged (id int, name text) SERVER api OPTIONS (path '/paged/page', params '{"n": "2000", "total": "body"}',
  record_path '$.data', pagination 'page_number', page_param 'page', page_size '2', page_size_param 'per_page', total_path '$.total');
SELECT growth('SELECT * FROM paged', 2000);
-- keys of a join, alone and in lists, and values of a scan that starts over
CREATE FOREIGN TABLE posts (id numeric OPTIONS (param 'id'), title text) SERVER api OPTIONS (path '/posts/{id}');
CREATE FOREIGN TABLE listed (id numeric OPTIONS (param 'ids', param_in 'comma', param_in_max '20'), title text)
  SERVER api OPTIONS (path '/listed', params '{"sep": "comma"}');
SELECT growth('SELECT n, title FROM generate_series(1, 4000) AS n JOIN listed ON id = n', 4000);
SELECT growth('SELECT n, title FROM generate_series(1, 4000) AS n LEFT JOIN posts ON id = n % 500', 4000);
SELECT growth('SELECT (SELECT title FROM posts WHERE id = n % 7) FROM generate_series(1, 2500) AS n', 2500);
SELECT growth('SELECT (SELECT title FROM posts WHERE id = 7 AND n > 0) FROM generate_series(1, 2500) AS n', 2500);
SET client_min_messages = warning;
DROP TABLE parted;
DROP FUNCTION growth, used;
SET client_min_messages = error;
DROP SERVER api CASCADE;
DROP DOMAIN positive;
