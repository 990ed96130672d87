/*
 * chain.c
 *		The pages of one binding.  See chain.h.
 */
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "json/scalar.h"
#include "rest/chain.h"
#include "rest/totals.h"

/* Pages without records in a row, where a total says that more should come, after
 * which nobody asks on: completeness judges. */
#define MAX_EMPTIES 100

ApiChain *
api_chain_create(const ApiPaging *paging, int64_t limit, ApiError *err)
{
	ApiChain   *chain = calloc(1, sizeof(*chain));

	if (chain == NULL)
	{
		api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
		return NULL;
	}
	chain->end = chain->planned = -1;
	chain->total_min = chain->total_max = -1;
	chain->follows = true;
	chain->limit = limit;
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
	api_error_clear(&chain->cut);
	api_bindings_free(chain->bindings);
	free(chain);
}

/* ---- asking ---- */

/* Is its next page beyond what totals promise? */
static bool
beyond_plan(const ApiChain *chain)
{
	return chain->planned < 0 || chain->asked >= chain->planned;
}

/* May a page be asked for before the one before it is judged, though no total is known? */
static bool
speculates(const ApiPaging *paging)
{
	return paging->spec.speculative_pages && !paging->spec.post;
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

	if (chain->ended || (chain->end >= 0 && chain->asked >= chain->end) ||
		(paging->spec.max_pages > 0 && chain->asked > paging->spec.max_pages))
		return false;
	/* the first page comes alone; what is chained, one at a time */
	if (ahead == 0)
		return chain->follows;
	if (!paging->pager->countable || chain->judged == 0)
		return false;
	if (!beyond_plan(chain))
		return ahead < window;
	return chain->planned < 0 && !chain->doubtful && speculates(paging) &&
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

	if (records > 0)
		content = api_page_digest(page);
	repeats = chain->judged > 0 && records > 0 && records == chain->content_records &&
		content == chain->content;
	chain->content = content;
	chain->content_records = records;
	if (!repeats || !paging->pager->countable || paging->spec.on_repeated_page == API_REPEAT_IGNORE)
		return API_VERDICT_DELIVER;
	if (paging->spec.on_repeated_page == API_REPEAT_END)
	{
		chain->end = chain->judged;
		return API_VERDICT_DROP;
	}
	(void) refuse_repeat(err, "the page has the same records as the page before",
						 "The API may not know the paging parameter, or repeat its last page:"
						 " check page_param and offset_param, or set on_repeated_page 'end' to stop there.");
	return API_VERDICT_ERROR;
}

/*
 * Chained: the same request with the same content leads round in a circle.  A mark
 * set at page 1, 2, 4, 8 .. meets every circle in the end.
 */
