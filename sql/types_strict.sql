-- The right value or an error: what PostgreSQL's input functions read leniently.
\set url `echo "$MOCK_URL"`
SET client_min_messages = warning;
SET timezone = 'America/New_York';
SET datestyle = 'SQL, DMY';
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url :'url');
-- each text as a value of the type, or what is wrong with it
CREATE FUNCTION ask(type text, options text, VARIADIC texts text[]) RETURNS TABLE (text text, value text, hint text)
  LANGUAGE plpgsql AS $$
DECLARE
  one text;
BEGIN
  FOREACH text IN ARRAY texts LOOP
    hint := NULL;
    one := json_build_array(json_build_object('v', CASE WHEN text ~ '^-?[0-9.]+$' AND options ~ 'epoch' THEN to_json(text::numeric)
      ELSE to_json(text) END));
    BEGIN
      EXECUTE format('CREATE FOREIGN TABLE t (v %s %s) SERVER api OPTIONS (path ''/json'', params %L)', type,
        CASE WHEN options <> '' THEN format('OPTIONS (time_format %L)', options) END, json_build_object('body', one));
      EXECUTE 'SELECT to_json(v)#>>''{}'' FROM t' INTO value;
      DROP FOREIGN TABLE t;
    EXCEPTION WHEN OTHERS THEN
      GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
      hint := replace(hint, 'DateStyle', 'datestyle');  -- as versions have it
      value := CASE WHEN hint ~ 'time_format|take it apart|decode|AT TIME ZONE' THEN format('%s %s', sqlstate, sqlerrm) ELSE sqlstate END;
    END;
    RETURN NEXT;
  END LOOP;
END $$;
\pset format unaligned
-- years of two digits, and numbers that are none
SELECT * FROM ask('date', '', '01/02/03', '24-05-06', '06-May-24', 'May 6, 24', '240506', '1700001231', '99008', '6.5.2024');
SELECT * FROM ask('date', '', '01/02/2024', '13.2.2024', '2-13-2024');
SELECT * FROM ask('timestamp', '', '01/02/2024 10:11:12', '/Date(1704164645000)/');
SELECT * FROM ask('date', '', '2024/5/6', '20240506', '2024-127', '2024127', '6 May 2024', 'May 6, 2024', 'J2460437', '0044-03-15 BC', 'infinity');
SELECT * FROM ask('timestamptz', '', '1/2/03 10:11:12', '06-05-24 07:08:09.2006', '20240506T070809Z', '0001-01-01T00:00:00Z');
SELECT * FROM ask('date[]', '', '{2024-05-06,NULL,infinity}', '{01/02/03}', '{today}');
SELECT * FROM ask('tstzrange', '', '[2024-05-06,2024-05-07)', 'empty', '(,2024-05-07 10:11+02]', '[01/02/03,)', '[2024-05-06,today)', '[2024-05-06 10:11 IST,)');
SELECT * FROM ask('datemultirange', '', '{[2024-05-06,2024-05-07)}', '{[01/02/03,)}');
-- zones: abbreviations that are not the same everywhere, the signs of POSIX
SELECT * FROM ask('timestamptz', '', '2024-05-06 07:08:09 IST', '2024-05-06 07:08:09 BST', '2024-05-06 07:08:09 SST', '2024-05-06 07:08:09 foo');
SELECT * FROM ask('timestamptz', '', '2024-05-06 07:08:09 UTC', '2024-05-06 07:08:09 GMT', '2024-05-06 07:08:09 UTC+3', '2024-05-06 07:08:09 GMT-03:30',
  'Mon May 06 2024 07:08:09 GMT+0200', 'Mon May 06 2024 07:08:09 GMT+0200 (Central European Summer Time)', 'Mon, 06 May 2024 07:08:09 GMT',
  'Mon, 06 May 2024 07:08:09 EST', 'Mon May  6 07:08:09 CEST 2024', '2024-05-06 07:08:09 Europe/Berlin', '2024-05-06 07:08:09 Etc/GMT+3', '2024-05-06 07:08 PM');
