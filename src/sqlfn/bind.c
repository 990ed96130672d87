/*
 * bind.c
 *		The event trigger that binds secrets to an origin: where the first secrets of a
 *		user mapping are given, it writes secret_origins into its options.
 *
 * From then on only somebody who writes that option changes where the secrets go, so
 * that neither a moved base_url nor a rotated token leads them elsewhere.  A server's
 * owner may alter the mappings of others, but not this option beside their secrets.
 *
 * A dump holds the option and is restored as it is: a mapping that has it is never
 * touched, and none is bound while check_function_bodies is off.
 */
#include "postgres.h"

#include "commands/defrem.h"
#include "commands/event_trigger.h"
#include "fmgr.h"
#include "foreign/foreign.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "utils/acl.h"
#include "utils/guc.h"

#include "base/options.h"
#include "rest/origins.h"
#include "sqlfn/ours.h"

#define OPTION "secret_origins"

PG_FUNCTION_INFO_V1(api_fdw_bind_secrets);

/* A command about a user mapping, and what the mapping is after it. */
typedef struct Mapping
{
	RoleSpec   *role;			/* as it was written */
	char	   *servername;
	List	   *given;			/* DefElems of the command */
	Oid			user;			/* InvalidOid: PUBLIC */
	ForeignServer *server;
	List	   *options;		/* in the catalog */
} Mapping;

/* Reads what the catalog has; false: no such mapping, or not ours. */
static bool
load(Mapping *mapping)
{
	mapping->server = GetForeignServerByName(mapping->servername, true);
	if (!mapping->server || !api_ours_server(mapping->server->serverid))
		return false;
	mapping->user = mapping->role->roletype == ROLESPEC_PUBLIC ? InvalidOid :
		get_rolespec_oid(mapping->role, true);
	return api_ours_mapping(mapping->user, mapping->server->serverid, &mapping->options);
}

static DefElem *
find(List *options, const char *name)
{
	ListCell   *lc;

	foreach(lc, options)
	{
		if (strcmp(lfirst_node(DefElem, lc)->defname, name) == 0)
			return lfirst_node(DefElem, lc);
	}
	return NULL;
}

static bool
is_secret(const DefElem *def)
{
	const ApiOption *option = api_option_find(def->defname, API_ON_MAPPING);

	return option && option->secret;
}

/* Does the command give a secret a value? */
static bool
gives_secret(const Mapping *mapping)
{
	ListCell   *lc;

	foreach(lc, mapping->given)
	{
		if (is_secret(lfirst_node(DefElem, lc)) && lfirst_node(DefElem, lc)->defaction != DEFELEM_DROP)
			return true;
	}
	return false;
}

/* Is each secret that the mapping has one that the command gave, as new? */
static bool
all_new(const Mapping *mapping)
{
	ListCell   *lc;

	foreach(lc, mapping->options)
	{
		DefElem    *def = lfirst_node(DefElem, lc);
		DefElem    *given = find(mapping->given, def->defname);

		if (is_secret(def) &&
			(!given || given->defaction == DEFELEM_SET || given->defaction == DEFELEM_DROP ||
			 strcmp(defGetString(given), defGetString(def)) != 0))
			return false;
	}
	return true;
}

/* Writes the option: as an ALTER USER MAPPING, which fires no trigger again. */
static void
bind(const Mapping *mapping)
{
	AlterUserMappingStmt *stmt = makeNode(AlterUserMappingStmt);
	DefElem    *base_url = find(mapping->server->options, "base_url");
	char	   *origin;

	if (!base_url)
		return;
	origin = api_origins_of(defGetString(base_url));
	stmt->user = mapping->role;
	stmt->servername = mapping->servername;
	stmt->options = list_make1(makeDefElemExtended(NULL, OPTION, (Node *) makeString(origin),
												   DEFELEM_ADD, -1));
	(void) AlterUserMapping(stmt);
}

/* Whose secrets they are, or who may do all, says where they go. */
static void
check_owner(const Mapping *mapping)
{
	if (!OidIsValid(mapping->user) || has_privs_of_role(GetUserId(), mapping->user) || all_new(mapping))
		return;
	ereport(ERROR,
			(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
			 errmsg("only role \"%s\" may change where the secrets of its user mapping go",
					GetUserNameFromId(mapping->user, false)),
			 errhint("Drop the mapping and create another, with secrets of your own.")));
}

static void
bind_created(Mapping *mapping)
{
	if (check_function_bodies && !find(mapping->options, OPTION) && all_new(mapping))
		bind(mapping);
}

static void
bind_altered(Mapping *mapping)
{
	DefElem    *base_url = find(mapping->server->options, "base_url");

	if (find(mapping->given, OPTION))
		check_owner(mapping);
	else if (!gives_secret(mapping))
		return;
	else if (!find(mapping->options, OPTION) && all_new(mapping))
		bind(mapping);
	else if (base_url)
		api_origins_check(mapping->options, defGetString(base_url),
						  api_origins_words(mapping->user, mapping->servername));
}

Datum
api_fdw_bind_secrets(PG_FUNCTION_ARGS)
{
	Node	   *command;

	if (!CALLED_AS_EVENT_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_EVENT_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("api_fdw_bind_secrets can only be called as an event trigger")));
	command = ((EventTriggerData *) fcinfo->context)->parsetree;
	if (IsA(command, CreateUserMappingStmt))
	{
		CreateUserMappingStmt *stmt = (CreateUserMappingStmt *) command;
		Mapping		mapping = {stmt->user, stmt->servername, stmt->options};

		if (load(&mapping) && api_origins_needed(mapping.options))
			bind_created(&mapping);
	}
	else if (IsA(command, AlterUserMappingStmt))
	{
		AlterUserMappingStmt *stmt = (AlterUserMappingStmt *) command;
		Mapping		mapping = {stmt->user, stmt->servername, stmt->options};

		if (load(&mapping) && api_origins_needed(mapping.options))
			bind_altered(&mapping);
	}
	PG_RETURN_NULL();
}
