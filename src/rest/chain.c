/*
 * chain.c
 *		The pages of one binding.  See chain.h.
 */
#include <stdlib.h>
#include <string.h>

#include "json/scalar.h"
#include "rest/chain.h"
#include "rest/totals.h"

/* Pages without records in a row, where a total says that more should come, after
 * which nobody asks on: completeness judges. */
#define MAX_EMPTIES 100

ApiChain *
api_chain_create(const ApiPaging *paging, int64_t binding, int64_t limit, ApiError *err)
{
	ApiChain   *chain = calloc(1, sizeof(*chain));

	if (chain == NULL)
	{
		api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
		return NULL;
	}
	chain->binding = binding;
	chain->end = chain->planned = -1;
	chain->total_min = chain->total_max = -1;
	chain->follows = true;
	if (paging->ask_size >= 0)
	{
		chain->asked_size = paging->spec.page_size;
		if (limit > 0 && limit < chain->asked_size)
			chain->asked_size = limit;
	}
	chain->size = chain->asked_size > 0 ? chain->asked_size : paging->spec.page_size;
	return chain;
}

void
api_chain_free(ApiChain *chain)
{
	if (chain == NULL)
		return;
	api_pages_free(&chain->pages);
	api_pages_free(&chain->ready);
	api_ask_clear(&chain->following);
	api_error_clear(&chain->error);
	free(chain);
}

/* ---- asking ---- */

/* Is its next page beyond what totals promise? */
static bool
beyond_plan(const ApiChain *chain)
{
	return chain->planned < 0 || chain->asked >= chain->planned;
}

bool
api_chain_guesses(const ApiPaging *paging, const ApiChain *chain)
{
	return paging->pager->countable && chain->asked > chain->judged && beyond_plan(chain);
}

bool
api_chain_may_ask(const ApiPaging *paging, const ApiChain *chain, int window)
{
	int64_t		ahead = chain->asked - chain->judged;

	if (chain->ended || (chain->end >= 0 && chain->asked >= chain->end))
		return false;
	/* the first page comes alone; what is chained, one at a time */
	if (ahead == 0)
		return chain->follows;
	if (!paging->pager->countable || chain->judged == 0)
		return false;
	if (!beyond_plan(chain))
		return ahead < window;
	return chain->planned < 0 && paging->spec.speculate && !paging->spec.post &&
		ahead < window && ahead < chain->filled + 1;
}

bool
api_chain_ask(const ApiPaging *paging, ApiChain *chain, ApiAsk *ask, ApiError *err)
{
	*ask = (ApiAsk) API_ASK_INIT;
	if (!paging->pager->countable && chain->asked > 0)
	{
		*ask = chain->following;
		chain->following = (ApiAsk) API_ASK_INIT;
		chain->follows = false;
	}
	else if (paging->pager->ask != NULL &&
			 !paging->pager->ask(paging, chain, chain->asked, ask, err))
		return false;
	if (paging->ask_size >= 0 && ask->url == NULL && chain->asked_size > 0 &&
		!api_ask_number(ask, paging->ask_size, chain->asked_size, err))
		return false;
	chain->asked++;
	return true;
}

void
api_chain_arrived(ApiChain *chain, const ApiPage *page)
{
	chain->filled += api_page_counted(page) > 0;
}

/* ---- judging ---- */

/* Mixes a text into a hash. */
static uint64_t
mix(uint64_t hash, const char *text, size_t len)
{
	const uint64_t prime = UINT64_C(0x9E3779B97F4A7C15);
	uint64_t	word;

	for (; len >= sizeof(word); text += sizeof(word), len -= sizeof(word))
	{
		memcpy(&word, text, sizeof(word));
		hash = (hash ^ word) * prime;
		hash ^= hash >> 29;
	}
	word = len;
	memcpy(&word, text, len);
	hash = (hash ^ word ^ (uint64_t) len << 56) * prime;
	return hash ^ hash >> 32;
}

static uint64_t
hash_records(const ApiPage *page)
{
	size_t		len;
	const char *text = api_page_span(page, &len);

	return mix(len, text, len);
}

static bool
refuse_repeat(ApiError *err, const char *what, const char *hint)
{
	api_error_set(err, API_ERR_PAGING, "%s", what);
	api_error_hint(err, "%s", hint);
	return false;
}

