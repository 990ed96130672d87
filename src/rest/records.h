/*
 * records.h
 *		A page: one response's records, framed as its bytes arrive, delivered
 *		whole or not at all.
 *
 * A page owns its transfer (and so the body) and its reader.  Only a page whose
 * transfer ended well and whose body is whole is delivered; but for a body that is
 * larger than may be held, which comes in portions.
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_RECORDS_H
#define API_RECORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "json/reader.h"
#include "json/zip.h"
#include "net/transfer.h"
#include "rest/binding.h"
#include "rest/shape_error.h"
#include "rest/stages.h"

/* Most values (records x slots) that a page may hold: 256 MB of slices. */
#define API_PAGE_MAX_SLICES ((size_t) 32 * 1024 * 1024)

/* How a body holds its records. */
typedef enum ApiRecordFormat
{
	API_FORMAT_AUTO,			/* by the response's Content-Type */
	API_FORMAT_JSON,			/* one document */
	API_FORMAT_NDJSON			/* values one after the other */
} ApiRecordFormat;

/* How far a page is. */
typedef enum ApiPageState
{
	API_PAGE_POSTED,			/* asked for; its transfer is not done */
	API_PAGE_WHOLE,				/* its records may be delivered */
	API_PAGE_NONE,				/* the status says, by option, that there are none */
	API_PAGE_FAILED,			/* see error */
	API_PAGE_END				/* no page: a chain has ended, with an error or none */
} ApiPageState;

typedef struct ApiPage
{
	ApiPageState state;
	int64_t		number;			/* within its chain, from 0 */
	int64_t		left_out;		/* rows before it that were not asked for: see rest/jump.h */
	struct ApiChain *chain;		/* that asked for it; NULL once it is judged */
	ApiTransfer *transfer;		/* owned; set by whoever put the request */
	ApiReader  *reader;			/* owned */
	const ApiProjection *projection;	/* what the reader looks for */
	const ApiProjection *declared;	/* what the table's columns look for; or NULL */
	int			attempt;		/* the attempt whose bytes the reader has seen */
	size_t		fed;			/* how many of them */
	ApiBindings *bindings;		/* which asked for it: a share; and the number among them */
	int64_t		binding;
	int64_t		fetched_at_us;	/* Unix time when the response was whole */
	int			nshown;			/* the first slots, which columns show */
	ApiStage	stage;			/* changed by api_stream_event alone */
	bool		again;			/* asked for by the same request as the page before */
	bool		streams;		/* its body is larger than is held: it came, or comes, in portions */
	bool		empty;			/* whole, with no body to read: 204 */
	ApiRecordFormat format;
	bool		in_columns;		/* the one record's arrays, side by side, are the records */
	ApiZip	   *zip;			/* owned; their elements, once the page is whole */
	bool		searches;		/* what is not of its records is searched (rest/signs.h) */
	struct ApiSearch *search;	/* owned: of what was dropped; NULL: nothing was */
	ApiHead		head;			/* of a body in portions, where errors are looked for */
	bool		none;			/* whole, and no record, as on_missing has it */
	bool		ignore_missing; /* a body without the records' place has none */
	bool		guesses;		/* no option says where errors stand: see rest/shape_error.h */
	bool		says;			/* there is a message beside its records, or nobody looked */
	bool		stands_in;		/* failed, and delivered as one row that tells so */
	char	   *joined;			/* malloc'd: its lines as an array, where the root is wanted */
	size_t		joined_len;
	ApiError	unplaced;		/* whole, with ancestors of records that all lack the records' place */
	ApiError	beside;			/* whole, and telling of an error beside its records */
	ApiError	doubt;			/* whole, with something that may be records elsewhere */
	ApiError	error;			/* why it cannot be delivered */
	char		index[16];		/* digits of an array's index, for a short while */
	struct ApiPage *prev;		/* in the list that owns it */
	struct ApiPage *next;
} ApiPage;

/* Pages, each in one list, which owns it. */
typedef struct ApiPageList
{
	ApiPage    *first;
	ApiPage    *last;
	int			count;
} ApiPageList;

extern void api_pages_append(ApiPageList *list, ApiPage *page);
extern void api_pages_remove(ApiPageList *list, ApiPage *page);
extern void api_pages_free(ApiPageList *list);

