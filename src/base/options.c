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
#include "utils/varlena.h"

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

/* Names that people try, from other tools and from before a renaming, and ours. */
static const char *const other_names[][2] = {
	{"auth_token", "bearer_token"},
	{"concurrency", "max_concurrency"},
	{"endpoint", "path"},
	{"key", "api_key"},
	{"next_body", "next_page_body"},
	{"next_path", "next_url_path"},
	{"on_duplicate", "on_duplicate_row"},
	{"on_repeat", "on_repeated_page"},
	{"origin", "secret_origins"},
	{"prefetch_start", "start_early"},
	{"query", "params"},
	{"retries", "max_retries"},
	{"speculate", "speculative_pages"},
	{"timeout", "request_timeout"},
	{"token", "bearer_token"},
	{"uri", "base_url"},
	{"url", "base_url"},
	{"user", "username"},
};

/* What the name differs by from an option's; more than max is max + 1. */
static int
distance(const char *name, const char *option, int max)
{
	return varstr_levenshtein_less_equal(name, (int) strlen(name), option, (int) strlen(option),
										 1, 1, 1, max, true);
}

/* The place's option that was most likely meant, or NULL. */
static const char *
nearest_option(const char *name, int place)
{
	int			count;
	const ApiOption *table = api_options_table(&count);
	const char *nearest = NULL;
	int			max = Min(3, (int) strlen(name) / 2);

	for (int i = 0; i < (int) lengthof(other_names); i++)
		if (strcmp(other_names[i][0], name) == 0 && api_option_find(other_names[i][1], place))
			return other_names[i][1];
	if (strlen(name) > NAMEDATALEN)
		return NULL;
	for (int i = 0; i < count && max >= 0; i++)
	{
		int			found;

		if ((table[i].places & place) == 0)
			continue;
		found = distance(name, table[i].name, max);
		if (found > max)
			continue;
		nearest = table[i].name;
		max = found - 1;
	}
	return nearest;
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

	const char *meant = nearest_option(name, place);

	if (open == NULL && mapped == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_FDW_INVALID_OPTION_NAME),
				 errmsg("invalid option \"%s\"", name),
				 meant ? errhint("Perhaps you meant the option \"%s\".", meant) :
				 errhint("The function api_fdw_options() lists the options there are.")));
	if (open == NULL && mapped->secret)
		ereport(ERROR,
				(errcode(ERRCODE_FDW_INVALID_OPTION_NAME),
				 errmsg("option \"%s\" is a secret and stands in a user mapping only", name),
				 errhint("Use CREATE USER MAPPING ... OPTIONS (%s '...').", name)));
	ereport(ERROR,
			(errcode(ERRCODE_FDW_INVALID_OPTION_NAME),
			 errmsg("option \"%s\" does not belong here", name),
			 errhint("It is an option of %s.", list_places(name))));
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
