/*
 * sublist.c
 *		Signs of a list in a record.  See sublist.h.
 */
#include <stdlib.h>
#include <string.h>

#include "rest/sublist.h"
#include "rest/weigh.h"

/* A link or token of the list's next page. */
static bool
leads_on(const ApiSign *sign)
{
	if (!sign->filled || !sign->string)
		return false;
	if (sign->naming.link || api_weigh_is_link(sign->value))
		return sign->near && (!sign->bare || sign->naming.own);
	if (sign->naming.kind == API_NAMING_NEXT)
		return sign->near && !sign->bare && api_weigh_is_opaque(sign->value);
	return sign->naming.opaque && !sign->naming.inner && api_weigh_is_opaque(sign->value);
}

bool
api_sublist_cut(const ApiSign *sign)
{
	switch (sign->naming.kind)
	{
		case API_NAMING_DONE:
			/* a game that is not finished has all its players */
			return !sign->bare && sign->near;
		case API_NAMING_NEXT:
		case API_NAMING_TOKEN:
		case API_NAMING_BARE:
			return leads_on(sign);
		default:
			return true;
	}
}

/* Is the member of that name as large as its list in another record? */
static bool
fits_another(const ApiSearch *search, const ApiSign *sign)
{
	for (int i = 0; i < search->nsigns; i++)
	{
		const ApiSign *other = &search->signs[i];

		if (other != sign && other->bare && other->own > 0 && strcmp(other->name, sign->name) == 0 &&
			strtoll(other->value, NULL, 10) == other->own)
			return true;
	}
	return false;
}

bool
api_sublist_counts(const ApiSearch *search, const ApiSign *sign)
{
	/* an order's total, a book's pages */
	return !sign->bare || sign->paged || sign->sized || sign->naming.own ||
		(!sign->naming.single && sign->naming.kind == API_NAMING_TOTAL) || fits_another(search, sign);
}
