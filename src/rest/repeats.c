/*
 * repeats.c
 *		Records that come twice.  See repeats.h.
 */
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "rest/owed.h"
#include "rest/repeats.h"

#define STEPS 1024				/* of a chain that are remembered */

static bool
refuse_repeat(ApiError *err, const char *what, const char *hint)
{
	api_error_set(err, API_ERR_PAGING, "%s", what);
	api_error_hint(err, "%s", hint);
	return false;
}

static int
compare_digests(const void *a, const void *b)
{
	uint64_t	left = *(const uint64_t *) a;
	uint64_t	right = *(const uint64_t *) b;

	return (left > right) - (left < right);
}

/* Is no record like another of them?  Of a single one nobody knows. */
static bool
are_distinct(const uint64_t *digests, size_t count)
{
	uint64_t   *sorted = malloc(count * sizeof(*sorted) + 1);
	bool		distinct = sorted != NULL;

	if (sorted != NULL)
	{
		memcpy(sorted, digests, count * sizeof(*sorted));
		qsort(sorted, count, sizeof(*sorted), compare_digests);
		for (size_t i = 1; i < count; i++)
			distinct &= sorted[i] != sorted[i - 1];
	}
	free(sorted);
	return distinct;
}

/* Has the page several records, and none that is like another? */
static bool
are_records_distinct(const ApiPage *page)
{
	const ApiEdges *edges = api_page_edges(page);
	const uint64_t *head;
	size_t		nhead;

	if (edges == NULL)
		return false;
	head = api_edges_first(edges, &nhead);
	return nhead > 1 && are_distinct(head, nhead);
}

/* ---- pages that come again ---- */

/* The page is to be dropped; what was lent of it cannot be taken back. */
static ApiVerdict
drop(const ApiPage *page, ApiError *err)
{
	if (api_page_before(page) == 0)
		return API_VERDICT_DROP;
	(void) refuse_repeat(err, "the page has the same records as the page before, and some of them were given",
						 "It is larger than scan_buffer and came in portions: raise scan_buffer.");
	return API_VERDICT_ERROR;
}

/* The page has the records of the page before. */
static ApiVerdict
judge_repeat(const ApiPaging *paging, ApiChain *chain, const ApiPage *page, ApiError *err)
{
	bool		ends = paging->spec.on_repeated_page == API_REPEAT_END;
	bool		from_zero = paging->spec.kind == API_PAGER_PAGE_NUMBER && paging->spec.start_page == 0 &&
		chain->judged == 1;

	if (ends && chain->wraps.again && chain->judged > 1)
	{
		(void) refuse_repeat(err, "the first page came again, and then once more",
							 "Its records would come twice: say by has_more_path, total_path or total_pages_path where"
							 " the pages end.");
		return API_VERDICT_ERROR;
	}
	if (ends)
	{
		chain->stutters = from_zero;
		return drop(page, err);
	}
	(void) refuse_repeat(err, "the page has the same records as the page before", from_zero ?
						 "The API may count its pages from 1: then drop start_page '0'.  Or it does not know the paging"
						 " parameter, or repeats its last page: check page_param, or set on_repeated_page 'end'." :
						 "The API may not know the paging parameter, or repeat its last page:"
						 " check page_param and offset_param, or set on_repeated_page 'end' to stop there.");
	return API_VERDICT_ERROR;
}

/* The page has the records of one some pages before; the first is where APIs begin again. */
static ApiVerdict
judge_wrap(const ApiPaging *paging, const ApiPage *page, ApiWrap wrap, ApiError *err)
{
	if (wrap == API_WRAP_FIRST && paging->spec.on_repeated_page == API_REPEAT_END)
		return drop(page, err);
	if (!paging->pager->countable)
		return API_VERDICT_DELIVER;
	if (wrap == API_WRAP_FIRST)
		(void) refuse_repeat(err, "the page has the same records as the first page",
							 "The API may begin again behind its last page: set on_repeated_page 'end' to stop"
							 " there.  Else check page_param and offset_param; 'ignore' takes all as they come.");
	else
		(void) refuse_repeat(err, "the pages come again, in a circle",
							 "Check page_param and offset_param, and say by has_more_path, total_path or"
							 " total_pages_path where they end; on_repeated_page 'ignore' takes all as they come.");
	return API_VERDICT_ERROR;
}

/* Has the page, which is not like the one before, come earlier? */
static ApiVerdict
judge_again(const ApiPaging *paging, ApiChain *chain, const ApiPage *page, ApiError *err)
{
	bool		sure = api_wraps_knows(&chain->wraps, chain->content) && are_records_distinct(page);
	ApiWrap		wrap = api_wraps_add(&chain->wraps, chain->judged, chain->content, sure);

	if (chain->stutters)
	{
		(void) refuse_repeat(err, "the pages 0 and 1 have the same records, and page 2 has others",
							 "The API counts its pages from 1: drop start_page '0'.");
		return API_VERDICT_ERROR;
	}
	return wrap != API_WRAP_NONE ? judge_wrap(paging, page, wrap, err) : API_VERDICT_DELIVER;
}

