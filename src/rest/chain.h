/*
 * chain.h
 *		The pages of one binding: what to ask next, what a page tells, when it ends.
 *
 * A chain's pages are *asked* one after the other, several at once where they can
 * be counted, and *judged* strictly in page order: a page that comes early waits.
 * So totals, repeats and ends mean the same however fast the server is, and a page
 * that failed counts only when the chain really reaches it.
 *
 * How many pages of a chain may be on their way at once:
 *
 *   chained (cursor, link)    one: the next is known when the last is judged
 *   countable, before page 1  one
 *   countable, total known    as many as the window lets
 *   countable, no total       one more than pages came with records (1, 2, 4 ..),
 *                             so that what is asked past the end stays below what
 *                             was fetched
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_CHAIN_H
#define API_CHAIN_H

#include <stdbool.h>
#include <stdint.h>

#include "net/message.h"
#include "rest/binding.h"
#include "rest/ends.h"
#include "rest/paging.h"
#include "rest/weigh.h"
#include "rest/wraps.h"

typedef struct ApiChain
{
	struct ApiChain *prev;		/* among the stream's open ones */
	struct ApiChain *next;
	ApiBindings *bindings;		/* whose pages they are: a share; and the number among them */
	int64_t		binding;
	ApiPageList pages;			/* asked for, not judged, in page order */
	ApiPageList ready;			/* judged, held back for keep_order */
	int64_t		asked;			/* pages asked for so far */
	int64_t		judged;			/* of them */
	int64_t		filled;			/* pages that came with records */
	int64_t		end;			/* pages that it has; -1: not known */
	ApiEnd		why;			/* and the reason */
	bool		ended;			/* all of them were judged */
	bool		skipped;		/* a failure was passed over: totals say nothing */

	int			has_more;		/* what has_more_path said last: 1 or 0; -1: nothing */
	int			empties;		/* pages without records in a row */
	bool		sound;			/* what fails is none of the page in hand: its rows count */

	bool		says;			/* a page with records had a message beside them */

	/* countable */
	int64_t		size;			/* records of a full page; 0: not known */
	int64_t		asked_size;		/* of the page size parameter; 0: none is sent */
	bool		honours;		/* the server gives as many as it is asked for */
	int64_t		planned;		/* pages by the totals; -1: not known */
	bool		pages_told;		/* a page has said how many pages there are */
	bool		declared;		/* totals that an option names, not a guess */
	int64_t		left_out;		/* pages behind the first: see rest/jump.h */
	bool		doubtful;		/* the page judged last was short: it may be the last */
	bool		confirms;		/* a status may be the end: the page behind it tells */
	bool		waits;			/* the page in hand may be the end: one asked for already tells */
	char		told[API_SIGNS_SEEN];	/* what the last page with records says of more; "" */
	bool		told_total;		/* it is a total */
	int64_t		ordinal;		/* by what number the page judged last called itself; -1: none */

	/* chained */
	ApiAsk		following;		/* what to ask next */
	bool		follows;		/* there is something to ask */
	uint64_t	request;		/* the digest of the last one */
	bool		given;			/* a page was another scan's */
	bool		found;			/* the page has the place where the next is told, maybe empty */
	bool	   *shown;			/* the stream's: some page has had it */

	/* totals */
	int64_t		records;		/* received */
	int64_t		total_min;		/* smallest and largest declared; -1: none was */
	int64_t		total_max;
	int64_t		rows;			/* that the records made: of lists in them each may be counted */
	bool		lower;			/* the pages call their total a lower bound: it ends nothing */
	bool		fell;			/* a page has declared fewer pages than one before it */
	int64_t		said;			/* the largest total of pages where no option names one; -1: none */

	/* records that come twice */
	uint64_t   *tail;			/* malloc'd digests of the last records of the page before; or NULL */
	size_t		ntail;
	uint64_t	content;		/* of the page before */
	int64_t		content_records;
	uint64_t	first_key;		/* of the page before: the first record's key, and all; 0: none */
	uint64_t	keys;
	size_t		alike_records;	/* how many it had */
	int			alike;			/* pages in a row with the same */
	bool		repeats;		/* the page in hand has the content of the page before */
	ApiWraps	wraps;
	bool		stutters;		/* pages 0 and 1 are one and the same: the next tells why */
	uint64_t	mark;			/* a request and its content, some pages ago */
	int64_t		mark_at;		/* when a new mark is set */
	uint64_t   *steps;			/* such marks of all pages, or of the first and the last ones */
	int64_t		nsteps;			/* so far */
	uint64_t	led_to;			/* what the page before told to ask for */

	ApiError	error;			/* with keep_order: waits for the chain's turn */
	int64_t		limit;			/* rows that are wanted of the scan; 0: all */
	ApiError	overlap;		/* of a page that seems to begin with records of the one before */
	ApiError	unproven;		/* a full page without a next, and nobody has seen one there */
	ApiError	cut;			/* of a page that may be cut, for who wants more than limit */
	bool		round;			/* its one page says nothing of others, and is as large as pages are */
	ApiError	lost;			/* a link lacks what was asked by: for a warning */
	ApiError	doubt;			/* all was followed, and yet a total says more: for a warning */
} ApiChain;