/* The same records as the page before? */
static ApiVerdict
judge_repeat(const ApiPaging *paging, ApiChain *chain, const ApiPage *page, ApiError *err)
{
	int64_t		records = api_page_counted(page);
	uint64_t	content = 0;
	bool		repeats;

	/* what came in portions is not there to be compared */
	if (page->streams)
		content = (uint64_t) chain->judged * 2 + 1;
	else if (records > 0)
		content = hash_records(page);
	repeats = chain->judged > 0 && records > 0 && records == chain->content_records &&
		content == chain->content;
	chain->content = content;
	chain->content_records = records;
	if (!repeats || !paging->pager->countable || paging->spec.on_repeat == API_REPEAT_IGNORE)
		return API_VERDICT_DELIVER;
	if (paging->spec.on_repeat == API_REPEAT_END)
	{
		chain->end = chain->judged;
		return API_VERDICT_DROP;
	}
	(void) refuse_repeat(err, "the page has the same records as the page before",
						 "The API may not know the paging parameter, or repeat its last page:"
						 " check page_param and offset_param, or set on_repeat 'end' to stop there.");
	return API_VERDICT_ERROR;
}

/*
 * Chained: the same request with the same content leads round in a circle.  A mark
 * set at page 1, 2, 4, 8 .. meets every circle in the end.
 */
static bool
check_circle(ApiChain *chain, ApiError *err)
{
	uint64_t	hash = chain->content ^ (uint64_t) chain->content_records;

	if (!chain->follows)
		return true;
	if (chain->following.url != NULL)
		hash = mix(hash, chain->following.url, strlen(chain->following.url));
	for (int i = 0; i < API_ASK_MAX; i++)
		if (chain->following.values[i].json != NULL)
			hash = mix(hash + (uint64_t) i, chain->following.values[i].json,
					   strlen(chain->following.values[i].json));
	if (chain->judged > 0 && hash == chain->mark)
		return refuse_repeat(err, "the pages lead round in a circle",
							 "A page had the same content and the same next page before: check"
							 " cursor_path or next_url_path, or set stop_on_empty.");
	if (chain->judged >= chain->mark_at)
	{
		chain->mark = hash;
		chain->mark_at = chain->judged * 2 + 1;
	}
	return true;
}

/* Learns the size of the server's pages from the first that has records. */
static void
learn_size(const ApiPaging *paging, ApiChain *chain, int64_t records)
{
	if (chain->judged == 0)
		chain->honours = chain->asked_size > 0 && records == chain->asked_size;
	/* a later page with records shows that a short one was not the end */
	if (chain->judged == 0 && records > 0 && paging->pager->countable &&
		(chain->size == 0 || records != chain->size))
		chain->size = records;
}

/* What has_more says: 1 or 0; -1: nothing. */
static int
read_has_more(const ApiPaging *paging, ApiPage *page, ApiError *err)
{
	ApiText		found;

	if (paging->has_more.query == NULL || !api_envelope_find(&paging->has_more, page, &found, err) ||
		found.text == NULL || api_text_null(found.text, found.len))
		return -1;
	return api_text_falsy(found.text, found.len) ? 0 : 1;
}

/* Does a countable chain end with this page? */
static bool
count_ends(const ApiPaging *paging, ApiChain *chain, int64_t records, int has_more)
{
	bool		promised = chain->declared && chain->planned > chain->judged + 1;
	bool		owed = chain->declared && chain->records < chain->total_min;

	chain->empties = records > 0 ? 0 : chain->empties + 1;
	if (has_more == 0)
		return true;
	if (has_more > 0)
		return false;
	if (chain->declared && !promised && !owed)
		return true;
	if (records == 0 && (promised || owed))
		return chain->empties >= MAX_EMPTIES || (!promised && chain->empties > 1);
	if (records == 0)
		return paging->spec.stop_on_empty;
	/* a short page, of a server that gives what it is asked for */
	return !chain->declared && chain->honours && records < chain->asked_size &&
		chain->filled <= chain->judged + 1;
}

