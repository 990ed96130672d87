/*
 * ends.c
 *		Why a chain of pages ends.  See ends.h.
 *
 * What contradicts each other is judged by strength: an option that says so wins over
 * has_more_path, that over cursors, links and totals.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "json/scalar.h"
#include "rest/chain.h"
#include "rest/owed.h"
#include "rest/rounds.h"

/* Pages without records in a row after which nobody asks on. */
#define MAX_EMPTIES 100

/* How many records APIs let pages reach at most: a thousand, or some. */
#define ROUND_DEPTH 1000

const char *
api_end_words(ApiEnd why)
{
	static const char *const words[API_ENDS] = {
		[API_END_OPEN] = "",
		[API_END_HAS_MORE] = "has_more false",
		[API_END_NO_NEXT] = "no next",
		[API_END_NOT_FULL] = "no next and page not full",
		[API_END_EMPTY] = "empty page",
		[API_END_TOTAL] = "total reached",
		[API_END_OBJECT] = "one object",
		[API_END_STATUS] = "status",
		[API_END_LIMIT] = "limit",
		[API_END_ONE_PAGE] = "pagination none",
		[API_END_SHORT] = "stop_on_short",
		[API_END_REPEAT] = "repeated page",
		[API_END_NO_SIGN] = "no sign of more",
		[API_END_FAILED] = "failure",
	};

	return words[why];
}

static ApiEnd
refuse(ApiError *err, const char *what, const char *hint)
{
	api_error_set(err, API_ERR_PAGING, "%s", what);
	api_error_hint(err, "%s", hint);
	return API_END_OPEN;
}

/*
 * A text at has_more_path: words say yes or no, links and tokens are there where there is more.
 * What is neither may mean either.
 */
static bool
read_more_text(const ApiPaging *paging, ApiChain *chain, const ApiText *found, ApiError *err)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_- ";
	char	   *plain = api_text_plain(found->text, found->len, err);
	int			truth;

	if (plain == NULL)
		return false;
	truth = api_word_truth(plain);
	if (truth < 0 && api_token_void(plain))
		truth = 0;
	if (truth < 0 && (strlen(plain) > 20 || strspn(plain, letters) < strlen(plain)))
		truth = 1;
	chain->has_more = truth;
	if (truth < 0)
	{
		api_error_set(err, API_ERR_PAGING, "has_more_path finds \"%s\", which says neither yes nor no", plain);
		api_error_hint(err, "Name the text that means more: has_more_path '%s == \"...\"'.",
					   paging->spec.has_more_path);
	}
	free(plain);
	return truth >= 0;
}

bool
api_end_read_more(const ApiPaging *paging, ApiChain *chain, ApiPage *page, ApiError *err)
{
	ApiText		found;

	chain->has_more = -1;
	if (paging->has_more.query == NULL)
		return true;
	if (!api_envelope_find(&paging->has_more, page, &found, err))
		return false;
	if (found.text == NULL || api_text_null(found.text, found.len))
		return true;
	if (*found.text == '"')
		return read_more_text(paging, chain, &found, err);
	chain->has_more = api_text_falsy(found.text, found.len) ? 0 : 1;
	return true;
}

/*
 * Is the page shorter than asked for, where an option says that it is the last?  A first
 * page of a round size may be all that the server gives at once.
 */
static bool
stops_short(const ApiPaging *paging, const ApiChain *chain, int64_t records)
{
	int64_t		full = chain->asked_size > 0 ? chain->asked_size : paging->spec.page_size;

	if (!paging->spec.stop_on_short || records == 0)
		return false;
	if (chain->judged == 0)
		return records < full && !api_rounds_is(records);
	return records < (chain->size < full ? chain->size : full);
}

/* ---- pages that can be counted ---- */