/* What becomes of a page. */
typedef enum ApiVerdict
{
	API_VERDICT_DELIVER,
	API_VERDICT_DROP,			/* it repeats the page before */
	API_VERDICT_ERROR			/* err says why */
} ApiVerdict;

/*
 * limit: rows that are wanted of the scan, 0: all; lowers the page size as far as min_page_size
 * allows.  shown is the
 * scan's, of all its chains.  Whoever opens it sets its bindings.
 */
extern ApiChain *api_chain_create(const ApiPaging *paging, int64_t limit, bool *shown, ApiError *err);
extern void api_chain_free(ApiChain *chain);

/* May it ask for a further page, with so many on their way in a window? */
extern bool api_chain_may_ask(const ApiPaging *paging, const ApiChain *chain, int window);

/* Would that page be asked for on a guess? */
extern bool api_chain_guesses(const ApiPaging *paging, const ApiChain *chain);

/*
 * What its next page is asked by; *ask is initialized here, the caller's to clear.
 * Counts the page as asked.
 */
extern bool api_chain_ask(const ApiPaging *paging, ApiChain *chain, ApiAsk *ask, ApiError *err);

/* A page arrived whole, perhaps early: counts it. */
extern void api_chain_arrived(ApiChain *chain, const ApiPage *page);

/*
 * Judges the next page in order, which is whole: learns from it what comes next
 * and whether the chain ends.  signer strips credentials from links; may be NULL.
 */
extern ApiVerdict api_chain_judge(const ApiPaging *paging, ApiChain *chain, ApiPage *page,
								  const ApiSigner *signer, ApiError *err);

/*
 * Is the next page in order, which has come, one without records that ends the pages, while
 * the one behind it is still on its way?  That one may have some.
 */
extern bool api_chain_waits(const ApiPaging *paging, ApiChain *chain, const ApiPage *page);

/* The next page in order brought no records, and the chain ends with it. */
extern void api_chain_stop(ApiChain *chain, ApiEnd why);

/* The chain has failed: nothing more is judged. */
extern void api_chain_fail(ApiChain *chain);

/* The next page in order failed and is passed over; the chain may go on. */
extern void api_chain_skip(const ApiPaging *paging, ApiChain *chain);

/*
 * All pages are judged: were the records as many as declared?  false with err
 * (API_ERR_INCOMPLETE) if not.
 */
extern bool api_chain_complete(const ApiPaging *paging, const ApiChain *chain, ApiError *err);

/* ---- strategies ---- */

/* A way of paging. */
struct ApiPager
{
	bool		countable;		/* a page can be asked for by its number */

	/* Fills in what page number (from 0) is asked by. */
	bool		(*ask) (const ApiPaging *paging, ApiChain *chain, int64_t number, ApiAsk *ask,
						ApiError *err);

	/*
	 * Learns from the page that is being judged: sets chain->following and follows.
	 * NULL: nothing follows, or all is known by counting.
	 */
	bool		(*learn) (const ApiPaging *paging, ApiChain *chain, ApiPage *page,
						  const ApiSigner *signer, ApiError *err);
};

/* Follows a reference, which is freed here; NULL or "" is the end. */
/* May the link beside which that stands be followed, which is by GET?  false with err: not. */
extern bool api_pager_by_get(const ApiEnvelope *method, ApiPage *page, ApiError *err);

extern bool api_pager_follow(const ApiPaging *paging, ApiChain *chain, ApiPage *page,
							 const ApiSigner *signer, char *reference, ApiError *err);

/* By kind. */
extern const ApiPager *api_pager_of(ApiPagerKind kind);

extern const ApiPager api_pager_auto;
extern const ApiPager api_pager_none;
extern const ApiPager api_pager_page_number;
extern const ApiPager api_pager_offset;
extern const ApiPager api_pager_cursor;
extern const ApiPager api_pager_next_url;
extern const ApiPager api_pager_link_header;

#endif							/* API_CHAIN_H */
