/*
 * secret.c
 *		api_fdw_set_secret: a user mapping's secret from a parameter.
 *
 * What stands in DDL stands in logs and in pg_stat_statements.  Here the secret is an
 * argument, which an application binds to $1.  The command is carried out as any other
 * (rights, event triggers, read-only transactions), under a text that does not hold it.
 */
#include "postgres.h"

#include "fmgr.h"
#include "foreign/foreign.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "nodes/makefuncs.h"
#include "tcop/dest.h"
#include "tcop/utility.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/json.h"

#include "base/options.h"
#include "rest/origins.h"
#include "rest/placed.h"
#include "sqlfn/ours.h"

#define NAMED "secrets"
#define NAMED_PREFIX "secrets."

PG_FUNCTION_INFO_V1(api_fdw_set_secret);

static RoleSpec *
role_of(const char *name)
{
	RoleSpec   *role = makeNode(RoleSpec);

	role->roletype = strcmp(name, "public") == 0 ? ROLESPEC_PUBLIC : ROLESPEC_CSTRING;
	role->rolename = role->roletype == ROLESPEC_CSTRING ? pstrdup(name) : NULL;
	role->location = -1;
	return role;
}

static void
append_member(StringInfo json, const char *name, const char *value)
{
	appendStringInfoString(json, json->len == 0 ? "{" : ", ");
	escape_json(json, name);
	appendStringInfoString(json, ": ");
	escape_json(json, value);
}

/* The option secrets with one of them set. */
static char *
with_named(List *options, const char *name, const char *value)
{
	ApiPairs	secrets = api_placed_read(api_option_value(NAMED, &options, 1));
	StringInfoData json;

	initStringInfo(&json);
	for (int i = 0; i < secrets.count; i++)
		if (strcmp(secrets.items[i].name, name) != 0)
			append_member(&json, secrets.items[i].name,
						  pg_any_to_server(secrets.items[i].value, (int) strlen(secrets.items[i].value), PG_UTF8));
	append_member(&json, name, value);
	appendStringInfoChar(&json, '}');
	return json.data;
}

/* The command that sets the option: of a mapping that is there, or makes it. */
static Node *
command_of(ForeignServer *server, RoleSpec *role, const char *name, const char *value)
{
	Oid			user = role->roletype == ROLESPEC_PUBLIC ? InvalidOid : get_rolespec_oid(role, false);
	bool		named = strncmp(name, NAMED_PREFIX, strlen(NAMED_PREFIX)) == 0;
	const char *option = named ? NAMED : name;
	CreateUserMappingStmt *create = makeNode(CreateUserMappingStmt);
	AlterUserMappingStmt *alter = makeNode(AlterUserMappingStmt);
	List	   *options;
	bool		there = api_ours_mapping(user, server->serverid, &options);
	bool		given = api_option_value(option, &options, 1) != NULL;
	DefElem    *def;

	if (named)
		value = with_named(options, name + strlen(NAMED_PREFIX), value);
	def = makeDefElemExtended(NULL, pstrdup(option), (Node *) makeString(pstrdup(value)),
							  !there ? DEFELEM_UNSPEC : given ? DEFELEM_SET : DEFELEM_ADD, -1);
	create->user = alter->user = role;
	create->servername = alter->servername = server->servername;
	create->options = alter->options = list_make1(def);
	return there ? (Node *) alter : (Node *) create;
}

/* Carries it out as if it had been written, but for the value. */
static void
carry_out(Node *command, RoleSpec *role, const char *server, const char *option)
{
	PlannedStmt *planned = makeNode(PlannedStmt);
	char	   *text = psprintf("%s USER MAPPING FOR %s SERVER %s OPTIONS (%s '***')",
								IsA(command, CreateUserMappingStmt) ? "CREATE" : "ALTER",
								role->rolename ? quote_identifier(role->rolename) : "PUBLIC",
								quote_identifier(server), quote_identifier(option));

	planned->commandType = CMD_UTILITY;
	planned->canSetTag = false;
	planned->utilityStmt = command;
	planned->stmt_location = 0;
	planned->stmt_len = (int) strlen(text);
	ProcessUtility(planned, text, false, PROCESS_UTILITY_QUERY, NULL, NULL, None_Receiver, NULL);
}

Datum
api_fdw_set_secret(PG_FUNCTION_ARGS)
{
	ForeignServer *server;
	char	   *name;
	RoleSpec   *role;
	const ApiOption *option;

	for (int i = 0; i < PG_NARGS(); i++)
		if (PG_ARGISNULL(i))
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("no argument of api_fdw_set_secret may be null"),
					 errhint("ALTER USER MAPPING ... OPTIONS (DROP ...) takes a secret away.")));
	server = GetForeignServerByName(NameStr(*PG_GETARG_NAME(0)), false);
	name = text_to_cstring(PG_GETARG_TEXT_PP(1));
	role = role_of(NameStr(*PG_GETARG_NAME(3)));
	if (!api_ours_server(server->serverid))
		ereport(ERROR,
				(errcode(ERRCODE_WRONG_OBJECT_TYPE),
				 errmsg("server \"%s\" is not of api_fdw", server->servername)));
	option = api_option_find(strncmp(name, NAMED_PREFIX, strlen(NAMED_PREFIX)) == 0 ? NAMED : name, API_ON_MAPPING);
	if (!option || !option->secret)
		ereport(ERROR,
				(errcode(ERRCODE_FDW_INVALID_OPTION_NAME),
				 errmsg("option \"%s\" is no secret of a user mapping", name),
				 errhint("Give bearer_token, username, password, api_key, headers, params, secrets, or"
						 " secrets.name for one of these.")));
	carry_out(command_of(server, role, name, text_to_cstring(PG_GETARG_TEXT_PP(2))), role,
			  server->servername, option->name);
	PG_RETURN_VOID();
}
