\echo Use "CREATE EXTENSION api_fdw" to load this file. \quit

CREATE FUNCTION api_fdw_handler() RETURNS fdw_handler
	LANGUAGE C STRICT AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION api_fdw_handler() IS 'foreign data wrapper handler of api_fdw';

CREATE FUNCTION api_fdw_validator(options text[], catalog oid) RETURNS void
	LANGUAGE C STRICT AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION api_fdw_validator(text[], oid) IS 'checks the options of api_fdw''s objects';

CREATE FOREIGN DATA WRAPPER api_fdw
	HANDLER api_fdw_handler VALIDATOR api_fdw_validator;
COMMENT ON FOREIGN DATA WRAPPER api_fdw IS 'JSON APIs over HTTP';

CREATE FUNCTION api_fdw_options(
	OUT name text, OUT allowed_on text[], OUT type text, OUT default_value text,
	OUT secret boolean, OUT description text)
	RETURNS SETOF record LANGUAGE C STRICT STABLE PARALLEL SAFE ROWS 50 AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION api_fdw_options() IS 'all options of api_fdw: where they may stand, type, default, meaning';

CREATE FUNCTION api_fdw_disconnect(server name DEFAULT NULL) RETURNS integer
	LANGUAGE C VOLATILE PARALLEL RESTRICTED AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION api_fdw_disconnect(name) IS 'closes the connections of this backend, of a server or of all, that no open scan uses; gives how many were';

CREATE FUNCTION api_fdw_resources(
	OUT server name, OUT user_name name, OUT used boolean, OUT retired boolean, OUT window_size integer,
	OUT connections integer, OUT idle integer, OUT in_flight integer, OUT waiting integer,
	OUT lookups integer, OUT descriptors integer, OUT max_descriptors integer,
	OUT bytes bigint, OUT max_bytes bigint, OUT handles integer)
	RETURNS SETOF record LANGUAGE C STRICT VOLATILE PARALLEL RESTRICTED ROWS 10 AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION api_fdw_resources() IS 'what this backend holds: connections, requests and bytes, in all (the row without a server) and for each server and user mapping';

CREATE FUNCTION api_fdw_set_secret(
	server name, option text, value text, for_user name DEFAULT CURRENT_USER, secret_origins text DEFAULT NULL)
	RETURNS void LANGUAGE C VOLATILE PARALLEL UNSAFE AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION api_fdw_set_secret(name, text, text, name, text) IS 'sets a secret of a user mapping from a parameter, as ALTER USER MAPPING does; with secret_origins the first, too, of a mapping that it makes if there is none';

CREATE FUNCTION api_fdw_check_tables() RETURNS event_trigger
	LANGUAGE C AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION api_fdw_check_tables() IS 'checks foreign tables of api_fdw as a whole after CREATE and ALTER';

CREATE EVENT TRIGGER api_fdw_check_tables ON ddl_command_end
	WHEN TAG IN ('CREATE FOREIGN TABLE', 'ALTER FOREIGN TABLE', 'ALTER TABLE')
	EXECUTE FUNCTION api_fdw_check_tables();
COMMENT ON EVENT TRIGGER api_fdw_check_tables IS 'finds placeholders of api_fdw''s tables that no column gives, and columns that read another member by a new name';

CREATE FUNCTION api_fdw_bind_secrets() RETURNS event_trigger
	LANGUAGE C AS 'MODULE_PATHNAME';
COMMENT ON FUNCTION api_fdw_bind_secrets() IS 'writes secret_origins into a user mapping of api_fdw where its first secrets are given';

CREATE EVENT TRIGGER api_fdw_bind_secrets ON ddl_command_end
	WHEN TAG IN ('CREATE USER MAPPING', 'ALTER USER MAPPING')
	EXECUTE FUNCTION api_fdw_bind_secrets();
COMMENT ON EVENT TRIGGER api_fdw_bind_secrets IS 'binds the secrets of api_fdw''s user mappings to the origin that base_url has when they are given';