/* No records, and no total that says that some must come: is it the end? */
static ApiEnd
end_empty(const ApiPaging *paging, const ApiChain *chain, ApiError *err)
{
	if (paging->spec.stop_on_empty)
		return API_END_EMPTY;
	if (chain->empties < MAX_EMPTIES || paging->spec.max_pages > 0)
		return API_END_OPEN;
	return refuse(err, "a hundred pages in a row have no records, and nothing says that they end",
				  "Check has_more_path and the options of totals, or set stop_on_empty or max_pages.");
}

/* A total says that there is more to come, and this page has nothing. */
static ApiEnd
end_owed(const ApiChain *chain, bool promised)
{
	return chain->empties >= MAX_EMPTIES || (!promised && chain->empties > 1) ?
		API_END_EMPTY : API_END_OPEN;
}

/*
 * Do declared totals promise pages behind this one?  Those that only follow from a total of
 * records, by the size of a page that was perhaps short, are none when that is reached.
 */
static bool
promises_pages(const ApiChain *chain)
{
	bool		reached = chain->total_max >= 0 && chain->records >= chain->total_max;

	return chain->declared && chain->planned > chain->judged + 1 && (chain->pages_told || !reached);
}

static ApiEnd
end_of_counted(const ApiPaging *paging, ApiChain *chain, int64_t records, ApiError *err)
{
	bool		promised = promises_pages(chain);
	bool		owed = chain->declared && chain->records < chain->total_min;
	bool		insists = paging->spec.stop_on_empty_given && paging->spec.stop_on_empty;

	if (chain->has_more == 0)
		return API_END_HAS_MORE;
	if (stops_short(paging, chain, records) && !(promised && chain->pages_told))
		return API_END_SHORT;
	if (chain->has_more > 0)
	{
		if (records == 0 && insists)
			return API_END_EMPTY;
		return chain->empties < MAX_EMPTIES ? API_END_OPEN :
			refuse(err, "a hundred pages in a row have no records, and say that there are more",
				   "Check has_more_path, and whether the API knows the paging parameter.");
	}
	if (chain->declared && !promised && !owed)
		return API_END_TOTAL;
	if (records > 0)
		return API_END_OPEN;
	return promised || owed ? end_owed(chain, promised) : end_empty(paging, chain, err);
}

/* ---- pages that each tell of the next ---- */

/* The place where a page tells of the next. */
static const char *
place_of_next(const ApiPaging *paging)
{
	if (paging->spec.kind == API_PAGER_LINK_HEADER)
		return "the Link header";
	if (paging->spec.kind == API_PAGER_NEXT_URL)
		return "next_url_path";
	return paging->spec.cursor_header != NULL ? "cursor_header" : "cursor_path";
}

/* There is no next, but signs of it elsewhere.  A LIMIT may have enough. */
static ApiEnd
refuse_signs(const ApiPaging *paging, ApiChain *chain, const ApiSigns *signs, ApiError *err)
{
	bool		enough = chain->limit > 0 && chain->records >= chain->limit;
	ApiError   *told = enough ? &chain->cut : err;
	const char *option = signs->verdict == API_SIGNS_MORE_NUMBER ? api_owed_option(signs) : signs->options;

	if (paging->spec.kind == API_PAGER_AUTO)
	{
		api_signs_refuse(signs, chain->records, told);
		return enough ? API_END_LIMIT : API_END_OPEN;
	}
	api_error_set(told, API_ERR_PAGING, "the response says %s, but %s has no next page",
				  signs->seen, place_of_next(paging));
	if (*option != '\0')
		api_error_hint(told, "Perhaps %s; has_more_path says what counts.", option);
	else
		api_error_hint(told, "Correct where the next page is told; has_more_path says what counts.");
	return enough ? API_END_LIMIT : API_END_OPEN;
}

/* As many records as were asked for, and no next: the whole scan shows whether that is all. */
static ApiEnd
end_unproven(const ApiPaging *paging, ApiChain *chain, int64_t records)
{
	api_error_set(&chain->unproven, API_ERR_PAGING,
				  "the response has the %lld records that were asked for, and %s nothing of a next page",
				  (long long) records, place_of_next(paging));
	api_error_hint(&chain->unproven, "No page has shown that the API tells of more there: correct it.  If this is"
				   " all, has_more_path or a total says so, or ask for one record more by page_size.");
	return API_END_NO_NEXT;
}

