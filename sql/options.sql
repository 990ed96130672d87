-- The table of options.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
SELECT name, allowed_on, type, default_value, secret FROM api_fdw_options();
-- each has its help, on one line
SELECT name FROM api_fdw_options() WHERE length(description) NOT BETWEEN 10 AND 110 OR description ~ E'\n';
-- every SQL object carries its comment
SELECT p.proname FROM pg_proc p JOIN pg_depend d ON d.objid = p.oid AND d.deptype = 'e'
  JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'api_fdw'
  WHERE obj_description(p.oid, 'pg_proc') IS NULL;
