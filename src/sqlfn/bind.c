/*
 * bind.c
 *		The event trigger that binds secrets to an origin: where the first secrets of a
 *		user mapping are given, it writes secret_origins into its options.
 *
 * From then on only somebody who writes that option changes where the secrets go, so
 * that neither a moved base_url nor a rotated token leads them elsewhere.  A server's
 * owner may alter, drop and make the mappings of others, but not this option beside their
 * secrets; and a mapping that was bound by another than its user says so, by bound_by,
 * until its user binds it: before that, the user's own secrets are not taken.
 *
 * A dump holds the option and is restored as it is: a mapping that has it is never
 * touched, and none is bound while check_function_bodies is off.
 */
#include "postgres.h"

#include "access/xact.h"
#include "commands/defrem.h"
#include "commands/event_trigger.h"
#include "fmgr.h"
#include "foreign/foreign.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/guc.h"

#include "base/options.h"
#include "rest/origins.h"
#include "sqlfn/ours.h"

#define ORIGINS "secret_origins"
#define BINDER "bound_by"

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

/* Writes an option: as an ALTER USER MAPPING, which fires no trigger again. */
static void
write_option(const Mapping *mapping, const char *name, char *value, DefElemAction action)
{
	AlterUserMappingStmt *stmt = makeNode(AlterUserMappingStmt);
	Node	   *arg = value ? (Node *) makeString(value) : NULL;

	stmt->user = mapping->role;
	stmt->servername = mapping->servername;
	stmt->options = list_make1(makeDefElemExtended(NULL, pstrdup(name), arg, action, -1));
	(void) AlterUserMapping(stmt);
	CommandCounterIncrement();
}

/* May the current role act for the mapping's user?  PUBLIC's is of whoever may alter it. */
static bool
acts_for_user(const Mapping *mapping)
{
	return !OidIsValid(mapping->user) || has_privs_of_role(GetUserId(), mapping->user);
}

static const char *
base_url_of(const Mapping *mapping)
{
	DefElem    *base_url = find(mapping->server->options, "base_url");

	return base_url ? defGetString(base_url) : NULL;
}

/* Notes, or forgets, that another than the mapping's user has bound it. */
static void
note_binder(const Mapping *mapping)
{
	bool		noted = find(mapping->options, BINDER) != NULL;

	if (!acts_for_user(mapping))
		write_option(mapping, BINDER, GetUserNameFromId(GetUserId(), false), noted ? DEFELEM_SET : DEFELEM_ADD);
	else if (noted && !find(mapping->given, BINDER))
		write_option(mapping, BINDER, NULL, DEFELEM_DROP);
}

static void
bind(const Mapping *mapping)
{
	if (base_url_of(mapping))
		write_option(mapping, ORIGINS, api_origins_of(base_url_of(mapping)), DEFELEM_ADD);
	note_binder(mapping);
}

/* Whose secrets they are, or who may do all, says where they go. */
static void
check_owner(const Mapping *mapping)
{
	if (acts_for_user(mapping) || all_new(mapping))
		return;
	ereport(ERROR,
			(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
			 errmsg("only role \"%s\" may change where the secrets of its user mapping go",
					GetUserNameFromId(mapping->user, false)),
			 errhint("Drop the mapping and create another, with secrets of your own.")));
}

/* One's own secrets are not given to where somebody else has bound the mapping. */
static void
check_binder(const Mapping *mapping)
{
	DefElem    *binder = find(mapping->options, BINDER);

	if (!binder || !acts_for_user(mapping) || !base_url_of(mapping))
		return;
	ereport(ERROR,
			(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
			 errmsg("the user mapping was bound to its origins by role \"%s\"", defGetString(binder)),
			 errhint("If secrets may go to %s: ALTER USER MAPPING %s OPTIONS (%s secret_origins %s), and then again.",
					 api_origins_of(base_url_of(mapping)),
					 api_origins_words(mapping->user, mapping->servername),
					 find(mapping->options, ORIGINS) ? "SET" : "ADD",
					 quote_literal_cstr(api_origins_of(base_url_of(mapping))))));
}

static void
bind_created(Mapping *mapping)
{
	bool		secrets = api_origins_needed(mapping->options);

	/* another mapping, that was there */
	if (!all_new(mapping))
		return;
	if (check_function_bodies && secrets && !find(mapping->options, ORIGINS))
		bind(mapping);
	else if (!acts_for_user(mapping) && (secrets || find(mapping->options, ORIGINS)))
		note_binder(mapping);
}

static void
bind_altered(Mapping *mapping)
{
	if (find(mapping->given, ORIGINS) || find(mapping->given, BINDER))
	{
		check_owner(mapping);
		note_binder(mapping);
		return;
	}
	if (!gives_secret(mapping))
		return;
	check_binder(mapping);
	if (!find(mapping->options, ORIGINS) && all_new(mapping))
		bind(mapping);
	else if (base_url_of(mapping))
		api_origins_check(mapping->options, base_url_of(mapping),
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

		if (load(&mapping))
			bind_created(&mapping);
	}
	else if (IsA(command, AlterUserMappingStmt))
	{
		AlterUserMappingStmt *stmt = (AlterUserMappingStmt *) command;
		Mapping		mapping = {stmt->user, stmt->servername, stmt->options};

		if (load(&mapping))
			bind_altered(&mapping);
	}
	PG_RETURN_NULL();
}
