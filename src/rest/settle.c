/*
 * settle.c
 *		What becomes of a transfer that is done: its page is judged in page order.
 *
 * A page that is done waits in its chain until all before it are judged.  Then it
 * is delivered, dropped, or the chain's error.  A chain that has ended drops what
 * was asked for behind its end, and is freed.
 */
#include <string.h>

#include "rest/advance.h"
#include "rest/demand.h"
#include "rest/jump.h"
#include "rest/remedy.h"
#include "rest/repeats.h"
#include "rest/failure.h"
#include "rest/where.h"

#define SIZE_DECAY 8			/* smaller pages lower the expectation by 1/8 */

/* Learns at once from a larger page, slowly from smaller ones. */
static void
expect_size(ApiStream *stream, size_t bytes)
{
	if (bytes >= stream->page_size)
		stream->page_size = bytes;
	else
		stream->page_size -= (stream->page_size - bytes) / SIZE_DECAY;
}

static bool
is_ignored_status(const ApiFailurePolicy *policy, int status)
{
	for (int i = 0; i < policy->nignored; i++)
		if (policy->ignored[i] == status)
			return true;
	return false;
}

/* Does the body hold one of the texts that make an error retryable? */
static bool
is_retryable_text(const ApiFailurePolicy *policy, const ApiBuffer *body)
{
	if (policy->retryable == NULL || body->data == NULL)
		return false;
	for (const char *text = policy->retryable; *text != '\0'; text += strlen(text) + 1)
		if (memmem(body->data, body->len, text, strlen(text)) != NULL)
			return true;
	return false;
}

/*
 * Does the body tell of an error?  That says more than its lack of records does.
 * *again: the error is one that passes, and the request is sent again.
 */
static bool
tells_of_error(ApiStream *stream, ApiPage *page, bool *again)
{
	const ApiFailurePolicy *policy = &stream->spec.policy;
	ApiError	told = API_ERROR_INIT;

	if (!api_failure_in_body(page, policy->errors, policy->nerrors, stream->spec.auth, &told))
		return false;
	api_error_clear(&page->error);
	api_error_move(&page->error, &told);
	*again = is_retryable_text(policy, &api_transfer_response(page->transfer)->body) &&
		api_transfer_retry(page->transfer, API_ERR_API);
	return true;
}

/* Reads the body to its end.  false: the page failed, or *again: is sent again. */
static bool
finish(ApiStream *stream, ApiPage *page, bool *again)
{
	bool		truncated;
	bool		whole = api_page_finish(page, &truncated);

	if (whole || page->error.code == API_ERR_RECORDS)
		whole = !tells_of_error(stream, page, again) && whole;
	else if (truncated)
	{
		*again = api_transfer_retry(page->transfer, API_ERR_TRANSFER);
		if (!*again && api_reader_shape(page->reader) != API_SHAPE_UNKNOWN)
			api_failure_truncated(page->transfer, &page->error);
	}
	if (whole && api_failure_in_accepted(page, &page->error))
		whole = false;
	if (!whole && !*again)
		api_failure_wrap(page->transfer, stream->spec.auth, &page->error);
	return whole;
}

/* Sets what the page has come to; false: its request is sent again. */
static bool
judge_response(ApiStream *stream, ApiPage *page)
{
	const ApiResponse *response = api_transfer_response(page->transfer);
	ApiError	err = API_ERROR_INIT;
	bool		again = false;

	page->state = API_PAGE_FAILED;
	if (response->failure == API_ERR_NONE &&
		is_ignored_status(&stream->spec.policy, response->status))
		page->state = API_PAGE_NONE;
	else if (!api_page_no_content(page) &&
			 api_failure_of_transfer(page->transfer, stream->spec.auth, &err))
	{
		again = response->failure == API_ERR_NONE &&
			is_retryable_text(&stream->spec.policy, &response->body) &&
			api_transfer_retry(page->transfer, API_ERR_API);
		api_error_clear(&page->error);
		api_error_move(&page->error, &err);
	}
	else if (finish(stream, page, &again))
		page->state = API_PAGE_WHOLE;
	if (again)
	{
		api_error_clear(&page->error);
		page->state = API_PAGE_POSTED;
	}
	return !again;
}

