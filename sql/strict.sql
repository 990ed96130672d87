-- Where the lack of a row would make one, no failure is passed over, however deep the table stands.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', max_retries '0');
CREATE FOREIGN TABLE st (code int OPTIONS (param 'code'), title text) SERVER api OPTIONS (path '/posts/{code}', on_http_error 'ignore');
CREATE TABLE codes (c int);
INSERT INTO codes VALUES (5), (-1);
ANALYZE codes;
CREATE FUNCTION try(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  got text;
BEGIN
  EXECUTE 'SELECT string_agg(s::text, '' '' ORDER BY s::text) FROM (' || query || ') AS s' INTO got;
  RETURN got;
EXCEPTION WHEN OTHERS THEN
  RETURN regexp_replace(SQLERRM, ':.*', '');
END $$;
\set VERBOSITY terse
\pset format unaligned
\pset tuples_only on
-- passed over
SELECT try('SELECT code FROM st WHERE code IN (5, -1)');
SELECT try('SELECT c FROM codes JOIN st ON code = c');
SELECT try('SELECT c, title FROM codes LEFT JOIN st ON code = c');
SELECT try('SELECT c FROM codes WHERE EXISTS (SELECT FROM st WHERE code = c)');
SELECT try('SELECT c FROM codes WHERE c IN (SELECT code FROM st WHERE code IN (5, -1))');
SELECT try('SELECT s.code FROM (SELECT DISTINCT code FROM st WHERE code IN (5, -1)) s');
SELECT try('SELECT c FROM codes JOIN (SELECT code FROM st WHERE code IN (5, -1) GROUP BY code) s ON code = c');
SELECT try('WITH w AS MATERIALIZED (SELECT code FROM st WHERE code IN (5, -1)) SELECT * FROM w');
SELECT try('WITH w AS MATERIALIZED (SELECT code FROM st WHERE code IN (5, -1)) SELECT c FROM codes JOIN w ON code = c');
SELECT try('SELECT code FROM st WHERE code IN (5, -1) UNION SELECT 3');
SELECT try('SELECT code FROM st WHERE code IN (5, -1) EXCEPT SELECT c FROM codes WHERE c > 5');
SELECT try('SELECT c, (SELECT count(*) FROM st WHERE code = c) FROM codes WHERE c < 9');
-- an error
SELECT try('SELECT c FROM codes WHERE NOT EXISTS (SELECT FROM st WHERE code = c)');
SELECT try('SELECT c FROM codes WHERE NOT EXISTS (SELECT FROM (SELECT DISTINCT code FROM st WHERE code IN (5, -1)) s WHERE s.code = c)');
SELECT try('WITH w AS MATERIALIZED (SELECT code FROM st WHERE code IN (5, -1)) SELECT c FROM codes WHERE NOT EXISTS (SELECT FROM w WHERE code = c)');
SELECT try('WITH w AS MATERIALIZED (SELECT code FROM st WHERE code IN (5, -1)), v AS MATERIALIZED (SELECT c FROM codes WHERE c NOT IN (SELECT code FROM w)) SELECT * FROM v');
SELECT try('WITH w AS MATERIALIZED (SELECT code FROM st WHERE code IN (5, -1)) SELECT c FROM codes LEFT JOIN w ON code = c AND c > 0');
SELECT try('WITH w AS MATERIALIZED (SELECT code FROM st WHERE code IN (5, -1)) SELECT c FROM codes LEFT JOIN w ON code = c WHERE code IS NULL');
SELECT try('SELECT c FROM codes EXCEPT SELECT code FROM st WHERE code IN (5, -1)');
SELECT try('SELECT c FROM codes EXCEPT (SELECT 1 UNION ALL SELECT code FROM st WHERE code IN (5, -1))');
SELECT try('SELECT c FROM codes EXCEPT SELECT * FROM (SELECT DISTINCT code FROM st WHERE code IN (5, -1)) s');
SELECT try('SELECT c FROM codes WHERE c NOT IN (SELECT code FROM st WHERE code IN (5, -1))');
SELECT try('SELECT c FROM codes WHERE c <> ALL (ARRAY(SELECT code FROM st WHERE code IN (5, -1)))');
SELECT try('SELECT * FROM (SELECT c, (SELECT count(*) FROM st WHERE code = c) AS n FROM codes) s WHERE n = 0');
SELECT try('SELECT c FROM codes WHERE (SELECT count(*) FROM st WHERE code = c) = 0');
SELECT try('SELECT c, code FROM codes LEFT JOIN (SELECT DISTINCT code FROM st WHERE code IN (5, -1)) s ON code = c');
-- conditions that read the NULLs of an outer join, or what counts the rows
SELECT try('SELECT c FROM codes LEFT JOIN st ON code = c WHERE title IS NULL');
SELECT try('SELECT c FROM codes LEFT JOIN st ON code = c WHERE coalesce(code, 0) = 0');
SELECT try('SELECT c FROM codes FULL JOIN (SELECT * FROM st WHERE code IN (5, -1)) s ON s.code = c WHERE title IS NULL');
SELECT try('SELECT c FROM codes LEFT JOIN LATERAL (SELECT code FROM st WHERE code = c) s ON true WHERE s.code IS NULL');
SELECT try('SELECT a.c FROM codes a LEFT JOIN st ON code = a.c LEFT JOIN codes b ON b.c = code WHERE coalesce(b.c, 0) = 0');
SELECT try('SELECT a.c FROM codes a LEFT JOIN st ON code = a.c CROSS JOIN LATERAL (SELECT count(*) AS n FROM codes b WHERE b.c = code) x WHERE n = 0');
SELECT try('SELECT c FROM codes LEFT JOIN st ON code = c GROUP BY c HAVING count(code) = 0');
SELECT try('SELECT count(*) FROM st WHERE code = -1 HAVING count(*) = 0');
SELECT try('SELECT c FROM codes CROSS JOIN LATERAL (SELECT count(*) AS n FROM st WHERE code = c) s WHERE n = 0');
SELECT try('SELECT n FROM (SELECT count(*) AS n FROM st WHERE code = -1 UNION ALL SELECT 1) s WHERE n = 0');
SELECT try('WITH w AS MATERIALIZED (SELECT count(*) AS n FROM st WHERE code IN (5, -1)) SELECT * FROM w WHERE n = 1');
SELECT try('SELECT * FROM (SELECT n FROM (SELECT count(*) AS n FROM st WHERE code = -1) s OFFSET 0) s WHERE n = 0');
SELECT try('SELECT * FROM (SELECT c, (SELECT count(*) FROM st WHERE code = c) AS n FROM codes OFFSET 0) s WHERE n = 0');
SELECT try('SELECT c FROM codes WHERE c IN (SELECT 4 + count(*) FROM st WHERE code IN (5, -1))');
-- passed over, where they are given out or make further NULLs
SELECT try('SELECT a.c, title, b.c AS b FROM codes a LEFT JOIN st ON code = a.c LEFT JOIN codes b ON b.c = code WHERE a.c < 9');
SELECT c, count(code) FROM codes LEFT JOIN st ON code = c GROUP BY c ORDER BY c;
SELECT try('SELECT n FROM (SELECT count(*) AS n FROM st WHERE code IN (5, -1) UNION ALL SELECT 1) s');
SELECT try('SELECT c, n FROM codes JOIN (SELECT code, count(*) AS n FROM st WHERE code IN (5, -1) GROUP BY code) s ON code = c');
SELECT try('WITH w AS MATERIALIZED (SELECT count(*) AS n FROM st WHERE code IN (5, -1)) SELECT * FROM w');
SELECT try('SELECT * FROM (SELECT c, (SELECT count(*) FROM st WHERE code = c) AS n FROM codes OFFSET 0) s WHERE c < 9');
\set VERBOSITY default
SELECT c FROM codes WHERE NOT EXISTS (SELECT FROM st WHERE code = c);
\set VERBOSITY terse
-- a status that is declared to mean no records is an answer, in all forms
ALTER FOREIGN TABLE st OPTIONS (SET on_http_error 'stop', ADD ignore_statuses '404');
SELECT try('SELECT c FROM codes WHERE NOT EXISTS (SELECT FROM st WHERE code = c)');
SELECT try('SELECT c FROM codes LEFT JOIN st ON code = c WHERE code IS NULL');
SELECT try('SELECT c FROM codes LEFT JOIN st ON code = c WHERE title IS NULL');
SELECT try('SELECT c FROM codes EXCEPT SELECT code FROM st WHERE code IN (5, -1)');
SELECT try('SELECT c FROM codes WHERE c NOT IN (SELECT code FROM st WHERE code IN (5, -1))');
SELECT try('WITH w AS MATERIALIZED (SELECT code FROM st WHERE code IN (5, -1)) SELECT c FROM codes LEFT JOIN w ON code = c WHERE code IS NULL');
SELECT try('SELECT c FROM codes WHERE (SELECT count(*) FROM st WHERE code = c) = 0');
SELECT try('SELECT c FROM codes LEFT JOIN st ON code = c GROUP BY c HAVING count(code) = 0');
SELECT try('SELECT c FROM codes WHERE ''alpha 5'' = (SELECT title FROM st WHERE code = c)');
SELECT try('SELECT c, code FROM codes LEFT JOIN st ON code = c');
DROP FUNCTION try;
DROP TABLE codes;
DROP SERVER api CASCADE;
