/*
 * chain.c
 *		The pages of one binding.  See chain.h.
 */
#include <stdlib.h>
#include <string.h>

#include "rest/alike.h"
#include "rest/chain.h"
#include "rest/kept.h"
#include "rest/owed.h"
#include "rest/repeats.h"
#include "rest/shape_error.h"
#include "rest/totals.h"

ApiChain *
api_chain_create(const ApiPaging *paging, int64_t limit, bool *shown, ApiError *err)
{
	int64_t		least = limit > paging->spec.min_page_size ? limit : paging->spec.min_page_size;
	ApiChain   *chain = calloc(1, sizeof(*chain));

	if (chain == NULL)
	{
		api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
		return NULL;
	}
	chain->end = chain->planned = -1;
	chain->total_min = chain->total_max = chain->ordinal = chain->said = -1;
	chain->shown = shown;
	chain->follows = true;
	chain->limit = limit;
	if (paging->ask_size >= 0)
	{
		chain->asked_size = paging->spec.page_size;
		if (limit > 0 && paging->spec.min_page_size > 0 && chain->asked_size > least)
			chain->asked_size = least;
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
	api_error_clear(&chain->unproven);
	api_error_clear(&chain->cut);
	api_error_clear(&chain->doubt);
	api_error_clear(&chain->lost);
	api_error_clear(&chain->overlap);
	free(chain->tail);
	free(chain->steps);
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

	if (chain->ended || chain->waits || (chain->end >= 0 && chain->asked >= chain->end) ||
		(paging->spec.sampled_pages > 0 && chain->asked >= paging->spec.sampled_pages) ||
		(paging->spec.max_pages > 0 && chain->asked > paging->spec.max_pages))
		return false;
	/* the first page comes alone; what is chained, one at a time */
	if (ahead == 0)
		return chain->follows;
	if (!paging->pager->countable || chain->judged == 0)
		return false;
	if (chain->confirms)
		return ahead == 1;
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
		chain->follows = chain->found = false;
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

/* The chain has so many pages, for that reason. */
static void
set_end(ApiChain *chain, int64_t pages, ApiEnd why)
{
	chain->end = pages;
	chain->why = why;
}

static bool
judge_end(const ApiPaging *paging, ApiChain *chain, ApiPage *page, const ApiSigner *signer,
		  ApiError *err)
{
	ApiEnd		why;

	if (!api_end_read_more(paging, chain, page, err))
		return false;
	if (!paging->pager->countable)
		chain->follows = false;
	chain->sound = true;
	if (paging->pager->learn != NULL && chain->has_more != 0 &&
		!paging->pager->learn(paging, chain, page, signer, err))
		return false;
	*chain->shown |= chain->found;
	why = api_end_of_page(paging, chain, page, err);
	if (api_error_is_set(err))
		return false;
	chain->sound = false;
	if (!paging->pager->countable &&
		!api_repeat_check_circle(paging, chain, page, &why, err))
		return false;
	if (!api_end_at_max(paging, chain, &why, err))
		return false;
	if (why != API_END_OPEN)
		set_end(chain, chain->judged + 1, why);
	return true;
}

/* Is a page without records, behind good ones, an error that has no status?  false: err. */
static bool
check_midway(const ApiPaging *paging, ApiChain *chain, const ApiPage *page, ApiError *err)
{
	const ApiBuffer *body = &api_transfer_response(page->transfer)->body;
	bool		told = chain->has_more == 0 || chain->why == API_END_TOTAL;
	bool		news = !chain->says && !paging->spec.stop_on_empty_given;

	if (api_page_counted(page) > 0)
		chain->says |= page->says;
	else if (page->guesses && chain->records > 0 && !told)
		return !api_shape_tells_empty(body->data, body->len, true, news, err, &chain->doubt);
	return true;
}

bool
api_chain_waits(const ApiPaging *paging, ApiChain *chain, const ApiPage *page)
{
	const ApiPage *behind = page->next;
	bool		empty = page->state == API_PAGE_WHOLE && api_page_counted(page) == 0;
	bool		enough = chain->limit > 0 && chain->records >= chain->limit;
	bool		ends = paging->pager->countable && paging->spec.stop_on_empty && !paging->spec.stop_on_empty_given &&
		!chain->declared && paging->has_more.query == NULL;

	chain->waits = empty && ends && !enough && chain->judged > 0 && behind != NULL &&
		behind->state == API_PAGE_POSTED && api_transfer_attempts(behind->transfer) <= 1;
	return chain->waits;
}

/* The pages end with one that has no records: has none of those behind it, which came already, some? */
static bool
check_behind(const ApiPaging *paging, const ApiChain *chain, const ApiPage *page, ApiError *err)
{
	const ApiPage *behind = page->next;
	bool		enough = chain->limit > 0 && chain->records >= chain->limit;

	if (chain->end < 0 || chain->why != API_END_EMPTY || paging->spec.stop_on_empty_given || enough)
		return true;
	while (behind != NULL && !(behind->state == API_PAGE_WHOLE && api_page_counted(behind) > 0))
		behind = behind->next;
	if (behind == NULL)
		return true;
	api_error_set(err, API_ERR_PAGING, "the page has no records, but page %lld, which was asked for with it, has some",
				  (long long) behind->number + 1);
	api_error_hint(err, "The API may filter after it has cut its pages: say by has_more_path, total_path or"
				   " total_pages_path where they end, or by stop_on_empty 'off' and max_pages; stop_on_empty"
				   " 'on' takes an empty page for the end.");
	return false;
}

/* Is it a page beyond max_pages, and not only the end of those? */
static bool
check_max_pages(const ApiPaging *paging, const ApiChain *chain, const ApiPage *page, ApiError *err)
{
	if (paging->spec.max_pages == 0 || chain->judged < paging->spec.max_pages ||
		api_page_counted(page) == 0)
		return true;
	return api_end_refuse_pages(paging, err);
}

/* The page in hand is judged; pages behind the end are nobody's. */
static void
close_page(ApiChain *chain)
{
	chain->judged++;
	chain->ended = chain->end >= 0 && chain->judged >= chain->end;
}

/* A redirect that changes what was asked for leads to other records. */
static void
note_astray(ApiChain *chain, const ApiPage *page)
{
	const char *url = api_transfer_request(page->transfer)->url;
	const char *led_to = api_transfer_response(page->transfer)->url;
	char		name[API_KEPT_NAME];

	if (led_to == NULL || strcmp(url, led_to) == 0 || api_error_is_set(&chain->lost) ||
		!api_kept_astray(url, led_to, name))
		return;
	api_error_set(&chain->lost, API_ERR_PAGING, "a redirect changed or left out the parameter %s that the"
				  " request had", name);
	api_error_hint(&chain->lost, "Where it only adds or takes a slash, write the option path as the API wants it.");
}

ApiVerdict
api_chain_judge(const ApiPaging *paging, ApiChain *chain, ApiPage *page, const ApiSigner *signer,
				ApiError *err)
{
	ApiVerdict	verdict = api_repeat_judge(paging, chain, page, err);

	if (verdict == API_VERDICT_DELIVER && !check_max_pages(paging, chain, page, err))
		verdict = API_VERDICT_ERROR;
	if (verdict == API_VERDICT_DROP && chain->stutters && chain->judged == 1)
		chain->judged++;
	else if (verdict == API_VERDICT_DROP)
	{
		set_end(chain, chain->judged, API_END_REPEAT);
		chain->ended = true;
	}
	if (verdict != API_VERDICT_DELIVER)
		return verdict;
	note_astray(chain, page);
	chain->records += api_page_counted(page);
	chain->rows += (int64_t) (api_page_records(page) + api_page_before(page));
	learn_size(paging, chain, api_page_counted(page));
	if (!api_repeat_check_step(paging, chain, api_page_counted(page), err) ||
		!api_totals_learn(paging, chain, page, err) ||
		!judge_end(paging, chain, page, signer, err) ||
		!check_midway(paging, chain, page, err) ||
		!check_behind(paging, chain, page, err) ||
		!api_repeat_check_overlap(paging, chain, page, err) ||
		!api_alike_check(paging, chain, page, err))
		return API_VERDICT_ERROR;
	close_page(chain);
	return API_VERDICT_DELIVER;
}

void
api_chain_stop(ApiChain *chain, ApiEnd why)
{
	set_end(chain, chain->judged + 1, why);
	close_page(chain);
}

void
api_chain_fail(ApiChain *chain)
{
	set_end(chain, chain->judged, API_END_FAILED);
	chain->ended = true;
}

/* Only what can be counted, and is known to go on, goes on without that page. */
void
api_chain_skip(const ApiPaging *paging, ApiChain *chain)
{
	chain->skipped = true;
	chain->ntail = 0;
	if (!paging->pager->countable || chain->planned <= chain->judged + 1 ||
		(paging->spec.max_pages > 0 && chain->judged >= paging->spec.max_pages))
		set_end(chain, chain->judged + 1, API_END_FAILED);
	close_page(chain);
}

/* What lacks may be the page 0 that nobody asked for: as many as a page has, or all that there are. */
static bool
lacks_first(const ApiPaging *paging, const ApiChain *chain)
{
	int64_t		lack = chain->total_min - chain->records;

	return api_owed_from_one(paging) && lack > 0 && (chain->records == 0 || lack == chain->size);
}

static void
hint_incomplete(const ApiPaging *paging, const ApiChain *chain, ApiError *err)
{
	if (lacks_first(paging, chain))
		api_error_hint(err, "The API may count its pages from 0: then set start_page '0'.  If its total is wrong,"
					   " set check_total to warn or off.");
	else if (chain->records < chain->total_min && api_owed_misnamed(paging))
		api_error_hint(err, "%s  If the API's total is wrong, set check_total to warn or off.",
					   api_owed_pager_hint(paging));
	else if (chain->records >= chain->total_min && chain->records < chain->total_max)
		api_error_hint(err, "The total changed while the pages were read: records were added or removed, and others may"
					   " have slipped by.  Try again, or set check_total to warn or off.");
	else if (chain->records > chain->total_max && chain->total_min == chain->total_max)
		api_error_hint(err, "If the option names the number of a page's records, name that of all.  Records may"
					   " have been added while the pages were read: try again, or set check_total to warn or off.");
	else
		api_error_hint(err, "Records may have been added or removed while the pages were read: try"
					   " again. If the API's total is wrong, set check_total to warn or off.");
}

/* Have as many come as the largest total says?  Where it says so itself it may be more. */
static bool
is_fulfilled(const ApiChain *chain)
{
	return chain->records == chain->total_max || chain->rows == chain->total_max ||
		(chain->lower && chain->records > chain->total_max);
}

bool
api_chain_complete(const ApiPaging *paging, const ApiChain *chain, ApiError *err)
{
	if (chain->total_min < 0 || !chain->declared || chain->skipped ||
		paging->spec.check_total == API_TOTAL_TRUSTED ||
		is_fulfilled(chain))
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
	hint_incomplete(paging, chain, err);
	return false;
}