SET timezone_abbreviations = 'Australia';
SELECT * FROM ask('timestamptz', '', 'Mon, 06 May 2024 07:08:09 EST', 'Sat, 04 May 2024 07:08:09 GMT');
RESET timezone_abbreviations;
SELECT * FROM ask('timetz', '', '07:08:09 IST', '07:08:09 UTC', '07:08:09+02', 'now');
-- patterns fit the whole text
SELECT * FROM ask('date', 'MM/DD/YY', '5/6/24', '12/31/99', '5/6/2024', '5/6/24 10:11', '5-6-24');
SELECT * FROM ask('timestamp', 'YYYY-MM-DD', '2024-05-06', ' 2024-05-06 ', '2024-05-06T23:59:59', '24-05-06', '20240506', '2024-05-06x');
SELECT * FROM ask('date', 'YYYYMMDD', '20240506', '2024-05-06', '0240506');
SELECT * FROM ask('timestamp', 'YYYY-MM-DDTHH24:MI:SS', '2024-05-06T23:59:59');
SELECT * FROM ask('timestamp', 'YYYY-MM-DD"T"HH24:MI:SS.US', '2024-05-06T23:59:59.5', '2024-05-06T23:59:59.123456', '2024-05-06T23:59:59.1234567');
SELECT * FROM ask('timestamp', 'DD.MM.YYYY HH24:MI:SS.MS', '10.01.2024 07:08:09.25', '10.01.2024 07:08:09.123456', '10.10.2024 24:00:00.000');
SELECT * FROM ask('timestamptz', 'YYYY-MM-DD HH24:MI:SSTZH:TZM', '2024-05-06 07:08:09+02:00', '2024-05-06 07:08:09-05:30', '2024-05-06 07:08:09+02:00!');
SELECT * FROM ask('date', 'DD Mon YYYY', '6 May 2024', '06 MAY 2024', '6 May 2024 BC', '6 Mai 2024');
SELECT * FROM ask('date', 'Month DD, YYYY', 'May 6, 2024', 'September 30, 2024', 'Sept 30, 2024');
SELECT * FROM ask('date', 'IYYY-"W"IW-ID', '2024-W19-1', '2020-W53-7', '2024-X19-1');
SELECT * FROM ask('date', 'HH24:MI', '10:11');
-- epochs of another unit, and no time at all
SELECT * FROM ask('timestamptz', 'epoch', '1536955200', '1536955200000', '-62135596800', '-62135596801', '253402300799', '253402300801', '-100000000000');
SELECT * FROM ask('timestamptz', 'epoch_ms', '1536955200000', '1536955200000000', '-9223372036854775808', '/Date(1530144000000+0530)/', '/Date(-1000)/', '/Date(x)/');
SELECT * FROM ask('timestamptz', 'epoch_us', '1536955200000000', '-9223372036854775808', '9223372036854775807', '-9223372036854775807');
SELECT * FROM ask('timestamptz', 'epoch_ns', '1536955200000000000', '-9223372036854775808', '-9223372036854775807');
SELECT * FROM ask('date', 'epoch', '1536955200', '1536955200000');
-- .NET's durations
SELECT * FROM ask('interval', '', '1.02:03:04', '-1.02:03:04.5', '10675199.02:48:05.4775807', '02:03:04', '0.00:00:00.0000001', '1.5', '1.02:03', '1.2.03:04');
-- hexadecimal digits are no base64
SELECT * FROM ask('bytea', '', 'deadbeef', 'DEADBEEF', '12345678', 'abcdef', '3q2+7w==', 'AAAA', 'AQID', E'\\xdeadbeef', 'DeadBeef', '');
DROP FUNCTION ask;
DROP SERVER api CASCADE;
