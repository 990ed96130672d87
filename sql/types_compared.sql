-- Times by the hundred, as APIs write them, against what PostgreSQL makes of the parts.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
SET timezone = 'UTC';
SELECT setseed(0.5);
-- from the year 1 to 9999, every third near now
CREATE TABLE times AS
  SELECT i, date_trunc('microseconds', CASE WHEN i % 3 = 0 THEN timestamptz '2024-01-01' + random() * interval '400 days'
      ELSE timestamptz '0001-01-02' + random() * interval '3650000 days' END) AS t, (random() * 1440 - 720)::int AS zone,
    (random() * 20000 - 10000) * interval '1 hour' AS span
  FROM generate_series(1, 600) i;
CREATE TABLE written AS SELECT i, t, zone, span, d, i.iso, i.num, bad FROM (
  SELECT i, t, zone, span, t::date AS d,
    to_char(t + zone * interval '1 minute', 'YYYY-MM-DD HH24:MI:SS.US') || CASE WHEN zone < 0 THEN '-' ELSE '+' END
      || to_char(abs(zone) / 60, 'FM00') || to_char(abs(zone) % 60, 'FM00') AS iso,
    extract(epoch FROM t) AS num,
    (ARRAY[to_char(t, 'YY/MM/DD'), to_char(t, 'DD-Mon-YY'), to_char(t, 'YYYY-MM-DD') || ' 10:11 IST', to_char(t, 'MM/DD/YY HH24:MI'),
      to_char(t, 'YYMMDD'), (extract(epoch FROM t)::bigint + 253402300800)::text])[i % 6 + 1] AS bad FROM times) i;
-- asks for the records in portions, reads each text by the type and the time_format
CREATE FUNCTION compare(what text, type text, format text, text_of text, value_of text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  body text; differ bigint := 0; n bigint; found bigint := 0;
BEGIN
  FOR portion IN 0..11 LOOP
    EXECUTE format('SELECT json_agg(json_build_object(''i'', i, ''v'', %s)) FROM written WHERE i %% 12 = %s', text_of, portion) INTO body;
    EXECUTE format('CREATE FOREIGN TABLE t (i int, v %s %s) SERVER api OPTIONS (path ''/json'', params %L, on_error ''set_null'')', type,
      CASE WHEN format <> '' THEN format('OPTIONS (time_format %L)', format) END, json_build_object('body', body));
    EXECUTE format('SELECT count(v), count(*) FILTER (WHERE v IS DISTINCT FROM %s) FROM t JOIN written USING (i)', value_of) INTO n, differ;
    found := found + n;
    DROP FOREIGN TABLE t;
    IF differ > 0 THEN RETURN format('%s: %s differ in portion %s', what, differ, portion); END IF;
  END LOOP;
  RETURN format('%s: %s', what, found);
END $$;
SET client_min_messages = error;
SELECT compare('offsets', 'timestamptz', '', 'iso', 't');
SELECT compare('UTC', 'timestamptz', '', $$to_char(t, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')$$, 't');
SELECT compare('RFC 1123', 'timestamptz', '', $$to_char(t, 'Dy, DD Mon YYYY HH24:MI:SS') || ' GMT'$$, $$date_trunc('second', t)$$);
SELECT compare('JavaScript', 'timestamptz', '', $$to_char(t + interval '2 hours', 'Dy Mon DD YYYY HH24:MI:SS') || ' GMT+0200 (Central European Summer Time)'$$,
  $$date_trunc('second', t)$$);
SELECT compare('names', 'date', '', $$to_char(t, 'FMMonth DD, YYYY')$$, 'd');
SELECT compare('compact', 'date', '', $$to_char(t, 'YYYYMMDD')$$, 'd');
SELECT compare('pattern', 'date', 'DD.MM.YYYY', $$to_char(t, 'FMDD.FMMM.YYYY')$$, $$to_timestamp(to_char(t, 'DD.MM.YYYY'), 'DD.MM.YYYY')::date$$);
SELECT compare('pattern with offset', 'timestamptz', 'YYYY-MM-DD HH24:MI:SS.USTZHTZM', 'iso', 't');
SELECT compare('ISO weeks', 'date', 'IYYY-"W"IW-ID', $$to_char(t, 'IYYY-"W"IW-ID')$$, 'd');
SELECT compare('days of years', 'date', 'YYYYDDD', $$to_char(t, 'YYYYDDD')$$, 'd');
SELECT compare('two digits', 'date', 'MM/DD/YY', $$to_char(t, 'MM/DD/YY')$$, $$to_date(to_char(t, 'MM/DD/YY'), 'MM/DD/YY')$$);
SELECT compare('epoch', 'timestamptz', 'epoch', 'num', 't');
SELECT compare('epoch as text', 'timestamptz', 'epoch', 'num::text', 't');
SELECT compare('epoch_ms', 'timestamptz', 'epoch_ms', '(num * 1000)', 't');
SELECT compare('epoch_us', 'timestamp', 'epoch_us', '(num * 1000000)::bigint', 't::timestamp');
SELECT compare('.NET', 'timestamptz', 'epoch_ms', $$'/Date(' || (floor(num) * 1000)::bigint || '+0530)/'$$, $$date_trunc('second', t)$$);
SELECT compare('.NET durations', 'interval', '', $$CASE WHEN span < interval '0' THEN '-' ELSE '' END || floor(abs(extract(epoch FROM span)) / 86400)
  || '.' || to_char(abs(extract(epoch FROM span))::numeric % 86400 * interval '1 second', 'HH24:MI:SS.US')$$, 'span');
-- what would be another value is none
SELECT compare('bad', 'date', '', 'bad', 'NULL::date'), compare('bad', 'timestamptz', '', 'bad', 'NULL::timestamptz');
SELECT compare('bad', 'date', 'YYYY-MM-DD', 'bad', 'NULL::date'), compare('behind', 'date', 'YYYY-MM-DD', $$to_char(d, 'YYYY-MM-DD') || (ARRAY['T10:11', ' ', ' x', '-1', '0.5', 'Z'])[i % 6 + 1]$$,
  $$CASE WHEN i % 6 = 1 THEN d END$$);
SELECT compare('bad', 'timestamptz', 'epoch', 'num * 1000', 'CASE WHEN abs(num) < 62135596 THEN to_timestamp(num * 1000) END');
DROP TABLE times, written;
DROP FUNCTION compare;
DROP SERVER api CASCADE;
