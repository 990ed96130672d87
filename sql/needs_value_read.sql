-- Whatever reads a column that has no value, but to give it out, is an error: rows or an error, never other rows.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
\set VERBOSITY terse
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
-- what is sent, and comes back with no record
CREATE FOREIGN TABLE sent (id int, g int OPTIONS (param 'g', param_only 'on')) SERVER api
  OPTIONS (path '/json', params '{"body": "[{\"id\":1},{\"id\":2}]"}');
CREATE FOREIGN TABLE lacking (id int, g int OPTIONS (param 'g'), h int OPTIONS (param 'h')) SERVER api
  OPTIONS (path '/json', params '{"body": "[{\"id\":1,\"h\":1},{\"id\":2,\"h\":null}]"}');
CREATE TABLE k (i int, g int);
INSERT INTO k VALUES (1, 1), (2, 2), (3, NULL);
ANALYZE k;
-- LATERAL that is planned by itself
SELECT id FROM sent, LATERAL (SELECT count(*) AS c FROM k WHERE k.g = sent.g) x WHERE c = 1;
SELECT id, i FROM sent CROSS JOIN LATERAL (SELECT i FROM k WHERE k.g = sent.g ORDER BY i LIMIT 1) x;
SELECT id FROM sent CROSS JOIN LATERAL (SELECT sent.g AS v OFFSET 0) x WHERE v = 1;
SELECT id FROM sent LEFT JOIN LATERAL (SELECT sent.g AS v FROM k LIMIT 1) x ON true WHERE v = 1;
SELECT id FROM sent CROSS JOIN LATERAL unnest(ARRAY[sent.g]) v (g) WHERE v.g = 1;
SELECT id FROM sent CROSS JOIN LATERAL (VALUES (sent.g), (0)) v (g) WHERE v.g = 1;
SELECT id, i FROM sent CROSS JOIN LATERAL (SELECT i FROM k WHERE k.g = sent.g UNION ALL SELECT i FROM k WHERE sent.g > 1) x;
\set VERBOSITY default
SELECT id, i FROM sent CROSS JOIN LATERAL (SELECT i FROM k WHERE k.g = sent.g ORDER BY i LIMIT 1) x;
SELECT count(*) FILTER (WHERE g = 1) FROM sent;
\set VERBOSITY terse
-- with a value all are answered, and whole rows are given out
SELECT id, i FROM sent CROSS JOIN LATERAL (SELECT i FROM k WHERE k.g = sent.g ORDER BY i LIMIT 1) x WHERE sent.g = 2 ORDER BY 1;
SELECT k.i, sent.id, x.n FROM k JOIN sent ON sent.g = k.i + 1, LATERAL (SELECT count(*) AS n FROM k WHERE k.g = sent.g) x ORDER BY 1, 2;
SELECT id, key, value FROM sent CROSS JOIN LATERAL jsonb_each_text(to_jsonb(sent)) ORDER BY 1, 2;
SELECT id, (SELECT row_to_json(sent)) FROM sent;
-- FILTER, sub-selects of a target list, and what MERGE decides by
SELECT id, count(*) FILTER (WHERE g > 1) OVER () FROM sent;
SELECT id, (SELECT count(*) FROM k WHERE k.g = sent.g) FROM sent;
SELECT id, EXISTS (SELECT FROM k WHERE k.g = sent.g) FROM sent;
SELECT count(*) FILTER (WHERE g IS NULL), count(*) FILTER (WHERE id = 1) FROM sent;
SELECT id, g FROM sent ORDER BY g, id;
SELECT g, count(*) FROM sent GROUP BY g;
-- before 15 there is no MERGE
DO $$ BEGIN
  IF current_setting('server_version_num')::int < 150000 THEN RAISE 'column "g" needs a value'; END IF;
  EXECUTE 'MERGE INTO k USING sent ON sent.id = k.i WHEN MATCHED AND sent.g = 1 THEN DELETE';
END $$;
DO $$ BEGIN
  IF current_setting('server_version_num')::int < 150000 THEN RETURN; END IF;
  EXECUTE 'MERGE INTO k USING sent ON sent.id = k.i AND k.i < 0 WHEN MATCHED THEN UPDATE SET g = sent.g';
END $$;
-- an equality of three tables
SELECT id FROM sent, k a, k b WHERE a.i + sent.g = b.i AND sent.id = a.i;
-- a column of the records that none of them has: the plan's choice is no excuse
SET enable_nestloop = off;
SET api_fdw.enable_batch_join = off;
SELECT k.i, l.id FROM k JOIN lacking l ON l.g = k.g AND l.id = k.i;
SELECT i FROM k WHERE NOT EXISTS (SELECT FROM lacking l WHERE l.g = k.g);
SELECT id FROM lacking WHERE g IN (SELECT g FROM k);
SELECT i FROM k WHERE g IN (SELECT g FROM lacking);
SELECT a.id FROM lacking a JOIN lacking b ON a.g = b.g;
SELECT k.i, l.id FROM k LEFT JOIN lacking l ON l.g = k.g;
SELECT k.i, l.id FROM k FULL JOIN lacking l ON l.g = k.g;
RESET api_fdw.enable_batch_join;
RESET enable_nestloop;
SELECT id FROM lacking WHERE g NOT IN (SELECT g FROM k WHERE g IS NOT NULL);
SELECT id FROM lacking WHERE g = 1 OR id = 1;
SELECT id FROM lacking WHERE g IS NOT NULL;
SELECT id FROM lacking WHERE (g = 1) IS TRUE;
SELECT id FROM lacking WHERE (g = 1) IS NOT TRUE;
SELECT id FROM lacking WHERE g IS DISTINCT FROM 1;
SELECT id FROM lacking WHERE CASE WHEN g = 1 THEN true END;
SELECT id FROM lacking WHERE coalesce(g, 0) = 1;
SELECT id FROM lacking GROUP BY id HAVING max(g) = 1;
SELECT count(*) FILTER (WHERE g = 1) FROM lacking;
SELECT id, c FROM lacking, LATERAL (SELECT count(*) AS c FROM k WHERE k.g = lacking.g) x;
\set VERBOSITY default
SELECT a.id FROM lacking a JOIN lacking b ON a.g = b.g WHERE a.id = 1;
-- a scan that ends early warns; so does a sub-query that gives the column out
SELECT id FROM lacking WHERE g IS DISTINCT FROM 1 LIMIT 1;
WITH w AS MATERIALIZED (SELECT * FROM lacking) SELECT id FROM w WHERE g = 1;
SELECT i FROM k WHERE g NOT IN (SELECT g FROM lacking);
\set VERBOSITY terse
-- what one record has, what is sent, and what no condition reads, is no error
SELECT id FROM lacking WHERE h = 1 OR id = 5;
SELECT id FROM lacking WHERE g IS NULL ORDER BY id;
SELECT id, g FROM lacking ORDER BY g, id;
SELECT k.i, (SELECT count(*) FROM lacking l WHERE l.g IS NULL AND l.h = k.g) FROM k WHERE i = 1;
DROP TABLE k;
DROP SERVER api CASCADE;