/*
 * A page for a response to come; the transfer, with the page as its tag, and the bindings
 * are set later.  The projections must outlive it; declared: see rest/shape.h.  reader is one of
 * that projection, read to its end, and becomes the page's; NULL: it makes one.  NULL
 * with err when out of memory: the reader is gone, too.
 */
extern ApiPage *api_page_create(const ApiProjection *projection, const ApiProjection *declared,
								ApiReader *reader, ApiError *err);

/* What tells that a chain has ended, and takes its error if it has one; NULL: out of memory. */
extern ApiPage *api_page_create_end(ApiBindings *bindings, int64_t binding, ApiError *failure);

/*
 * The arrival pass: reads what came since the last call.  Starts afresh when
 * the transfer did.  Errors wait in page->error until the transfer is done (a
 * failed attempt may be followed by a good one).
 */
extern void api_page_advance(ApiPage *page);

/* Is it lines of a body whose end nobody told, so that some may be missing? */
extern bool api_page_open_ended(const ApiPage *page);

/* Is it a response that has no body to read, and is no failure: 204? */
extern bool api_page_no_content(const ApiPage *page);

/*
 * The transfer is done and was good as HTTP goes: reads the rest and judges the
 * whole.  false: page->error is set.  *truncated tells that the body only ended
 * too early, perhaps before it began, which another attempt may cure.
 */
extern bool api_page_finish(ApiPage *page, bool *truncated);

/* Rows that the page gives: records, after explosion; or one that stands in. */
extern size_t api_page_records(const ApiPage *page);

/* Records as APIs count them: before explosion. */
extern int64_t api_page_counted(const ApiPage *page);

/* Is the body an object, and the one record? */
extern bool api_page_is_object(const ApiPage *page);

/* The first and last of those that api_page_counted counts; NULL: they are not noted. */
extern const ApiEdges *api_page_edges(const ApiPage *page);

/* A hash of the records. */
extern uint64_t api_page_digest(const ApiPage *page);

/* The text of an envelope's slot, and its length; NULL: the body has none. */
extern const char *api_page_envelope(const ApiPage *page, int slot, size_t *len);

/* The text of a record's slot, and its length; NULL: the record has none.  Lives
 * as long as the page, has no NUL behind it. */
extern const char *api_page_value(const ApiPage *page, size_t record, int slot, size_t *len);

/*
 * A record's own slices (see api_reader_row) and the body that they are of; NULL: what the
 * record has must be asked for with api_page_value.
 */
extern const ApiSlice *api_page_row(const ApiPage *page, size_t record, const char **body);

/* Has a record of the page a value in that slot? */
extern bool api_page_finds(const ApiPage *page, int slot);

/* Strays of a record (see json/reader.h): none of most pages. */
extern const ApiStray *api_page_strays(const ApiPage *page, size_t record, size_t *count);

/* The first one of a number, of all records, or NULL. */
extern const ApiStray *api_page_stray(const ApiPage *page, int number);

/* A stray's text in that record, and its length; NULL: none.  Its name, with quotes. */
extern const char *api_page_stray_text(const ApiPage *page, size_t record, const ApiStray *stray,
									   size_t *len);
extern const char *api_page_stray_name(const ApiPage *page, const ApiStray *stray, size_t *len);

/*
 * Has some record a member that a column of the table reads, whether it is wanted or not?
 * A page without records, or whose records have no members, says nothing: true.
 */
extern bool api_page_known(const ApiPage *page);

/* Why not: the error, whose hint has the members that a record has. */
extern void api_page_refuse_unknown(const ApiPage *page, ApiError *err);

/* Calls emit for the records that the page's body has, or such as are left of it. */
extern void api_page_sample(const ApiPage *page, ApiSliceEmit emit, void *arg);

/* Records that came in portions before. */
extern size_t api_page_before(const ApiPage *page);

/*
 * The records that are complete have been read: drops them, and what of the body
 * nobody needs any more.  false: page->error is set.
 */
extern bool api_page_drop(ApiPage *page);

/* Bytes of memory the page holds, body and slices. */
extern size_t api_page_bytes(const ApiPage *page);

/* Frees the page and its transfer, also in flight; NULL is ignored. */
extern void api_page_free(ApiPage *page);

/* Frees the page, and gives its reader for another page: the caller's from here on. */
extern ApiReader *api_page_retire(ApiPage *page);

#endif							/* API_RECORDS_H */
