/*
 * search.h
 *		The walk over what stands outside of a page's records, and the signs that it meets.
 *
 * Core: no PostgreSQL, malloc, nothing fails: beyond its caps it finds no more.
 */
#ifndef API_SEARCH_H
#define API_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "json/path.h"
#include "json/walk.h"
#include "rest/naming.h"
#include "rest/ordinal.h"

#define API_SEARCH_DEPTH 40		/* containers that are entered, one in the other */
#define API_SEARCH_MEMBERS 20000	/* members of objects that are looked at */
#define API_SEARCH_SIGNS 32		/* signs that are kept */
#define API_SEARCH_PLACE 160	/* bytes of the path to a sign */
#define API_SEARCH_TEXT 200		/* bytes of its value */

/* A member that may say something. */
typedef struct ApiSign
{
	ApiNaming	naming;			/* what its name says */
	bool		header;
	bool		near;			/* an ancestor of the records has it, or an object for paging */
	bool		paging;			/* an object for paging has it */
	bool		placed;			/* numbers count where it stands */
	bool		within;			/* one of several ancestors has it */
	bool		bare;			/* that itself, or what is not on the way to the records in it */
	bool		string;			/* its value is one */
	bool		filled;			/* its value is not null, false, 0, "", [] or {} */
	bool		neighbour;		/* page, limit, next .. stand beside it */
	bool		paged;			/* page, limit, previous do, and not only next */
	bool		sized;			/* a limit does */
	bool		money;			/* tax, currency .. do */
	bool		sale;			/* cart, invoice .. do */
	int			distance;		/* containers between it and the records */
	int64_t		own;			/* records of its ancestor; -1: of the page */
	unsigned	frame;			/* serial number of what it stands in */
	char		name[64];		/* of what it is quoted by: next.after */
	char		member[64];		/* its own */
	char		place[API_SEARCH_PLACE];	/* jsonpath; "": none can be given */
	char		value[API_SEARCH_TEXT]; /* decoded */
	char		beside[64];		/* the member that tells a page's place: offset, page; "" */
	bool		by_offset;		/* it is an offset */
	bool		from_one;		/* and of the first record 1 */
	bool		aside;			/* what stands beside the records has it */
	bool		beckons;		/* an object called next, beside the records, has it */
	bool		lower;			/* "relation": "gte" or the like stands beside it */
	bool		current;		/* current stands beside it */
	bool		counts_pages;	/* a total beside current, and no size */
} ApiSign;

/* A container that was entered. */
typedef struct ApiSearchFrame
{
	unsigned	serial;
	bool		object;
	bool		ancestor;		/* of the records */
	bool		within;			/* a wildcard of the records' path matched on the way */
	bool		bare;			/* it matched the wildcard itself, or lies in one that did, aside */
	bool		place;			/* numbers count here */
	bool		paging;			/* it is for paging */
	bool		others;			/* it has records of another kind */
	bool		aside;			/* it stands beside the records, for whatever */
	bool		lone;			/* an array that has one element, so far */
	bool		lists;			/* it has lists of its own, but of links */
	bool		links;			/* an array of links, or one of them */
	bool		relates;		/* a link: to the next page */
	bool		neighbour;
	bool		paged;
	bool		sized;
	bool		located;		/* page or offset do, and not only a limit */
	bool		money;
	bool		sale;
	bool		beckons;		/* it is called next, and beside the records */
	bool		lower;
	bool		current;		/* "current": 1 */
	int64_t		limit;			/* records of a page, by a limit; 0: it has none */
	int64_t		size;			/* the same by size alone, which may be something else's */
	bool		inherits;		/* its naming is that of the object that it stands in */
	int			matched;		/* steps of the records' path; -1: off it */
	int			mark;			/* signs that there were before it */
	bool		counts;			/* its elements are records */
	int64_t		count;			/* of records in it; -1: it has no such array */
	uint32_t	index;
	ApiNaming	naming;			/* what its own name says */
	char		name[64];
	char		beside[64];
	bool		by_offset;
	bool		from_one;
	char		link[API_SEARCH_TEXT];
	char		filter[64];		/* of a link: how a path finds it */
} ApiSearchFrame;

typedef struct ApiSearch
{
	ApiWalk		walk;
	const ApiPath *records;		/* not owned; NULL: the root array's elements */
	ApiWords	noun;			/* of the records' array */
	bool		generic;		/* its name says nothing of what they are */
	int			depth;
	unsigned	serial;
	int64_t		size;			/* of a page, as the envelope says; 0: it does not */
	bool		back;			/* a member leads to a page before this */
	bool		in_header;		/* the walk is over a header's JSON */
	int			members;		/* seen so far */
	int64_t		inner;			/* records in lists of several ancestors, in sum */
	ApiSearchFrame frames[API_SEARCH_DEPTH];
	ApiOrdinal	ordinal;
	int			nsigns;
	ApiSign		signs[API_SEARCH_SIGNS];
} ApiSearch;

extern void api_search_begin(ApiSearch *search, const ApiPath *records);
extern void api_search_feed(ApiSearch *search, const char *text, size_t len);

/* No bytes come any more. */
extern void api_search_end(ApiSearch *search);

/* A response's header. */
extern void api_search_header(ApiSearch *search, const char *name, const char *value);

#endif							/* API_SEARCH_H */
