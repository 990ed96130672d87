/*
 * sublist.c
 *		Signs of a list in a record.  See sublist.h.
 */
#include <stdlib.h>
#include <string.h>

#include "rest/sublist.h"
#include "rest/weigh.h"

#define REMEMBERED 8			/* signs that are kept whatever they say: others are held against them */

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

/* Digits alone, of no more than that? */
static bool
is_at_most(const char *value, int64_t most)
{
	return strspn(value, "0123456789") == strlen(value) && strtoll(value, NULL, 10) <= most;
}

/* Does it say that its list is whole, or nothing that counts? */
static bool
is_whole(const ApiSign *sign)
{
	switch (sign->naming.kind)
	{
		case API_NAMING_LAST:
		case API_NAMING_DONE:
			return sign->filled;
		case API_NAMING_WEAK:
			return true;
		case API_NAMING_TOTAL:
		case API_NAMING_COUNT:
			return is_at_most(sign->value, sign->own);
		case API_NAMING_PAGES:
			return is_at_most(sign->value, 1);
		default:
			return !sign->filled;
	}
}

void
api_sublist_settle(ApiSearch *search, const ApiSearchFrame *frame)
{
	int			kept = frame->mark;

	for (int i = frame->mark; i < search->nsigns; i++)
		if (search->signs[i].own < 0)
			search->signs[i].own = frame->count >= 0 ? frame->count : 0;
	for (int i = frame->mark; i < search->nsigns && frame->bare; i++)
		if (i < REMEMBERED || !search->signs[i].within || !is_whole(&search->signs[i]))
			search->signs[kept++] = search->signs[i];
	if (frame->bare)
		search->nsigns = kept;
}