/* A declared total is reached, and the page leads nowhere: that wins over totals, not over words. */
static ApiEnd
end_declared(const ApiPaging *paging, ApiChain *chain, ApiPage *page, ApiError *err)
{
	ApiSigns	signs;

	if (chain->records < chain->total_max || paging->spec.check_total == API_TOTAL_TRUSTED ||
		!api_owed_chained(paging, chain, page, &signs))
		return API_END_NO_NEXT;
	if (signs.verdict == API_SIGNS_MORE_WORD)
		return refuse_signs(paging, chain, &signs, err);
	if (signs.verdict == API_SIGNS_MORE_NUMBER)
		api_owed_doubt(&signs, chain->records, &chain->doubt);
	return API_END_NO_NEXT;
}

/* A record's key that is null says nothing of further ones. */
static ApiEnd
refuse_null_key(ApiError *err)
{
	return refuse(err, "cursor_path finds no value in the last record, which does not say that it is the last of all",
				  "Name a key that each record has, such as '$.data[last].id', or say by has_more_path, total_path or"
				  " stop_on_short where the pages end.");
}

/*
 * The page leads nowhere.  A place that is there and empty, or has led to this page, says so;
 * else it is held against what else the page says.  What other chains have shown counts last,
 * so that the order of arrival does not.
 */
static ApiEnd
end_without_next(const ApiPaging *paging, ApiChain *chain, ApiPage *page, int64_t records,
				 ApiError *err)
{
	bool		shown = chain->found || chain->judged > 0;
	ApiSigns	signs;

	if (paging->spec.kind == API_PAGER_NONE)
		return API_END_ONE_PAGE;
	if (api_owed_declared(chain))
		return end_declared(paging, chain, page, err);
	if (paging->spec.kind == API_PAGER_AUTO && chain->judged == 0)
		return api_page_is_object(page) ? API_END_OBJECT : API_END_NO_SIGN;
	if (paging->spec.kind == API_PAGER_AUTO && chain->said < 0)
		return API_END_NO_NEXT;
	api_signs_search(paging, page, chain->records, chain->judged + 1, &signs);
	api_owed_doubt_fall(chain, &signs);
	if (paging->spec.kind == API_PAGER_AUTO)
		return API_END_NO_NEXT;
	if ((signs.verdict == API_SIGNS_MORE_NUMBER && chain->judged > 0) ||
		(signs.verdict == API_SIGNS_MORE_TOKEN && shown))
		api_owed_doubt(&signs, chain->records, &chain->doubt);
	else if (signs.verdict == API_SIGNS_MORE_WORD || signs.verdict == API_SIGNS_MORE_NUMBER ||
			 (!shown && api_signs_more(&signs)))
		return refuse_signs(paging, chain, &signs, err);
	if (records == 0)
		return API_END_EMPTY;
	if (paging->by_key && !signs.reached && signs.verdict != API_SIGNS_END_WORD)
		return refuse_null_key(err);
	if (shown || *chain->shown || signs.verdict == API_SIGNS_END_WORD)
		return API_END_NO_NEXT;
	return signs.full ? end_unproven(paging, chain, records) : API_END_NOT_FULL;
}

