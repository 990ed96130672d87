/*
 * options.c
 *		Finding options, checking a validator's list, choosing the value in force.
 */
#include "postgres.h"

#include "catalog/pg_authid.h"
#include "commands/defrem.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/acl.h"

#include "base/options.h"

/* Words for the places, in the order of the bits. */
static const char *const place_names[] = {
	"server", "user mapping", "foreign table", "column"
};

const ApiOption *
api_option_find(const char *name, int place)
{
	int			count;
	const ApiOption *table = api_options_table(&count);

	for (int i = 0; i < count; i++)
		if ((table[i].places & place) != 0 && strcmp(table[i].name, name) == 0)
			return &table[i];
	return NULL;
}

/* The sentence that names a place's options. */
static char *
list_valid(int place)
{
	StringInfoData names;
	int			count;
	const ApiOption *table = api_options_table(&count);

	initStringInfo(&names);
	for (int i = 0; i < count; i++)
		if ((table[i].places & place) != 0)
			appendStringInfo(&names, "%s%s", names.len > 0 ? ", " : "", table[i].name);
	if (names.len == 0)
		return pstrdup("There are no valid options in this context.");
	return psprintf("Valid options in this context are: %s.", names.data);
}

/* "a server or a foreign table" for an option that stands elsewhere. */
static char *
list_places(const char *name)
{
	StringInfoData names;

	initStringInfo(&names);
	for (int bit = 0; bit < (int) lengthof(place_names); bit++)
		if (api_option_find(name, 1 << bit) != NULL)
			appendStringInfo(&names, "%sa %s", names.len > 0 ? " or " : "", place_names[bit]);
	return names.data;
}

static void
refuse_unknown(const char *name, int place)
{
	const ApiOption *open = api_option_find(name, API_ON_SERVER | API_ON_TABLE | API_ON_COLUMN);
	const ApiOption *mapped = api_option_find(name, API_ON_MAPPING);

	if (open == NULL && mapped == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_FDW_INVALID_OPTION_NAME),
				 errmsg("invalid option \"%s\"", name),
				 errhint("%s", list_valid(place))));
	if (open == NULL && mapped->secret)
		ereport(ERROR,
				(errcode(ERRCODE_FDW_INVALID_OPTION_NAME),
				 errmsg("option \"%s\" is a secret and stands in a user mapping only", name),
				 errhint("Use CREATE USER MAPPING ... OPTIONS (%s '...').", name)));
	ereport(ERROR,
			(errcode(ERRCODE_FDW_INVALID_OPTION_NAME),
			 errmsg("option \"%s\" does not belong here", name),
			 errhint("It is an option of %s. %s", list_places(name), list_valid(place))));
}

/* May the current role set it to that? */
static void
check_privilege(const ApiOption *option, const char *value)
{
	bool		opens = option->kind != API_KIND_BOOL || !api_option_bool(option, value);

	if (option->superuser && opens && !superuser())
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("only a superuser may set option \"%s\" to this", option->name),
				 errhint("Ask a superuser to alter the server.")));
	if (option->kind == API_KIND_FILE && !has_privs_of_role(GetUserId(), ROLE_PG_READ_SERVER_FILES))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("permission denied to set option \"%s\"", option->name),
				 errhint("It names a file on the server: that needs the privileges of role"
						 " pg_read_server_files.")));
}

void
api_options_check(List *options, int place)
{
	ListCell   *cell;

	foreach(cell, options)
	{
		DefElem    *def = lfirst_node(DefElem, cell);
		const ApiOption *option = api_option_find(def->defname, place);

		if (option == NULL)
			refuse_unknown(def->defname, place);
		api_option_check_value(option, defGetString(def));
		check_privilege(option, defGetString(def));
	}
}

/* The value of that name in a list of DefElems, or NULL. */
static const char *
value_in(List *options, const char *name)
{
	ListCell   *cell;

	foreach(cell, options)
	{
		DefElem    *def = lfirst_node(DefElem, cell);

		if (strcmp(def->defname, name) == 0)
			return defGetString(def);
	}
	return NULL;
}

const char *
api_option_value(const char *name, List *const *lists, int nlists)
{
	const ApiOption *option;

	for (int i = 0; i < nlists; i++)
	{
		const char *value = value_in(lists[i], name);

		if (value != NULL)
			return value;
	}
	option = api_option_find(name, API_ON_SERVER | API_ON_MAPPING | API_ON_TABLE | API_ON_COLUMN);
	return option != NULL ? option->fallback : NULL;
}
