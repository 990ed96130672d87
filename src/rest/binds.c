/*
 * binds.c
 *		The bindings that a stream has not opened chains for yet.  See binds.h.
 */
#include <stdlib.h>

#include "rest/binds.h"

/* Bindings that were added together. */
typedef struct ApiBindsPart
{
	struct ApiBindsPart *next;
	ApiBindings *bindings;		/* a share */
	int64_t		count;			/* of them, at least one */
	int64_t		taken;
} ApiBindsPart;

bool
api_binds_add(ApiBinds *binds, ApiBindings *bindings, ApiError *err)
{
	int64_t		count = api_bindings_count(bindings);
	ApiBindsPart *part = count > 0 ? calloc(1, sizeof(*part)) : NULL;

	if (part == NULL)
	{
		api_bindings_free(bindings);
		return count == 0 || api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
	}
	part->bindings = bindings;
	part->count = count;
	if (binds->last != NULL)
		binds->last->next = part;
	else
		binds->first = part;
	binds->last = part;
	return true;
}

static void
drop_first(ApiBinds *binds)
{
	ApiBindsPart *part = binds->first;

	binds->first = part->next;
	if (binds->first == NULL)
		binds->last = NULL;
	api_bindings_free(part->bindings);
	free(part);
}

ApiBindings *
api_binds_take(ApiBinds *binds, int64_t *binding)
{
	ApiBindsPart *part = binds->first;
	ApiBindings *share = api_bindings_share(part->bindings);

	*binding = part->taken++;
	if (part->taken == part->count)
		drop_first(binds);
	return share;
}

void
api_binds_free(ApiBinds *binds)
{
	while (binds->first != NULL)
		drop_first(binds);
}