/* ---- delivering ---- */

static bool
drop_page(ApiStream *stream, ApiPage *page)
{
	/* the scan may be at it, and gives it back then */
	if (!api_stream_event(stream, page, API_STEP_DROP))
		return false;
	if (page->stage == API_STAGE_GONE)
		api_page_free(page);
	return true;
}

void
api_stream_drop_pages(ApiStream *stream, ApiPageList *list)
{
	while (list->first != NULL && drop_page(stream, list->first))
		;
}

/* A judged page: to be lent, when its chain's turn has come. */
static void
deliver(ApiStream *stream, ApiChain *chain, ApiPage *page)
{
	bool		held = stream->spec.keep_order && chain != stream->chains;

	(void) api_stream_event(stream, page, held ? API_STEP_KEEP : API_STEP_DELIVER);
}

void
api_stream_drop_chain(ApiStream *stream, ApiChain *chain)
{
	if (chain->prev != NULL)
		chain->prev->next = chain->next;
	else
		stream->chains = chain->next;
	if (chain->next != NULL)
		chain->next->prev = chain->prev;
	else
		stream->last_chain = chain->prev;
	if (stream->turn == chain)
		stream->turn = chain->next;
	stream->nchains--;
	stream->stats.ends[chain->why]++;
	api_stream_drop_pages(stream, &chain->pages);
	api_stream_drop_pages(stream, &chain->ready);
	api_chain_free(chain);
}

void
api_stream_end_chain(ApiStream *stream, ApiChain *chain, ApiError *failure)
{
	ApiPage    *end = api_page_create_end(chain->bindings, chain->binding, failure);
	ApiError	err = API_ERROR_INIT;

	api_stream_drop_chain(stream, chain);
	if (end != NULL)
	{
		(void) api_stream_event(stream, end, API_STEP_TELL);
		return;
	}
	if (failure != NULL)
		api_error_clear(failure);
	api_error_set(&err, API_ERR_OUT_OF_MEMORY, "out of memory");
	api_stream_fail(stream, &err);
}

void
api_stream_fail(ApiStream *stream, ApiError *err)
{
	api_error_move(&stream->error, err);
	while (stream->chains != NULL)
		api_stream_drop_chain(stream, stream->chains);
}

/* Chains that have ended go; the next one's pages are free to be lent. */
static void
close_chains(ApiStream *stream, ApiChain *chain)
{
	if (stream->spec.tells_ends && chain->ended)
		api_stream_end_chain(stream, chain, NULL);
	else if (!stream->spec.keep_order && chain->ended)
		api_stream_drop_chain(stream, chain);
	if (!stream->spec.keep_order)
		return;
	while ((chain = stream->chains) != NULL)
	{
		while (chain->ready.first != NULL)
			if (!api_stream_event(stream, chain->ready.first, API_STEP_TURN))
				return;
		if (!chain->ended)
			return;
		if (api_error_is_set(&chain->error))
		{
			api_stream_fail(stream, &chain->error);
			return;
		}
		api_stream_drop_chain(stream, chain);
	}
}

/* The chain's error: the stream's, at once or when the chain's turn has come. */
static void
fail_chain(ApiStream *stream, ApiChain *chain, ApiError *err)
{
	if (stream->spec.tells_ends)
	{
		api_stream_end_chain(stream, chain, err);
		return;
	}
	if (!stream->spec.keep_order)
	{
		api_stream_fail(stream, err);
		return;
	}
	api_error_move(&chain->error, err);
	api_stream_drop_pages(stream, &chain->pages);
	api_chain_fail(chain);
}

/* ---- judging ---- */

static void
note(ApiError *noted, ApiError *err)
{
	if (api_error_is_set(noted))
		api_error_clear(err);
	else
		api_error_move(noted, err);
}

/* Has the error tell of the page it is about. */
static void
note_where(const ApiStream *stream, const ApiPage *page, ApiError *err)
{
	api_where_note(&stream->spec, page->bindings, page->binding, page->number, err);
}

