/*
 * paging.h
 *		How a table's API pages: the options, checked and compiled once a scan.
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_PAGING_H
#define API_PAGING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "json/query.h"
#include "json/reader.h"
#include "rest/ask.h"
#include "rest/records.h"

/* The words of the option pagination, in its order. */
typedef enum ApiPagerKind
{
	API_PAGER_AUTO,
	API_PAGER_NONE,
	API_PAGER_PAGE_NUMBER,
	API_PAGER_OFFSET,
	API_PAGER_CURSOR,
	API_PAGER_NEXT_URL,
	API_PAGER_LINK_HEADER
} ApiPagerKind;

typedef enum ApiOnRepeat
{
	API_REPEAT_STOP,
	API_REPEAT_END,
	API_REPEAT_IGNORE
} ApiOnRepeat;

typedef enum ApiCheckTotal
{
	API_TOTAL_CHECKED,
	API_TOTAL_WARNED,
	API_TOTAL_TRUSTED			/* not checked at all */
} ApiCheckTotal;

/* Most tokens that a cursor is made of. */
#define API_CURSOR_MAX 4

/* The options; texts are copied where they are kept, NULL: not given. */
typedef struct ApiPagingSpec
{
	ApiPagerKind kind;
	int64_t		page_size;		/* records; 0: not given */
	int64_t		min_page_size;	/* a limit may lower page_size to that; 0: not at all */
	const char *page_size_param;
	const char *page_param;
	const char *offset_param;
	const char *cursor_param;	/* a list, separated by commas */
	const char *cursor_path;	/* as many paths */
	const char *cursor_header;
	const char *start_cursor;
	int64_t		start_page;
	bool		start_page_given;
	int64_t		start_offset;
	const char *next_url_path;
	const char *record_path;	/* of the table; NULL: the body.  Read once, not kept */
	const char *next_prefix;	/* path that root-relative next links are below; NULL: as they are */
	bool		next_from_base;	/* of a next link only path and query count; the prefix is base_url's */
	const char *has_more_path;
	const char *total_path;
	const char *total_header;
	const char *total_pages_path;
	const char *total_pages_header;
	bool		stop_on_empty;
	bool		stop_on_empty_given;	/* else each pager has its own default */
	bool		stop_on_short;	/* a page with fewer records than page_size is the last */
	int64_t		max_pages;		/* 0: no bound */
	int64_t		sampled_pages;	/* of each chain no more are asked for, and none is missed; 0: no bound */
	bool		speculative_pages;
	bool		post;			/* requests are POST: none is sent on a guess */
	bool		enveloped;		/* the table has a record_path */
	ApiOnRepeat on_repeated_page;
	bool		keyed;			/* records that come twice are told by a key */
	ApiCheckTotal check_total;
	bool		count_from_total;	/* a total of records is believed, see plan/counting.h */
	const char *base_url;
	const char *const *allowed_origins; /* NULL-terminated, or NULL */
} ApiPagingSpec;

/* A value of the envelope that is read of each page. */
typedef struct ApiEnvelope
{
	ApiQuery   *query;			/* owned; NULL: not wanted */
	int			slots[2];		/* of its prefixes */
	int			steps[2];		/* of them that stand before the slots */
	int			nslots;
} ApiEnvelope;

/* Where auto looks for a link in an envelope. */
typedef struct ApiLikely
{
	bool		bare;			/* named next and no more */
	ApiEnvelope envelope;
	ApiEnvelope method;			/* beside it: how the link wants to be asked */
} ApiLikely;

typedef struct ApiPager ApiPager;

typedef struct ApiPaging
{
	ApiPagingSpec spec;			/* its texts are owned, but for the lists */
	const ApiPager *pager;
	char	   *origins;		/* malloc'd: base of the copied allowed_origins */

	/* the parameters it asks by, and which value of an ask is what; -1: none */
	const char *asked[API_ASK_MAX];
	int			nasked;
	int			ask_size;
	int			ask_place;		/* page number or offset */
	int			ask_cursor;		/* the first token */
	int			ncursors;
	char	   *names;			/* malloc'd: the cursor's names, cut apart */

	/* what it reads */
	ApiEnvelope cursors[API_CURSOR_MAX];
	bool		of_record[API_CURSOR_MAX];	/* a last element's key, not a token of the envelope */
	bool		keyset;			/* they are of the last record, which has them on each page */
	bool		by_key;			/* and are keys, and not what a last line tells of the next page */
	ApiEnvelope next_url;
	ApiEnvelope next_method;	/* beside it, in an object that is a link */
	ApiEnvelope has_more;
	ApiEnvelope total;
	ApiEnvelope total_pages;
	ApiLikely  *likely;			/* malloc'd: auto's; NULL otherwise */
	int			nlikely;
} ApiPaging;

/*
 * Checks and compiles; copies what it needs.  NULL with API_ERR_OPTION_VALUE, whose
 * hint says which options go together.
 */
extern ApiPaging *api_paging_create(const ApiPagingSpec *spec, ApiError *err);

/* Wants what it reads from the projection that its pages are read by. */
extern bool api_paging_project(ApiPaging *paging, ApiProjection *projection, ApiError *err);

/* Wants a single envelope's value; one without a query wants nothing. */
extern bool api_envelope_project(ApiEnvelope *envelope, ApiProjection *projection, ApiError *err);

/* What a page has there: found->text NULL if nothing.  false with err: malformed. */
extern bool api_envelope_find(const ApiEnvelope *envelope, ApiPage *page, ApiText *found,
							  ApiError *err);

extern void api_paging_free(ApiPaging *paging);

#endif							/* API_PAGING_H */