/* Does a chained chain end with this page? */
static bool
links_end(const ApiPaging *paging, ApiChain *chain, int64_t records, int has_more, ApiError *err)
{
	if (has_more == 0 || (records == 0 && paging->spec.stop_on_empty))
		return true;
	if (has_more > 0 && !chain->follows)
	{
		api_error_set(err, API_ERR_PAGING, "the page says that there is more, but not where");
		api_error_hint(err, "It has nothing at cursor_path or next_url_path: check these options"
					   " and has_more_path.");
		return false;
	}
	return !chain->follows;
}

/* Ends, or goes on: within max_pages. */
static bool
set_end(const ApiPaging *paging, ApiChain *chain, bool ends, ApiError *err)
{
	if (ends)
		chain->end = chain->judged + 1;
	else if (paging->spec.max_pages > 0 && chain->judged + 1 >= paging->spec.max_pages)
	{
		api_error_set(err, API_ERR_PAGING, "there are more than max_pages (%lld) pages",
					  (long long) paging->spec.max_pages);
		api_error_hint(err, "The rows would have been incomplete: raise max_pages, or ask for less"
					   " by WHERE or LIMIT.");
		return false;
	}
	return true;
}

static bool
judge_end(const ApiPaging *paging, ApiChain *chain, ApiPage *page, const ApiSigner *signer,
		  ApiError *err)
{
	int64_t		records = api_page_counted(page);
	int			has_more = read_has_more(paging, page, err);
	bool		ends;

	if (api_error_is_set(err))
		return false;
	if (paging->pager->countable)
		ends = count_ends(paging, chain, records, has_more);
	else
	{
		chain->follows = false;
		if (paging->pager->learn != NULL && has_more != 0 &&
			!paging->pager->learn(paging, chain, page, signer, err))
			return false;
		ends = links_end(paging, chain, records, has_more, err);
		if (api_error_is_set(err) || (!ends && !check_circle(chain, err)))
			return false;
	}
	return set_end(paging, chain, ends, err);
}

/* The page in hand is judged; pages behind the end are nobody's. */
static void
close_page(ApiChain *chain)
{
	chain->judged++;
	chain->ended = chain->end >= 0 && chain->judged >= chain->end;
}

ApiVerdict
api_chain_judge(const ApiPaging *paging, ApiChain *chain, ApiPage *page, const ApiSigner *signer,
				ApiError *err)
{
	ApiVerdict	verdict = judge_repeat(paging, chain, page, err);

	if (verdict == API_VERDICT_ERROR)
		return verdict;
	if (verdict == API_VERDICT_DROP)
	{
		chain->ended = true;
		return verdict;
	}
	chain->records += api_page_counted(page);
	learn_size(paging, chain, api_page_counted(page));
	if (!api_totals_learn(paging, chain, page, err) ||
		!judge_end(paging, chain, page, signer, err))
		return API_VERDICT_ERROR;
	close_page(chain);
	return API_VERDICT_DELIVER;
}

void
api_chain_stop(ApiChain *chain)
{
	chain->end = chain->judged + 1;
	close_page(chain);
}

/* Only what can be counted, and is known to go on, goes on without that page. */
void
api_chain_skip(const ApiPaging *paging, ApiChain *chain)
{
	chain->skipped = true;
	if (!paging->pager->countable || chain->planned <= chain->judged + 1)
		chain->end = chain->judged + 1;
	close_page(chain);
}

bool
api_chain_complete(const ApiPaging *paging, const ApiChain *chain, ApiError *err)
{
	if (chain->total_min < 0 || !chain->declared || chain->skipped ||
		paging->spec.check_total == API_TOTAL_TRUSTED ||
		(chain->records >= chain->total_min && chain->records <= chain->total_max))
		return true;
	if (chain->total_min == chain->total_max)
		api_error_set(err, API_ERR_INCOMPLETE,
					  "the API declares a total of %lld records, but sent %lld",
					  (long long) chain->total_min, (long long) chain->records);
	else
		api_error_set(err, API_ERR_INCOMPLETE,
					  "the API declares totals from %lld to %lld records, but sent %lld",
					  (long long) chain->total_min, (long long) chain->total_max,
					  (long long) chain->records);
	api_error_hint(err, "Records may have been added or removed while the pages were read: try"
				   " again. If the API's total is wrong, set check_total to warn or off.");
	return false;
}
