/*
 * secret.c
 *		api_fdw_set_secret: a user mapping's secret from a parameter.
 *
 * What stands in DDL stands in logs and in pg_stat_statements.  Here the secret is an
 * argument, which an application binds to $1.  The command is carried out as any other
 * (rights, event triggers, read-only transactions), under a text that does not hold it.
 */
#include "postgres.h"

#include "catalog/pg_foreign_server.h"
#include "fmgr.h"
#include "foreign/foreign.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "tcop/dest.h"
#include "tcop/utility.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/json.h"

#include "base/compat.h"
#include "base/options.h"
#include "rest/origins.h"
#include "rest/placed.h"
#include "sqlfn/ours.h"

#define ORIGINS "secret_origins"
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

/* The option as CREATE has it, or as ALTER does. */
static DefElem *
set_option(const char *name, const char *value, bool there, List *options)
{
	return makeDefElemExtended(NULL, pstrdup(name), (Node *) makeString(pstrdup(value)), !there ? DEFELEM_UNSPEC :
							   api_option_value(name, &options, 1) ? DEFELEM_SET : DEFELEM_ADD, -1);
}

/*
 * The first secret of a mapping goes where its caller says: a job that renews one must not
 * bind it anew where somebody has dropped the mapping and moved the server.
 */
API_NORETURN static void
refuse_first(ForeignServer *server, const char *name, const RoleSpec *role)
{
	const char *base_url = api_option_value("base_url", &server->options, 1);

	ereport(ERROR,
			(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
			 errmsg("the user mapping has no secrets yet, and is bound to no origin"),
			 errhint("Say where the first may go: api_fdw_set_secret(%s, %s, ..., %s, %s).",
					 quote_literal_cstr(server->servername), quote_literal_cstr(name),
					 quote_literal_cstr(role->rolename ? role->rolename : "public"),
					 quote_literal_cstr(base_url ? api_origins_of(base_url) : "https://..."))));
}

/* As the command checks them, but before anything is told of another role's mapping. */
static void
check_rights(const ForeignServer *server, Oid user)
{
	AclResult	result = ACLCHECK_NOT_OWNER;

	if (API_OWNS_SERVER(server->serverid, GetUserId()))
		return;
	if (user == GetUserId())
		result = API_MAY_USE_SERVER(server->serverid, user);
	if (result != ACLCHECK_OK)
		aclcheck_error(result, OBJECT_FOREIGN_SERVER, server->servername);
}

/* The command that sets the option: of a mapping that is there, or makes it. */
static Node *
command_of(ForeignServer *server, RoleSpec *role, const char *name, const char *value, char *origins)
{
	Oid			user = role->roletype == ROLESPEC_PUBLIC ? InvalidOid : get_rolespec_oid(role, false);
	bool		named = strncmp(name, NAMED_PREFIX, strlen(NAMED_PREFIX)) == 0;
	const char *option = named ? NAMED : name;
	CreateUserMappingStmt *create = makeNode(CreateUserMappingStmt);
	AlterUserMappingStmt *alter = makeNode(AlterUserMappingStmt);
	List	   *options;
	bool		there;

	check_rights(server, user);
	there = api_ours_mapping(user, server->serverid, &options);
	if (named)
		value = with_named(options, name + strlen(NAMED_PREFIX), value);
	create->user = alter->user = role;
	create->servername = alter->servername = server->servername;
	alter->options = list_make1(set_option(option, value, there, options));
	if (origins)
		alter->options = lappend(alter->options, set_option(ORIGINS, origins, there, options));
	else if (!api_origins_needed(options))
		refuse_first(server, name, role);
	create->options = alter->options;
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

	for (int i = 0; i < PG_NARGS() - 1; i++)
		if (PG_ARGISNULL(i))
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("no argument of api_fdw_set_secret but the last may be null"),
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
	carry_out(command_of(server, role, name, text_to_cstring(PG_GETARG_TEXT_PP(2)),
						 PG_ARGISNULL(4) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(4))),
			  role, server->servername, option->name);
	PG_RETURN_VOID();
}