static ApiEnd
end_of_chained(const ApiPaging *paging, ApiChain *chain, ApiPage *page, int64_t records,
			   ApiError *err)
{
	bool		reached = chain->declared && (chain->total_max >= 0 ?
											  chain->records >= chain->total_max :
											  chain->planned >= 0 && chain->judged + 1 >= chain->planned);
	ApiSigns	signs;
	bool		searched = reached || chain->has_more == 0;
	bool		more = searched && api_owed_chained(paging, chain, page, &signs);

	if (chain->has_more == 0)
	{
		api_owed_doubt_more(paging, chain, &signs);
		return API_END_HAS_MORE;
	}
	if (records == 0 && paging->spec.stop_on_empty)
		return API_END_EMPTY;
	if (stops_short(paging, chain, records))
		return API_END_SHORT;
	if (chain->has_more > 0 && !chain->follows)
		return refuse(err, "the page says that there is more, but not where",
					  "It has nothing at cursor_path or next_url_path: check these options"
					  " and has_more_path.");
	if (!chain->follows)
		return end_without_next(paging, chain, page, records, err);
	if (chain->has_more < 0 && reached && !more)
		return API_END_TOTAL;
	if (chain->judged == 0 && !chain->declared)
		(void) api_owed_chained(paging, chain, page, &signs);
	if (chain->empties >= MAX_EMPTIES)
		return refuse(err, "a hundred pages in a row have no records, and each leads to another",
					  "Check record_path and where the next page is told; stop_on_empty 'on' takes"
					  " an empty page for the end.");
	return API_END_OPEN;
}

ApiEnd
api_end_of_page(const ApiPaging *paging, ApiChain *chain, ApiPage *page, ApiError *err)
{
	int64_t		records = api_page_counted(page);
	ApiEnd		why;

	chain->empties = records > 0 ? 0 : chain->empties + 1;
	chain->doubtful = records > 0 && !chain->declared && chain->honours &&
		records < chain->asked_size;
	if (!paging->pager->countable)
		return end_of_chained(paging, chain, page, records, err);
	why = end_of_counted(paging, chain, records, err);
	return api_error_is_set(err) ? why : api_owed_counted(paging, chain, page, why, err);
}

/* ---- max_pages ---- */

bool
api_end_refuse_pages(const ApiPaging *paging, ApiError *err)
{
	api_error_set(err, API_ERR_PAGING, "there are more than max_pages (%lld) pages",
				  (long long) paging->spec.max_pages);
	api_error_hint(err, "The rows would have been incomplete: raise max_pages, or ask for less"
				   " by WHERE or LIMIT.");
	return false;
}

bool
api_end_at_max(const ApiPaging *paging, const ApiChain *chain, ApiEnd *why, ApiError *err)
{
	bool		promised = promises_pages(chain);

	if (*why != API_END_OPEN || paging->spec.max_pages == 0 ||
		chain->judged < paging->spec.max_pages)
		return true;
	if (!paging->pager->countable || chain->has_more > 0 || promised)
		return api_end_refuse_pages(paging, err);
	*why = API_END_EMPTY;
	return true;
}

/* ---- statuses ---- */

/* Does the body hold one of the texts?  They end with NULL. */
static bool
has_text(const ApiBuffer *body, const char *const *texts)
{
	char		text[2048];
	size_t		len = body->len < sizeof(text) ? body->len : sizeof(text) - 1;

	if (len > 0)
		memcpy(text, body->data, len);
	text[len] = '\0';
	for (; *texts != NULL; texts++)
		if (strcasestr(text, *texts) != NULL)
			return true;
	return false;
}

/* Does it tell that pages may go no further, though there are more? */
static bool
tells_of_cap(const ApiBuffer *body)
{
	static const char *const texts[] = {"only the first", "window", "too large", "too deep", "too high",
		"too big", "maximum", "max_", "max ", "not exceed", "limit of", "limited to", "at most", "upgrade", "your plan",
	NULL};

	return has_text(body, texts);
}

/* Does an answer without a meaning of its own tell that there is no such page? */
static bool
tells_of_end(int status, const ApiBuffer *body)
{
	static const char *const texts[] = {"beyond", "past the", "out of range", "out of bounds", "out_of_range",
		"number of pages", "page number", "page_number", "invalid page", "invalid_page", "no such page", "not found",
		"not_found", "not exist", "no more", "last page", "last_page", "larger than", "greater than", "exceed",
	"offset", "end of", "total pages", "total_pages", "no results", "no records", "no items", "no data", NULL};

	return (status != 400 && status != 422) || has_text(body, texts);
}