ApiVerdict
api_repeat_judge(const ApiPaging *paging, ApiChain *chain, const ApiPage *page, ApiError *err)
{
	int64_t		records = api_page_counted(page);
	uint64_t	content = 0;
	bool		repeats;

	if (records > 0)
		content = api_page_digest(page);
	repeats = chain->repeats = chain->judged > 0 && records > 0 && records == chain->content_records &&
		content == chain->content;
	chain->content = content;
	chain->content_records = records;
	if (records == 0 || paging->spec.on_repeated_page == API_REPEAT_IGNORE)
		return API_VERDICT_DELIVER;
	/* all came, and a link leads on to the last page once more */
	if (repeats && !paging->pager->countable && chain->said >= 0 && chain->said == chain->records)
		return API_VERDICT_DROP;
	if (!repeats)
		return judge_again(paging, chain, page, err);
	return paging->pager->countable || paging->spec.on_repeated_page == API_REPEAT_END ?
		judge_repeat(paging, chain, page, err) : API_VERDICT_DELIVER;
}

/*
 * Has the page no records, and itself for its next?  Feeds that may go on end so, for who
 * comes again later; a page that is asked for again before there was any record may be
 * one to wait for.
 */
static bool
leads_to_itself(const ApiChain *chain, const ApiPage *page)
{
	return api_page_counted(page) == 0 && chain->records > 0 && chain->following.url != NULL &&
		strcmp(chain->following.url, api_transfer_request(page->transfer)->url) == 0;
}

/* What is asked for next. */
static uint64_t
next_digest(const ApiChain *chain)
{
	ApiDigest	digest = API_DIGEST_INIT;

	if (chain->following.url != NULL)
		api_digest_add(&digest, chain->following.url, strlen(chain->following.url));
	for (int i = 0; i < API_ASK_MAX; i++)
		if (chain->following.values[i].json != NULL)
		{
			api_digest_add(&digest, &i, sizeof(i));
			api_digest_add(&digest, chain->following.values[i].json,
						   strlen(chain->following.values[i].json));
		}
	return api_digest_value(&digest);
}

/*
 * Was there a page with that content and next page, as far as is remembered: the first, and
 * the last thousand?  Remembers this one.
 */
static bool
been_there(ApiChain *chain, uint64_t hash)
{
	int64_t		at = chain->nsteps;

	for (int64_t i = 0; i < at && i < STEPS; i++)
		if (chain->steps[i] == hash)
			return true;
	if (at >= STEPS)
		at = 1 + (at - 1) % (STEPS - 1);
	else if ((at & (at - 1)) == 0)
	{
		uint64_t   *more = realloc(chain->steps, sizeof(*more) * (size_t) (at > 0 ? at * 2 : 1));

		if (more == NULL)
			return false;
		chain->steps = more;
	}
	chain->steps[at] = hash;
	chain->nsteps++;
	return false;
}

/*
 * A mark that is set at pages 1, 2, 4, 8 .. meets every circle in the end (Brent); but rows came
 * twice by then, and a total may be reached before.  So steps are remembered, too, where they
 * go on: a cursor that stays the same says nothing of where it is.
 */
bool
api_repeat_check_circle(const ApiPaging *paging, ApiChain *chain, const ApiPage *page,
						ApiEnd *why, ApiError *err)
{
	bool		open = *why == API_END_OPEN;
	bool		any = api_page_counted(page) > 0;
	ApiDigest	digest = API_DIGEST_INIT;
	uint64_t	next;
	uint64_t	hash;
	bool		been;

	if (!open && (!chain->follows || !any || paging->spec.on_repeated_page == API_REPEAT_IGNORE))
		return true;
	if (open && leads_to_itself(chain, page))
	{
		*why = API_END_REPEAT;
		return true;
	}
	next = next_digest(chain);
	api_digest_add(&digest, &chain->content, sizeof(chain->content));
	api_digest_add(&digest, &next, sizeof(next));
	hash = api_digest_value(&digest);
	been = any && next != chain->led_to && been_there(chain, hash);
	chain->led_to = next;
	been |= open && chain->judged > 0 && hash == chain->mark;
	if (been && !any && paging->spec.on_repeated_page == API_REPEAT_END)
		*why = API_END_REPEAT;
	else if (been)
		return refuse_repeat(err, "the pages lead round in a circle",
							 chain->repeats && any ?
							 "If the API's last page leads to itself, set on_repeated_page 'end'; else check where the"
							 " next page is told." :
							 "A page had the same content and the same next page before: check"
							 " cursor_path or next_url_path, or set stop_on_empty.");
	if (chain->judged >= chain->mark_at)
	{
		chain->mark = hash;
		chain->mark_at = chain->judged * 2 + 1;
	}
	return true;
}

/*
 * Offsets went by page_size because the pages before had no records; this is the first that
 * has some, and it is shorter: the server may cut its pages there, and then records between
 * were never asked for.  A total would tell.
 */
static bool
steps_blindly(const ApiChain *chain, int64_t records)
{
	return chain->judged > 0 && records > 0 && records == chain->records &&
		records < chain->size && chain->total_min < 0;
}