/* Likewise, and of its request; false. */
static bool
wrap(const ApiStream *stream, const ApiPage *page, ApiError *err)
{
	api_failure_wrap(page->transfer, stream->spec.auth, err);
	note_where(stream, page, err);
	return false;
}

/* Does what comes first hang on the values? */
static void
note_unheeded(ApiStream *stream, const ApiChain *chain, const ApiPage *page)
{
	bool		whole = page->state == API_PAGE_WHOLE && api_page_before(page) == 0;

	if (page->number == 0 && stream->spec.told_params != 0)
		api_unheeded_add(&stream->stats.unheeded,
					  api_bindings_hash_of(chain->bindings, chain->binding, stream->spec.told_params),
					  chain->content, whole ? api_page_counted(page) : 0);
}

/* A page that failed; false: the chain fails with it. */
static bool
pass_over(ApiStream *stream, ApiChain *chain, ApiPage *page)
{
	ApiOnHttpError policy = stream->spec.policy.on_http_error;

	note_where(stream, page, &page->error);
	if (page->number > 0 && !stream->spec.paging->pager->countable)
		api_remedy_chained(page->transfer, stream->spec.paging->spec.base_url, &page->error);
	/* what was lent of it cannot be taken back */
	if (policy == API_HTTP_ERROR_STOP || api_page_before(page) > 0 ||
		api_error_is_own(page->error.code))
		return false;
	if (stream->spec.policy.strict)
	{
		api_remedy_strict(page->transfer, &page->error);
		return false;
	}
	note_unheeded(stream, chain, page);
	api_chain_skip(stream->spec.paging, chain);
	if (policy == API_HTTP_ERROR_ROW)
	{
		page->stands_in = true;
		stream->stats.stand_ins++;
		deliver(stream, chain, page);
		return true;
	}
	stream->stats.ignored++;
	note(&stream->ignored, &page->error);
	(void) drop_page(stream, page);
	return true;
}

/* Have all of a chain's records come?  false: err. */
static bool
check_complete(ApiStream *stream, const ApiChain *chain, ApiPage *page, ApiError *err)
{
	if (!chain->ended || api_chain_complete(stream->spec.paging, chain, err))
		return true;
	(void) wrap(stream, page, err);
	if (stream->spec.paging->spec.check_total == API_TOTAL_CHECKED)
		return false;
	stream->stats.incomplete++;
	note(&stream->incomplete, err);
	return true;
}

/* Keeps what a chain that did not fail has to tell, if it is the first; true: it has. */
static bool
note_told(ApiStream *stream, const ApiPage *page, ApiError *told, ApiError *noted)
{
	if (!api_error_is_set(told))
		return false;
	(void) wrap(stream, page, told);
	note(noted, told);
	return true;
}

/* A page that is whole; false with err: the chain fails. */
static bool
judge_whole(ApiStream *stream, ApiChain *chain, ApiPage *page, ApiError *err)
{
	bool		complete;

	switch (api_chain_judge(stream->spec.paging, chain, page, api_auth_signer(stream->spec.auth), err))
	{
		case API_VERDICT_DELIVER:
			break;
		case API_VERDICT_DROP:
			stream->stats.repeats++;
			complete = check_complete(stream, chain, page, err);
			(void) drop_page(stream, page);
			return complete;
		case API_VERDICT_ERROR:
			(void) wrap(stream, page, err);
			/* who has enough of its rows need not hear of what lacks */
			if (chain->sound)
				deliver(stream, chain, page);
			return false;
	}
	note_unheeded(stream, chain, page);
	if (chain->total_max > stream->stats.declared)
		stream->stats.declared = chain->total_max;
	if (chain->ended)
		api_rounds_add(&stream->stats.rounds, chain->records, chain->round);
	stream->placed |= api_reader_places(page->reader) > 0;
	(void) note_told(stream, page, &page->unplaced, &stream->unplaced);
	(void) note_told(stream, page, &page->beside, &stream->beside);
	(void) note_told(stream, page, &chain->cut, &stream->cut);
	(void) note_told(stream, page, &chain->unproven, &stream->unproven);
	(void) note_told(stream, page, &chain->lost, &stream->lost);
	(void) note_told(stream, page, &chain->doubt, &stream->doubt);
	(void) note_told(stream, page, &page->doubt, &stream->doubt);
	stream->stats.overlaps += note_told(stream, page, &chain->overlap, &stream->overlap);
	api_demand_count(stream, chain, page);
	api_jump_ahead(stream, chain);
	complete = check_complete(stream, chain, page, err);
	deliver(stream, chain, page);
	return complete;
}