/* Is it a status by which APIs answer to a page behind the last? */
static bool
may_be_past(int status)
{
	return status == 400 || status == 404 || status == 410 || status == 416 || status == 422;
}

/*
 * Many APIs answer so to a page behind the last; by the same some refuse to go deeper than a bound,
 * or hide a fault.  A short page, or a total, has told of the end before.
 */
static ApiPast
past_by_status(const ApiPaging *paging, const ApiChain *chain, ApiPage *page)
{
	const ApiResponse *response = api_transfer_response(page->transfer);
	bool		owed = chain->total_min > chain->records || chain->planned > chain->judged ||
		(*chain->told != '\0' && !chain->declared);

	if (page->state != API_PAGE_FAILED || response->failure != API_ERR_NONE ||
		!may_be_past(response->status) || !paging->pager->countable || chain->judged == 0 ||
		chain->has_more > 0 || owed)
		return API_PAST_NOT;
	if (chain->doubtful || chain->planned >= 0)
		return API_PAST_END;
	if (tells_of_cap(&response->body) || !tells_of_end(response->status, &response->body) ||
		(chain->records > 0 && chain->records % ROUND_DEPTH == 0))
		return API_PAST_NOT;
	return paging->spec.max_pages > 0 && chain->judged >= paging->spec.max_pages ?
		API_PAST_END : API_PAST_PERHAPS;
}

ApiPast
api_end_by_failure(const ApiPaging *paging, ApiChain *chain, ApiPage *page)
{
	ApiPast		past = past_by_status(paging, chain, page);
	ApiPage    *behind = page->next;

	chain->confirms = past == API_PAST_PERHAPS;
	if (past != API_PAST_PERHAPS || behind == NULL || behind->state == API_PAGE_POSTED)
		return past;
	chain->confirms = false;
	return past_by_status(paging, chain, behind) != API_PAST_NOT &&
		api_transfer_response(behind->transfer)->status ==
		api_transfer_response(page->transfer)->status ? API_PAST_END : API_PAST_NOT;
}

void
api_end_hint(const ApiPaging *paging, const ApiChain *chain, ApiPage *page)
{
	const ApiResponse *response = api_transfer_response(page->transfer);
	const char *before = chain->told;
	bool		from_zero;

	if (!paging->pager->countable || chain->judged == 0 || response->failure != API_ERR_NONE ||
		!may_be_past(response->status))
		return;
	from_zero = chain->planned == chain->judged + 1 && api_owed_from_one(paging);
	api_error_hint(&page->error, "%s%s%sIf the API answers so behind its last page, set ignore_statuses '%d'%s;"
				   " if it lets pages go no deeper, ask for less by WHERE%s.",
				   *before != '\0' ? "The page before says " : "", before, *before != '\0' ? ".  " : "",
				   response->status, *before != '\0' ? " and stop_on_empty 'on'" : "",
				   from_zero ? "; if it counts them from 0, set start_page '0'" : "");
}

/* The page before the one with that status tells of more. */
static void
doubt_status(ApiChain *chain, const ApiPage *page)
{
	bool		told = *chain->told != '\0';

	api_error_set(&chain->doubt, API_ERR_PAGING, "status %d ended the pages, but the one before %s%s",
				  api_transfer_response(page->transfer)->status, told ? "says " : "leads on",
				  told ? chain->told : "");
	api_error_hint(&chain->doubt, "If these are all pages, stop_on_empty 'on' takes it for the end without a word.");
}

void
api_end_by_status(const ApiPaging *paging, ApiChain *chain, const ApiPage *page)
{
	bool		insists = paging->spec.stop_on_empty_given && paging->spec.stop_on_empty;
	bool		follows = chain->has_more > 0 || !(paging->pager->countable || paging->keyset);
	bool		told = *chain->told != '\0';

	if (chain->judged > 0 && !insists && !chain->skipped && !api_owed_declared(chain) && (told || follows))
		doubt_status(chain, page);
	api_chain_stop(chain, API_END_STATUS);
}
