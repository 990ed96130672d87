/*
 * naming.h
 *		What the name of a member says to a pager: the grammar of names.
 *
 * A name is cut into words (total_count, totalCount, totalcount); noise is dropped.
 * All its words must be known, else it says nothing: next_update, total_votes.
 *
 * Core: no PostgreSQL, no memory, no errors.
 */
#ifndef API_NAMING_H
#define API_NAMING_H

#include <stdbool.h>
#include <stddef.h>

#include "rest/words.h"

/* What a name says about paging. */
typedef enum ApiNamingKind
{
	API_NAMING_NONE,
	API_NAMING_MORE,			/* true: there is more; false: not */
	API_NAMING_CUT,				/* true: it was cut; false: nothing */
	API_NAMING_LAST,			/* true: no more; false: more */
	API_NAMING_DONE,			/* the same, said less surely */
	API_NAMING_NEXT,			/* next alone: a token, a link, a number, or data */
	API_NAMING_TOKEN,			/* of the next page, or a link to it */
	API_NAMING_BARE,			/* cursor, offset: a token if it is a text, and near */
	API_NAMING_WEAK,			/* a token of the kind that stays at the end */
	API_NAMING_TOTAL,			/* counts records */
	API_NAMING_COUNT,			/* the same, said less surely: count, size, hits */
	API_NAMING_PAGES,			/* counts pages */
	API_NAMING_REMAINING,		/* counts what is left */
	API_NAMING_NOUN				/* records, results: perhaps how many */
} ApiNamingKind;

typedef struct ApiNaming
{
	ApiNamingKind kind;
	bool		single;			/* it is one word */
	bool		has;			/* a word such as has or more: 0 and 1 count, too */
	bool		sure;			/* a word of it says token, page, link; of numbers: total, found */
	bool		opaque;			/* names a token: even a date is one */
	bool		inner;			/* counts in an object for paging only: token */
	bool		pages;			/* last_page: a number counts pages */
	bool		own;			/* a word of it is what the records are called */
	bool		filtered;		/* counts what a filter left */
	bool		grand;			/* counts all that there are, perhaps whatever was asked for */
	bool		link;			/* names a link */
	bool		beside;			/* tells a page's place or size: page, limit, offset */
	bool		offset;			/* a word of it is offset, start, skip */
	bool		limit;			/* a word of it is limit, size, max */
	bool		neighbour;		/* beside, or next, previous */
	bool		previous;		/* of the page before */
	bool		money;			/* a word of it is tax, currency */
	bool		sale;			/* a word of it is cart, invoice */
	bool		place;			/* of an object: numbers count in it */
	bool		paging;			/* of an object: it is for paging */
	bool		weak;			/* of an object: its tokens stay at the end */
	bool		denied;			/* of an object: nothing in it counts */
} ApiNaming;

/* What a name says; NULL says nothing.  noun: the name of the records' array. */
extern ApiNaming api_naming_read(const char *name, size_t len, const ApiWords *noun);

/* The same of a header, which may begin with a vendor's name if it has a token. */
extern ApiNaming api_naming_read_header(const char *name);

/* Does the name of the records' array say nothing of what they are: items, data? */
extern bool api_naming_generic(const ApiWords *noun);

/* Is it the name of a parameter that says how many records are wanted? */
extern bool api_naming_sizes(const char *name, size_t len);

#endif							/* API_NAMING_H */