/* A status ends the chain. */
static void
end_by_status(ApiStream *stream, ApiChain *chain, ApiPage *page)
{
	api_end_by_status(stream->spec.paging, chain, page);
	(void) note_told(stream, page, &chain->doubt, &stream->doubt);
}

/* A page of no records, by its status; false with err: the chain fails. */
static bool
judge_none(ApiStream *stream, ApiChain *chain, ApiPage *page, ApiError *err)
{
	bool		complete;

	note_unheeded(stream, chain, page);
	end_by_status(stream, chain, page);
	complete = check_complete(stream, chain, page, err);
	(void) drop_page(stream, page);
	return complete;
}

/* A page that failed; *waits: what it means shows with the page behind it.  false with err: the chain fails. */
static bool
judge_failed(ApiStream *stream, ApiChain *chain, ApiPage *page, bool *waits, ApiError *err)
{
	ApiPast		past = api_end_by_failure(stream->spec.paging, chain, page);

	*waits = past == API_PAST_PERHAPS;
	if (past == API_PAST_END)
	{
		end_by_status(stream, chain, page);
		stream->stats.past_end++;
		(void) drop_page(stream, page);
	}
	else if (past == API_PAST_NOT && !pass_over(stream, chain, page))
	{
		api_end_hint(stream->spec.paging, chain, page);
		api_error_move(err, &page->error);
		return false;
	}
	return true;
}

/* Judges what can be judged of a chain; false with err: it fails. */
static bool
judge_pages(ApiStream *stream, ApiChain *chain, ApiError *err)
{
	ApiPage    *page;
	bool		waits = false;
	bool		well = true;

	while (!chain->ended && well && !waits && (page = chain->pages.first) != NULL &&
		   page->state != API_PAGE_POSTED && !api_chain_waits(stream->spec.paging, chain, page))
	{
		if (api_jump_fails(stream, chain, page))
			return true;
		if (!api_repeat_check_given(chain, page, err))
			return wrap(stream, page, err);
		if (page->state == API_PAGE_WHOLE)
			well = judge_whole(stream, chain, page, err);
		else if (page->state == API_PAGE_NONE)
			well = judge_none(stream, chain, page, err);
		else
			well = judge_failed(stream, chain, page, &waits, err);
	}
	return well;
}

bool
api_stream_give_up(ApiStream *stream, ApiPage *page)
{
	ApiChain   *chain = page->chain;
	ApiError	err = API_ERROR_INIT;

	(void) wrap(stream, page, &page->error);
	api_error_move(&err, &page->error);
	fail_chain(stream, chain, &err);
	if (stream->spec.keep_order)
		close_chains(stream, chain);
	return false;
}

void
api_stream_settle(ApiStream *stream, ApiPage *page)
{
	ApiChain   *chain = page->chain;
	ApiError	err = API_ERROR_INIT;

	if (api_stage_traits(page->stage)->with_scan)
	{
		(void) api_stream_event(stream, page, API_STEP_LAND);
		return;
	}
	if (!judge_response(stream, page))
	{
		(void) api_stream_event(stream, page, API_STEP_AGAIN);
		return;
	}
	if (!api_stream_event(stream, page, API_STEP_ARRIVE))
		return;
	api_demand_arrived(stream, chain, page);
	if (page->state == API_PAGE_WHOLE)
	{
		expect_size(stream, api_page_bytes(page));
		api_chain_arrived(chain, page);
	}
	if (!judge_pages(stream, chain, &err))
	{
		fail_chain(stream, chain, &err);
		if (!stream->spec.keep_order)
			return;
	}
	stream->stats.past_end += chain->ended ? chain->pages.count : 0;
	if (chain->ended)
		api_stream_drop_pages(stream, &chain->pages);
	close_chains(stream, chain);
}