bool
api_repeat_check_step(const ApiPaging *paging, const ApiChain *chain, int64_t records, ApiError *err)
{
	if (paging->spec.kind != API_PAGER_OFFSET)
		return true;
	if (steps_blindly(chain, records))
	{
		api_error_set(err, API_ERR_PAGING, "the first page with records has %lld of them, and the pages"
					  " before it were taken to hold %lld", (long long) records, (long long) chain->size);
		api_error_hint(err, "Records between may have been left out: set page_size to what the API gives,"
					   " or name its total by total_path.");
		return false;
	}
	if (records <= chain->size)
		return true;
	api_error_set(err, API_ERR_PAGING, "a page has %lld records, but the next begins %lld behind it",
				  (long long) records, (long long) chain->size);
	api_error_hint(err, "Records would come twice.  Offsets go by the size of the first page that was"
				   " shorter than page_size, or by page_size: set it to what the API gives.");
	return false;
}

/* ---- pages that run into each other ---- */

/*
 * The most records at the end of tail that head begins with: the longest prefix of the
 * one that is a suffix of the other, by Knuth, Morris and Pratt.  0 also without memory.
 */
static size_t
overlap_of(const uint64_t *tail, size_t ntail, const uint64_t *head, size_t nhead)
{
	size_t	   *back = calloc(nhead + 1, sizeof(*back));
	size_t		matched = 0;

	if (back == NULL)
		return 0;
	for (size_t i = 1; i < nhead; i++)
	{
		while (matched > 0 && head[i] != head[matched])
			matched = back[matched];
		matched += head[i] == head[matched];
		back[i + 1] = matched;
	}
	matched = 0;
	for (size_t i = 0; i < ntail; i++)
	{
		while (matched == nhead || (matched > 0 && tail[i] != head[matched]))
			matched = back[matched];
		matched += tail[i] == head[matched];
	}
	free(back);
	return matched;
}

/* Keeps the page's last records for the next. */
static void
keep_tail(ApiChain *chain, const ApiEdges *edges)
{
	if (chain->tail == NULL)
		chain->tail = malloc(API_EDGE_MAX * sizeof(*chain->tail));
	chain->ntail = chain->tail != NULL ? api_edges_last(edges, chain->tail) : 0;
}

bool
api_repeat_check_overlap(const ApiPaging *paging, ApiChain *chain, const ApiPage *page, ApiError *err)
{
	const ApiEdges *edges = api_page_edges(page);
	const uint64_t *head;
	size_t		nhead;
	size_t		twice;

	if (edges == NULL || paging->spec.keyed || paging->spec.on_repeated_page == API_REPEAT_IGNORE)
		return true;
	head = api_edges_first(edges, &nhead);
	twice = overlap_of(chain->tail, chain->ntail, head, nhead);
	if (twice > 0)
	{
		bool		sure = chain->ntail + nhead > 2 &&
			are_distinct(chain->tail, chain->ntail) && are_distinct(head, nhead);
		ApiError   *told = sure ? err : &chain->overlap;

		if (!api_error_is_set(told))
			api_error_set(told, API_ERR_PAGING,
						  "the page begins with the %zu record%s that the page before ended with", twice,
						  twice == 1 ? "" : "s");
		if (chain->repeats && !paging->pager->countable)
			api_error_hint(told, "The page is the one before once more.  If the API's last page leads to itself, set"
						   " on_repeated_page 'end'; else check where the next page is told.");
		else if (api_owed_misnamed(paging))
			api_error_hint(told, "%s", api_owed_pager_hint(paging));
		else
			api_error_hint(told, "Records would come twice: the API filters after it has cut its pages, or records"
					   " were added meanwhile.  Set page_size and page_size_param to what the API gives, or"
					   " unique_key and on_duplicate_row 'ignore' to take each once; on_repeated_page 'ignore'"
					   " takes all as they come.");
		if (sure)
			return false;
	}
	if (chain->end < 0)
		keep_tail(chain, edges);
	return true;
}

/* ---- requests that come again ---- */

bool
api_repeat_asks(const ApiPaging *paging, ApiChain *chain, const ApiRequest *request)
{
	uint64_t	before = chain->request;
	ApiDigest	digest = API_DIGEST_INIT;

	if (paging->pager->countable)
		return false;
	api_digest_add_text(&digest, request->url);
	if (request->body.len > 0)
		api_digest_add(&digest, request->body.data, request->body.len);
	chain->request = api_digest_value(&digest);
	return chain->asked > 1 && chain->request == before;
}

bool
api_repeat_check_given(ApiChain *chain, const ApiPage *page, ApiError *err)
{
	chain->given |= api_transfer_copied(page->transfer);
	if (!chain->given || !page->again ||
		(page->state == API_PAGE_WHOLE && api_page_counted(page) == chain->content_records &&
		 api_page_digest(page) == chain->content))
		return true;
	api_error_set(err, API_ERR_PAGING, "the same request gives another page each time, and the first ones were"
				  " another scan's of the table");
	api_error_hint(err, "Such an API counts what it has given: set api_fdw.share_requests to off for the query,"
				   " so that each scan begins by itself.");
	return false;
}
