-- Columns' paths over documents at random find what PostgreSQL's own jsonpath finds.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
-- a value that a path may lead through from its step number "at" on: mostly as the step has it
CREATE FUNCTION value(steps text[], at int) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  dice int := floor(random() * 10);
BEGIN
  IF at > array_length(steps, 1) THEN
    RETURN (ARRAY['1', '"x"', 'true', '{"z": 1}', '[1, 2]', '[]', '{}', '0'])[1 + floor(random() * 8)::int]::jsonb;
  ELSIF dice = 0 THEN
    RETURN (ARRAY['7', '"s"', 'false', '{}', 'null'])[1 + floor(random() * 5)::int]::jsonb;
  ELSIF steps[at] ~ '^\.[ab]$' THEN
    RETURN jsonb_build_object(substr(steps[at], 2), value(steps, at + 1), 'q', 1);
  ELSIF steps[at] = '.*' THEN
    RETURN jsonb_build_object('x', value(steps, at + 1), 'y', value(steps, at + 1));
  ELSIF dice < 6 THEN
    RETURN (SELECT coalesce(jsonb_agg(value(steps, at + 1)), '[]') FROM generate_series(1, floor(random() * 4)::int + 0 * at));
  END IF;
  RETURN value(steps, at + 1);
END $$;
-- some paths of up to four steps behind a member, in one table over ten such documents: differences
CREATE FUNCTION differences() RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
  steps text[] := ARRAY['.a'];
  path text;
  plural bool;
  docs jsonb;
  row record;
BEGIN
  FOR i IN 1 .. 1 + floor(random() * 4) LOOP
    steps := steps || (ARRAY['.a', '.b', '[*]', '[*]', '[0]', '[0]', '[1]', '[last]', '.*'])[1 + floor(random() * 9)::int];
  END LOOP;
  path := '$' || array_to_string(steps, '');
  plural := path ~ '\*';
  SELECT jsonb_agg(jsonb_build_object('n', n) || CASE WHEN jsonb_typeof(v) = 'object' THEN v ELSE '{}' END) INTO docs
    FROM generate_series(1, 10) n, LATERAL (SELECT value(steps, 1 + 0 * n)) AS made (v);
  DROP FOREIGN TABLE IF EXISTS t;
  EXECUTE format('CREATE FOREIGN TABLE t (doc jsonb OPTIONS (json_path ''$''), got jsonb OPTIONS (json_path %L)) SERVER api'
                 ' OPTIONS (path ''/json'', pagination ''none'', drift ''log'', params %L)', path, jsonb_build_object('body', docs::text));
  FOR row IN SELECT doc, got, CASE WHEN plural THEN jsonb_path_query_array(doc, path::jsonpath)
                                ELSE jsonb_path_query_first(doc, path::jsonpath) END AS wanted FROM t LOOP
    -- null is nothing to [*] here, and no value of a column
    IF plural THEN
      row.got := coalesce(jsonb_path_query_array(row.got, 'strict $[*] ? (@ != null)'), '[]');
      row.wanted := jsonb_path_query_array(row.wanted, 'strict $[*] ? (@ != null)');
    END IF;
    IF row.got IS DISTINCT FROM nullif(row.wanted, 'null') THEN
      RETURN NEXT format('%s of %s: %s and not %s', path, row.doc, row.got, row.wanted);
    END IF;
  END LOOP;
  RETURN NEXT 'done';
END $$;
SELECT setseed(0.25);
SELECT differences, count(*) FROM generate_series(1, 300) n, LATERAL (SELECT differences() WHERE n > 0) AS d GROUP BY 1 ORDER BY 2 DESC LIMIT 10;
DROP FUNCTION differences;
DROP FUNCTION value;
DROP SERVER api CASCADE;
