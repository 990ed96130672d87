/*
 * config_repeat.c
 *		Which requests may be carried out twice: repeatable, idempotency_key.
 */
#include "postgres.h"

#include "nodes/parsenodes.h"

#include "rest/config.h"
#include "rest/graphql.h"

static bool
is_given(List *options, const char *name)
{
	ListCell   *cell;

	foreach(cell, options)
		if (strcmp(lfirst_node(DefElem, cell)->defname, name) == 0)
			return true;
	return false;
}

/* A table without a POST has nothing to say of them. */
static void
check_posts(const ApiConfig *config, const ApiLookup *from)
{
	static const char *const names[] = {"repeatable", "idempotency_key"};

	if (config->endpoint.method == API_METHOD_POST || config->next_page_body != NULL)
		return;
	for (int i = 0; i < lengthof(names); i++)
		if (is_given(from->lists[0], names[i]))
			ereport(ERROR,
					(errcode(ERRCODE_FDW_INVALID_ATTRIBUTE_VALUE),
					 errmsg("option \"%s\" is for requests by POST, and the table sends none", names[i]),
					 errhint("A GET is always sent again. Set method 'POST', or drop the option.")));
}

void
api_config_read_repeat(ApiConfig *config, const ApiLookup *from)
{
	ApiEndpointSpec *spec = &config->endpoint;

	check_posts(config, from);
	spec->keyed = api_lookup_bool(from, "idempotency_key");
	/* what is said counts; else a key, or a query's nature */
	spec->repeatable = api_lookup_text(from, "repeatable") != NULL ?
		api_lookup_bool(from, "repeatable") :
		spec->keyed || (spec->graphql != NULL && api_graphql_reads(spec->graphql));
}