static bool
check_circle(ApiChain *chain, ApiError *err)
{
	ApiDigest	digest = API_DIGEST_INIT;
	uint64_t	hash;

	if (!chain->follows)
		return true;
	api_digest_add(&digest, &chain->content, sizeof(chain->content));
	if (chain->following.url != NULL)
		api_digest_add(&digest, chain->following.url, strlen(chain->following.url));
	for (int i = 0; i < API_ASK_MAX; i++)
		if (chain->following.values[i].json != NULL)
		{
			api_digest_add(&digest, &i, sizeof(i));
			api_digest_add(&digest, chain->following.values[i].json,
						   strlen(chain->following.values[i].json));
		}
	hash = api_digest_value(&digest);
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

/* By offsets, a page that is larger than the step runs into the next. */
static bool
check_step(const ApiPaging *paging, const ApiChain *chain, int64_t records, ApiError *err)
{
	if (paging->spec.kind != API_PAGER_OFFSET || records <= chain->size)
		return true;
	api_error_set(err, API_ERR_PAGING, "a page has %lld records, but the next begins %lld behind it",
				  (long long) records, (long long) chain->size);
	api_error_hint(err, "Records would come twice.  Offsets go by the size of the first page that was"
				   " shorter than page_size, or by page_size: set it to what the API gives.");
	return false;
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

/*
 * A page that is short, of a server that gives what it is asked for, is the last.
 * Who speculates has asked further, or could have: there the next page decides, so
 * that the rows do not depend on what happened to be asked for.
 */
static bool
ends_short(const ApiPaging *paging, ApiChain *chain, int64_t records)
{
	chain->doubtful = records > 0 && !chain->declared && chain->honours &&
		records < chain->asked_size;
	return chain->doubtful && !speculates(paging);
}

/* Does a countable chain end with this page? */
static bool
count_ends(const ApiPaging *paging, ApiChain *chain, int64_t records, int has_more, ApiError *err)
{
	bool		promised = chain->declared && chain->planned > chain->judged + 1;
	bool		owed = chain->declared && chain->records < chain->total_min;

	chain->empties = records > 0 ? 0 : chain->empties + 1;
	if (has_more == 0)
		return true;
	if (has_more > 0)
		return chain->empties >= MAX_EMPTIES &&
			refuse_repeat(err, "a hundred pages in a row have no records, and say that there are more",
						  "Check has_more_path, and whether the API knows the paging parameter.");
	if (chain->declared && !promised && !owed)
		return true;
	if (records == 0 && (promised || owed))
		return chain->empties >= MAX_EMPTIES || (!promised && chain->empties > 1);
	if (records == 0 && chain->empties >= MAX_EMPTIES && !paging->spec.stop_on_empty &&
		paging->spec.max_pages == 0)
		return refuse_repeat(err, "a hundred pages in a row have no records, and nothing says that they end",
							 "Check has_more_path and the options of totals, or set stop_on_empty or"
							 " max_pages.");
	if (records == 0)
		return paging->spec.stop_on_empty;
	return ends_short(paging, chain, records);
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

static bool
refuse_pages(const ApiPaging *paging, ApiError *err)
{
	api_error_set(err, API_ERR_PAGING, "there are more than max_pages (%lld) pages",
				  (long long) paging->spec.max_pages);
	api_error_hint(err, "The rows would have been incomplete: raise max_pages, or ask for less"
				   " by WHERE or LIMIT.");
	return false;
}

/* Nobody asks on behind max_pages: with a page that has no records the chain ends there,
 * unless something says that there are more. */
static bool
stop_at_max(const ApiPaging *paging, const ApiChain *chain, int has_more, bool *ends, ApiError *err)
{
	bool		promised = chain->declared && chain->planned > chain->judged + 1;

	if (*ends || paging->spec.max_pages == 0 || chain->judged < paging->spec.max_pages)
		return true;
	*ends = paging->pager->countable && has_more <= 0 && !promised;
	return *ends || refuse_pages(paging, err);
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
	{
		ends = count_ends(paging, chain, records, has_more, err);
		if (api_error_is_set(err))
			return false;
	}
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
	if (!stop_at_max(paging, chain, has_more, &ends, err))
		return false;
	if (ends)
		chain->end = chain->judged + 1;
	return true;
}

/* Is it a page beyond max_pages, and not only the end of those? */
static bool
check_max_pages(const ApiPaging *paging, const ApiChain *chain, const ApiPage *page, ApiError *err)
{
	if (paging->spec.max_pages == 0 || chain->judged < paging->spec.max_pages ||
		api_page_counted(page) == 0)
		return true;
	return refuse_pages(paging, err);
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

	if (verdict == API_VERDICT_DELIVER && !check_max_pages(paging, chain, page, err))
		verdict = API_VERDICT_ERROR;
	if (verdict == API_VERDICT_ERROR)
		return verdict;
	if (verdict == API_VERDICT_DROP)
	{
		chain->ended = true;
		return verdict;
	}
	chain->records += api_page_counted(page);
	learn_size(paging, chain, api_page_counted(page));
	if (!check_step(paging, chain, api_page_counted(page), err) ||
		!api_totals_learn(paging, chain, page, err) ||
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

bool
api_chain_may_be_past(const ApiChain *chain, int status)
{
	return chain->doubtful &&
		(status == 400 || status == 404 || status == 410 || status == 416 || status == 422);
}

/* Only what can be counted, and is known to go on, goes on without that page. */
void
api_chain_skip(const ApiPaging *paging, ApiChain *chain)
{
	chain->skipped = true;
	if (!paging->pager->countable || chain->planned <= chain->judged + 1 ||
		(paging->spec.max_pages > 0 && chain->judged >= paging->spec.max_pages))
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
