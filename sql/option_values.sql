-- Each option's values, good and bad, through the validator itself: code and hint of each; no
-- secret is quoted.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS api_fdw;
CREATE FUNCTION try(place text, VARIADIC options text[] DEFAULT '{}') RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  state text; message text; hint text;
BEGIN
  PERFORM api_fdw_validator(options, CASE place
    WHEN 'server' THEN 'pg_foreign_server'::regclass WHEN 'mapping' THEN 'pg_user_mapping'
    WHEN 'table' THEN 'pg_foreign_table' WHEN 'column' THEN 'pg_attribute'
    ELSE 'pg_foreign_data_wrapper' END);
  RETURN 'ok';
EXCEPTION WHEN OTHERS THEN
  GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
  RETURN format(E'%s: %s\n  %s', state, message, hint);
END $$;
CREATE FUNCTION server(VARIADIC options text[]) RETURNS text LANGUAGE sql AS
  $$ SELECT try('server', VARIADIC 'base_url=http://localhost'::text || options) $$;
\t on
\a
-- names
SELECT try('wrapper', 'path=/');
SELECT server('max_concurency=3');
SELECT try('mapping', 'token=s3cret');
SELECT try('table', 'pth=/x');
SELECT try('column', 'jsonpath=$');
SELECT try('table', 'base_url=http://localhost');
SELECT try('column', 'headers={}');
SELECT server('password=s3cret');
SELECT try('table', 'api_key=s3cret');
SELECT v, try('table', v || '=x') FROM unnest('{next_path,next_body,speculate,on_repeat,on_duplicate,prefetch_start,recordpath,xyzzy}'::text[]) v;
SELECT v, server(v || '=x') FROM unnest('{url,timeout,concurrency,ratelimit}'::text[]) v;
SELECT v, try('mapping', v || '=x') FROM unnest('{origin,user,token}'::text[]) v;
-- base_url
SELECT try('server');
SELECT try('server', 'base_url=');
SELECT try('server', 'base_url=api.example.com');
SELECT try('server', 'base_url=ftp://localhost');
SELECT try('server', 'base_url=http://');
SELECT try('server', 'base_url=http://me:s3cret@localhost');
SELECT try('server', 'base_url=http://localhost/?a=1');
SELECT try('server', 'base_url=http://localhost/#a');
SELECT try('server', 'base_url=http://local host');
SELECT try('server', E'base_url=http://me:s3cret@localhost\r\n');
SELECT try('server', 'base_url=https://[::1]:8080/v1/');
-- numbers, durations, sizes, rates
SELECT v, server('max_concurrency=' || v) FROM unnest('{0,1,1000,1001,x,"",1.5,99999999999999999999}'::text[]) v;
SELECT v, server('request_timeout=' || v) FROM unnest('{15s,200ms,1.5min,15,0,-1s,2w,25h,1us,""}'::text[]) v;
SELECT v, server('transfer_timeout=' || v) FROM unnest('{90s,5,2w}'::text[]) v;
SELECT v, server('idle_timeout=' || v) FROM unnest('{0,0s,1ms,60,2w}'::text[]) v;
SELECT v, server('min_speed=' || v) FROM unnest('{0,1000,-1,1kB}'::text[]) v;
SELECT v, try('table', 'backoff_initial=' || v) FROM unnest('{0,0s,1d,2d}'::text[]) v;
SELECT v, try('table', 'max_response_size=' || v) FROM unnest('{1kB,64MB,2GB,3GB,64,64mb,1B}'::text[]) v;
SELECT v, server('rate_limit=' || v) FROM unnest('{10/s,300/min,5000/h,0.5/s,10,0/s,10/d,1/d,0.5/d,3/day,2/hour,2/minute,2/second,2/sec,2/ Sec,2/week,2/m,2day,-1/s,1e9/s}'::text[]) v;
SELECT server('burst=5');
SELECT server('burst=5', 'rate_limit=10/s');
-- words, booleans, statuses
SELECT server('http_version=3'), server('http_version=1.1'), server('http_version=AUTO');
SELECT try('column', 'param_any_equality=perhaps');
SELECT server('compression=perhaps'), server('compression=off');
SELECT server('repeatable=maybe'), try('table', 'repeatable=on'), server('idempotency_key=uuid'), try('table', 'idempotency_key=on');
SELECT try('table', 'retry_after_path=$.a'), try('table', 'retry_after_path=');
SELECT v, server('retry_statuses=' || v) FROM unnest('{"","429, 503",99,600,"429;503",abc,"202,200"}'::text[]) v;
SELECT v, try('table', 'accept_statuses=' || v) FROM unnest('{"208, 226",202,200,204,299,300,404,x}'::text[]) v;
SELECT v, try('mapping', 'secret_origins=' || v) FROM unnest('{"https://a.example, http://b.example:8080",a.example,"",https://a.example/x,https://me:s3cret@a.example}'::text[]) v;
SELECT v, try('table', 'rows=' || v), try('table', 'rows_per_key=' || v) FROM unnest('{1,1000000000000,0,1000000000001,-1,1.5,many,""}'::text[]) v;
SELECT v, try('table', 'analyze_requests=' || v) FROM unnest('{0,10000,10001,-1,few}'::text[]) v;
-- headers and params
SELECT v, try('table', 'headers=' || v) FROM unnest(ARRAY['{"Accept": "text/json", "X-N": 1, "X-B": true, "X-Gone": null}',
  'Accept: x', '[]', '{"a": ', '{"": "x"}', '{"a b": "x"}', '{"a\r\nb": "x"}', '{"a": "x\r\nb: y"}', '{"a": "x\u0000y"}',
  '{"a": "\\u0000"}', '{"a": " x"}', '{"a": ["x"]}', '{"a": {}}', '{"a": "1", "A": "2"}', '{"a": "1", "a": "2"}']) v;
