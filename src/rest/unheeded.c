/*
 * unheeded.c
 *		Does an API give the same, whatever it is asked for?  See unheeded.h.
 */
#include "rest/unheeded.h"

/* One record may be the same for many values; the same two are a list that nobody filtered. */
#define MIN_RECORDS 2

void
api_unheeded_add(ApiUnheeded *unheeded, uint64_t values, uint64_t content, int64_t records)
{
	ApiUnheeded	page = {1, content, records, values, false, records == 0};

	api_unheeded_merge(unheeded, &page);
}

void
api_unheeded_merge(ApiUnheeded *unheeded, const ApiUnheeded *other)
{
	int64_t		pages = unheeded->pages + other->pages;

	if (other->pages == 0)
		return;
	if (unheeded->pages == 0)
		*unheeded = *other;
	unheeded->pages = pages;
	unheeded->varied |= other->varied || other->values != unheeded->values;
	unheeded->differs |= other->differs || other->content != unheeded->content ||
		other->records != unheeded->records;
}

bool
api_unheeded_ignored(const ApiUnheeded *unheeded)
{
	return unheeded->varied && !unheeded->differs && unheeded->records >= MIN_RECORDS;
}
