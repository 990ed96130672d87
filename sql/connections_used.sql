-- A cursor at rest holds the only connection that may be: who needs another is told, and waits for nothing.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER used_exports FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url', scan_buffer '64kB');
CREATE SERVER used_one FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE SERVER used_two FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
CREATE FOREIGN TABLE used_export (id int) SERVER used_exports OPTIONS (path '/export/array', pagination 'none', params '{"n": "20000"}');
CREATE FOREIGN TABLE used_a (id int) SERVER used_one OPTIONS (path '/json', params '{"body": "[{\"id\":1}]"}');
CREATE FOREIGN TABLE used_b (id int) SERVER used_two OPTIONS (path '/json', params '{"body": "[{\"id\":2}]"}');
CREATE FOREIGN TABLE used_posts (id int OPTIONS (param 'id')) SERVER used_one OPTIONS (path '/posts/{id}');
SET api_fdw.max_connections = 1;
SET statement_timeout = '60s';
\set VERBOSITY terse
BEGIN;
DECLARE c CURSOR FOR SELECT id FROM used_export;
FETCH 1 FROM c;
SAVEPOINT s;
SELECT * FROM used_a;
ROLLBACK TO s;
-- below an Append that asks both at once, too
SELECT * FROM used_a UNION ALL SELECT * FROM used_b;
ROLLBACK TO s;
CLOSE c;
SELECT * FROM used_a UNION ALL SELECT * FROM used_b ORDER BY id;
COMMIT;
-- one of them streams, and has the connection: the other waits for its end
SELECT count(*) FROM (SELECT id FROM used_posts WHERE id BETWEEN 1 AND 9 UNION ALL SELECT id FROM used_export) u;