SELECT v, try('table', 'headers={"' || v || '": "x"}') FROM unnest('{authorization,Cookie,Proxy-Authorization,Host,Content-Length,Transfer-Encoding,Connection,Expect,User-Agent,Accept-Encoding}'::text[]) v;
SELECT v, try('table', 'params=' || v) FROM unnest(ARRAY['{"a": "x", "b": [1, "2", false], "c": null}', '{"": 1}',
  '{"a": {}}', '{"a": [[]]}', '{"a": [null]}', '{"a": "x\ny"}', '{"a": "{"}']) v;
SELECT try('mapping', 'headers={"X-Key": "s3cret\n"}'), try('mapping', 'headers={"X-Key": "s3cret'),
  try('mapping', 'params="s3cret"'), try('mapping', 'headers={"Authorization": "s3cret"}');
SELECT server(E'user_agent=a\nb'), server('user_agent= a'), server(E'user_agent=a\x01b');
-- credentials
SELECT try('mapping', E'bearer_token=s3cret\nx'), try('mapping', 'bearer_token= s3cret'), try('mapping', 'api_key=');
SELECT try('mapping', 'password=s3cret'), try('mapping', 'username=a:s3cret', 'password=s3cret');
SELECT try('mapping', 'username=a'), try('mapping', 'username=a', 'password=s3cret');
SELECT try('mapping', 'username=a', 'bearer_token=s3cret');
SELECT try('mapping', 'username=a', 'password='), try('mapping', 'username=', 'password=s3cret');
SELECT try('mapping', 'username='), try('mapping', 'username=', 'password='), try('mapping', 'username=', 'bearer_token=s3cret');
SELECT server('api_key_location=body'), server('api_key_location=query', 'api_key_prefix=Token');
SELECT server('api_key_name=a b'), server('api_key_name=a b', 'api_key_location=query'), server('api_key_name=Host'),
  server('api_key_name=Authorization', 'api_key_prefix=Token');
-- path
SELECT v, try('table', 'path=' || v) FROM unnest(ARRAY['', '/', '/a/{b}/c.json', '/a/{+b}', 'a', '//host/a', '/a//b', '/a/../b', '/./a',
  'http://host/a', '/a?b=c', '/a#b', '/a b', '/a\b', '/{', '/{a b}', '/{}', E'/a\tb', E'/a\nb', '/a/']) v;
-- columns
SELECT v, try('column', 'json_path=' || v) FROM unnest(ARRAY['$', '$.a.b', '$."odd key"', '$[0].a[*].b', '$.*', 'a', '', '$.', '$[', '$..a', '$[-1]', '$.a ?']) v;
SELECT v, try('column', 'param=' || v) FROM unnest(ARRAY['id', 'filter[id]', '', '{id}', E'i\nd']) v;
SELECT v, try('column', 'time_format=' || v) FROM unnest(ARRAY['epoch_ms', 'DD.MM.YYYY', '', 'epoc']) v;
SELECT v, try('column', 'param_in=' || v) FROM unnest(ARRAY['comma', 'FANOUT', ',', '']) v;
SELECT v, try('column', 'param_in_max=' || v) FROM unnest(ARRAY['1', '100000', '0', '100001', '-1', 'all', '']) v;
SELECT try('column', 'param_only=maybe'), try('column', 'response=body'), try('column', 'response=status');
-- privileges
CREATE ROLE regress_api_user;
GRANT USAGE ON FOREIGN DATA WRAPPER api_fdw TO regress_api_user;
SET ROLE regress_api_user;
SELECT server('ca_file=/etc/ssl/cert.pem'), server('tls_verify=off'), server('tls_verify=on'), server('proxy=http://proxy:3128');
RESET ROLE;
GRANT pg_read_server_files TO regress_api_user;
SET ROLE regress_api_user;
SELECT server('ca_file=/etc/ssl/cert.pem'), server('ca_file=cert.pem');
RESET ROLE;
SELECT server('tls_verify=off'), server('proxy=http://proxy:3128'), server('proxy=http://me:s3cret@proxy'), server('proxy=proxy');
\a
\t off
-- the server without its base_url
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw;
CREATE SERVER api FOREIGN DATA WRAPPER api_fdw OPTIONS (base_url 'http://localhost');
ALTER SERVER api OPTIONS (DROP base_url);
DROP SERVER api;
REVOKE ALL ON FOREIGN DATA WRAPPER api_fdw FROM regress_api_user;
DROP ROLE regress_api_user;
DROP FUNCTION server, try;
