/*
 * transfer.c
 *		One request on its way: attempts, redirects, and when it is done.
 *
 * An attempt begins at the request's own URL and may take several sends, one for
 * each redirect.  When a send has landed there are four ways on: a redirect goes
 * back to the ready ones, at the front; so does a send that is excused (see
 * repeat.c); a retry waits for its time; everything else is done.  An attempt
 * costs one of the policy's tries, unless it was excused or the server itself
 * named the time to come again.
 *
 * Whether a request may be sent once more is decided by repeat.c.  A connection that
 * fails while nobody has answered yet is tried twice, whatever the policy.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

#include "net/redirect.h"
#include "net/refusal.h"
#include "net/repeat.h"
#include "net/traffic.h"

#define FIRST_TRIES 2			/* of a connection, while nobody has answered yet */

static void forget_response(ApiTransfer *transfer);
static void reset_attempt(ApiTransfer *transfer);
static void note_answer(ApiTransfer *transfer, const ApiLanding *landing);
static void note_congestion(ApiTransfer *transfer, const ApiLanding *landing);
static void follow(ApiTransfer *transfer);
static ApiRepeat may_repeat(const ApiTransfer *transfer, const ApiLanding *landing, ApiErrorCode failure);
static void send_for_free(ApiTransfer *transfer);
static bool is_refusal(int status);
static bool is_limited(const ApiResponse *response, const ApiBudgets *budgets);
static void read_words(ApiTransfer *transfer, const ApiLanding *landing);
static void read_refusal(ApiTransfer *transfer, int64_t clock_us);
static int64_t believed(const ApiTransfer *transfer);
static bool is_unreached(ApiErrorCode failure);
static bool retry(ApiTransfer *transfer, ApiErrorCode failure);
static void wait_until(ApiTransfer *transfer, int64_t at);
static int64_t wall_clock(void);

static int64_t numbers;			/* transfers so far */

ApiTransfer *
api_transfer_new(ApiQueue *queue, ApiRequest *request, void *tag)
{
	ApiTransfer *transfer = calloc(1, sizeof(*transfer));

	if (transfer == NULL)
		return NULL;
	api_heap_node_init(&transfer->timer);
	transfer->queue = queue;
	transfer->number = ++numbers;
	transfer->state = API_STATE_NEW;
	transfer->tag = tag;
	transfer->placeless_since = -1;
	transfer->request = *request;
	transfer->method = request->method;
	if (request->keyed)
		api_uuid_make(transfer->key);
	api_request_init(request);
	api_response_init(&transfer->response, queue->limits.max_response_size);
	transfer->response.retry_after_us = -1;
	return transfer;
}

void *
api_transfer_tag(const ApiTransfer *transfer)
{
	return transfer->tag;
}

int
api_transfer_attempts(const ApiTransfer *transfer)
{
	return transfer->attempts;
}

const ApiRequest *
api_transfer_request(const ApiTransfer *transfer)
{
	return &transfer->request;
}

bool
api_transfer_accepts(const ApiTransfer *transfer, int status)
{
	const ApiLimits *limits = &transfer->queue->limits;

	for (int i = 0; i < limits->naccepted; i++)
		if (limits->accepted[i] == status)
			return true;
	return false;
}

ApiResponse *
api_transfer_response(ApiTransfer *transfer)
{
	return &transfer->response;
}

const char *
api_transfer_url(const ApiTransfer *transfer)
{
	return transfer->url != NULL ? transfer->url : transfer->request.url;
}

bool
api_transfer_send_repeatable(const ApiTransfer *transfer)
{
	return transfer->method == API_METHOD_GET || transfer->request.repeatable;
}

void
api_transfer_free(ApiTransfer *transfer)
{
	if (api_transfer_traits(transfer)->flies)
		api_turn_abandon(transfer);
	api_passage_back(transfer, false);
	(void) api_transfer_event(transfer, API_EVENT_FREE);
	api_transfer_weigh(transfer);
	transfer->queue->pool->transfers--;
	transfer->queue->requested -= api_request_bytes(&transfer->request);
	free(transfer->url);
	api_shelf_keep(transfer);
	api_asked_leave(transfer);
	api_spare_keep(transfer);
	api_request_free(&transfer->request);
	api_response_free(&transfer->response);
	free(transfer);
}

void
api_transfer_begin(ApiTransfer *transfer)
{
	ApiQueueStats *stats = &transfer->queue->stats;

	if (transfer->hops == 0)
	{
		transfer->begun_at = api_engine_clock();
		transfer->attempts++;
		transfer->tries++;
		if (transfer->attempts > 1)
			stats->retries++;
	}
	transfer->placeless_since = -1;
	forget_response(transfer);
}

/* It starts afresh. */
static void
forget_response(ApiTransfer *transfer)
{
	transfer->by_http_2 = false;
	api_response_reset(&transfer->response);
	transfer->response.retry_after_us = -1;
	api_transfer_weigh(transfer);
}

void
api_transfer_unsend(ApiTransfer *transfer)
{
	if (transfer->hops > 0)
		return;
	if (transfer->attempts > 1)
		transfer->queue->stats.retries--;
	transfer->attempts--;
	transfer->tries--;
}

void
api_transfer_fail(ApiTransfer *transfer, ApiErrorCode failure, const char *text)
{
	ApiResponse *response = &transfer->response;

	api_passage_back(transfer, false);
	response->failure = failure;
	free(response->failure_text);
	response->failure_text = text != NULL ? strdup(text) : NULL;
	(void) api_transfer_event(transfer, API_EVENT_END);
}

void
api_transfer_landed(ApiTransfer *transfer, const ApiLanding *landing)
{
	ApiResponse *response = &transfer->response;
	ApiRepeat	repeat;

	note_congestion(transfer, landing);
	note_answer(transfer, landing);
	if (response->failure == API_ERR_NONE && api_redirect_wanted(response))
	{
		follow(transfer);
		return;
	}
	read_words(transfer, landing);
	repeat = may_repeat(transfer, landing, response->failure);
	switch (repeat)
	{
		case API_REPEAT_FREE:
			send_for_free(transfer);
			return;
		case API_REPEAT_COUNTED:
			transfer->afresh = response->failure == API_ERR_TIMEOUT;
			if (retry(transfer, response->failure))
				return;
			break;
		case API_REPEAT_NOT:
			break;
	}
	(void) api_transfer_event(transfer, API_EVENT_END);
}

/* Once more at once, and as if it had not been sent. */
static void
send_for_free(ApiTransfer *transfer)
{
	if (!transfer->grounded)
		transfer->excused++;
	transfer->tries--;
	reset_attempt(transfer);
	forget_response(transfer);
	(void) api_transfer_event(transfer, API_EVENT_EXCUSE);
}

void
api_transfer_put_back(ApiTransfer *transfer)
{
	transfer->giving_up = false;
	api_passage_back(transfer, transfer->response.begun);
	transfer->tries--;
	reset_attempt(transfer);
	api_response_reset(&transfer->response);
	api_buffer_free(&transfer->response.body);
	transfer->touched = 0;
	api_transfer_weigh(transfer);
	(void) api_transfer_event(transfer, API_EVENT_EXCUSE);
}

/* Back to the request as it was put. */
static void
reset_attempt(ApiTransfer *transfer)
{
	free(transfer->url);
	transfer->url = NULL;
	transfer->name = 0;
	transfer->hops = 0;
	transfer->method = transfer->request.method;
}

/* Has the server answered, or not even taken it?  Then it needs a connection of which libcurl
 * knows nothing yet. */
static void
note_answer(ApiTransfer *transfer, const ApiLanding *landing)
{
	ApiPool    *pool = transfer->queue->pool;

	pool->heard |= landing->answered;
	pool->answers += landing->answered;
	transfer->grounded = landing->turned_away;
	if (landing->turned_away)
		api_repeat_turned_away(&transfer->turned_away, landing->sends, pool->answers);
}

/* Lets the pool's window learn from the answer. */
static void
note_congestion(ApiTransfer *transfer, const ApiLanding *landing)
{
	ApiWindow  *window = &transfer->queue->pool->window;

	if (transfer->response.failure != API_ERR_NONE)
		return;
	if (is_refusal(transfer->response.status))
		(void) api_window_congested(window, landing->sent_at, api_engine_now());
	else
		api_window_success(window);
}

/* Goes where the redirect says, if it may. */
static void
follow(ApiTransfer *transfer)
{
	ApiQueue   *queue = transfer->queue;
	ApiHop		hop = {
		.url = api_transfer_url(transfer),
		.count = transfer->hops,
		.max = queue->limits.max_redirects,
		.method = transfer->method
	};
	ApiError	err = API_ERROR_INIT;
	char	   *target;

	target = api_redirect_next(&queue->pool->transport, queue->signer, &hop,
							   &transfer->response, &transfer->method, &err);
	if (target == NULL)
	{
		api_transfer_fail(transfer, err.code, err.message);
		api_error_clear(&err);
		return;
	}
	free(transfer->url);
	transfer->url = target;
	transfer->name = 0;
	transfer->hops++;
	queue->stats.redirects++;
	(void) api_transfer_event(transfer, API_EVENT_REDIRECT);
}

/* Is it safe and worth it to send this request once more, after that failure or, if none, that status? */
static ApiRepeat
may_repeat(const ApiTransfer *transfer, const ApiLanding *landing, ApiErrorCode failure)
{
	const ApiResponse *response = &transfer->response;
	bool		refused = is_refusal(response->status) || transfer->word.limited;
	ApiSent		sent = {
		.repeatable = transfer->request.repeatable,
		.carried = transfer->method != transfer->request.method,
		.in_use = response->discarded > 0,
		.connected = landing->connected,
		.reused = landing->reused,
		.answered = landing->answered,
		.stalled = api_engine_stalled_since(landing->sent_at),
		.turned_away = landing->turned_away ? &transfer->turned_away : NULL,
		.failure = failure,
		.passes = transfer->word.limited || api_retry_status(&transfer->queue->limits.retry, response->status),
		.refused = refused,
		.excused = transfer->excused
	};

	return api_repeat_decide(&sent);
}

/* A server that says it has not done it, for there is too much to do. */
static bool
is_refusal(int status)
{
	return status == 429 || status == 503;
}

/* Is a 403, by its headers, the refusal of a rate limit? */
static bool
is_limited(const ApiResponse *response, const ApiBudgets *budgets)
{
	return response->status == 403 &&
		(api_budgets_longest(budgets) != NULL || api_refusal_invites(&response->headers));
}

/*
 * Notes the wait that a refusal asks for, and for whom.  A good answer may say that it was
 * the last: then gates shut for those to come.
 */
static void
read_words(ApiTransfer *transfer, const ApiLanding *landing)
{
	ApiResponse *response = &transfer->response;
	ApiWord    *word = &transfer->word;
	ApiBudgets	budgets;
	int64_t		clock_us;
	bool		refused;

	*word = (ApiWord) {.limited = false};
	if (response->failure != API_ERR_NONE)
	{
		api_passage_back(transfer, false);
		if (landing->answered)
			api_passage_learn(transfer, &(ApiBudgets) {.count = 0});
		return;
	}
	clock_us = api_refusal_clock(&response->headers, wall_clock());
	api_budgets_read(&response->headers, clock_us, false, &budgets);
	word->limited = is_limited(response, &budgets);
	refused = word->limited || is_refusal(response->status);
	api_passage_back(transfer, !refused);
	api_passage_learn(transfer, &budgets);
	if (refused)
		read_refusal(transfer, clock_us);
	else if (api_retry_status(&transfer->queue->limits.retry, response->status))
		response->retry_after_us = api_refusal_wait(response, NULL, NULL, clock_us, &word->budget);
	else
		api_passage_heed(transfer, &budgets);
}

/* How long, and at which gate?  One budget that is spent is taken for the reason. */
static void
read_refusal(ApiTransfer *transfer, int64_t clock_us)
{
	ApiResponse *response = &transfer->response;
	ApiBudgets	budgets;
	const ApiBudget *spent;

	api_budgets_read(&response->headers, clock_us, true, &budgets);
	response->retry_after_us = api_refusal_wait(response, &budgets, transfer->queue->limits.finder,
												clock_us, &transfer->word.budget);
	spent = api_budgets_longest(&budgets);
	if (spent != NULL)
		memcpy(transfer->word.gate, spent->name, sizeof(spent->name));
}

/* The wait that it was told, as far as it is believed. */
static int64_t
believed(const ApiTransfer *transfer)
{
	int64_t		wait_us = transfer->response.retry_after_us;

	return transfer->word.budget && wait_us > API_GATES_BELIEVED_US ? API_GATES_BELIEVED_US : wait_us;
}

/* Was there nobody to send it to? */
static bool
is_unreached(ApiErrorCode failure)
{
	return failure == API_ERR_CONNECT || failure == API_ERR_RESOLVE || failure == API_ERR_LOOKUP;
}

/* Lets it wait for another attempt if the policy says so; false: it is final. */
static bool
retry(ApiTransfer *transfer, ApiErrorCode failure)
{
	ApiPool    *pool = transfer->queue->pool;
	ApiResponse *response = &transfer->response;
	int64_t		now = api_engine_now();
	int64_t		delay_us = 0;
	ApiAttempt	attempt = {
		.number = transfer->tries,
		.retry_after_us = believed(transfer),
		.waited_us = transfer->waited_us
	};

	/* a wrong name or port is not waited for as an outage is */
	if (is_unreached(failure) && !pool->heard && transfer->tries >= FIRST_TRIES)
		return false;
	switch (api_retry_decide(&transfer->queue->limits.retry, &attempt, api_pool_chance(), &delay_us))
	{
		case API_RETRY_NOT:
			return false;
		case API_RETRY_TOO_LONG:
			response->failure = API_ERR_THROTTLED;
			return false;
		case API_RETRY_BACKOFF:
			wait_until(transfer, now + delay_us);
			return true;
		case API_RETRY_GATE:
			transfer->tries--;
			transfer->waited_us += delay_us;
			wait_until(transfer, api_passage_refused(transfer, delay_us));
			return true;
	}
	return false;
}

static void
wait_until(ApiTransfer *transfer, int64_t at)
{
	reset_attempt(transfer);
	forget_response(transfer);
	transfer->timer.at = at;
	(void) api_transfer_event(transfer, API_EVENT_RETRY);
}

/* An error in a body that passes: the body, or Retry-After, may say when. */
static void
read_wait(ApiTransfer *transfer)
{
	ApiResponse *response = &transfer->response;
	const ApiWaitFinder *finder = transfer->queue->limits.finder;
	int64_t		clock_us = api_refusal_clock(&response->headers, wall_clock());
	int64_t		wait_us = api_refusal_wait(response, NULL, NULL, clock_us, &transfer->word.budget);

	if (wait_us <= 0 && finder != NULL && response->discarded == 0)
		wait_us = api_refusal_wait_in_body(&response->body, finder, clock_us);
	response->retry_after_us = wait_us;
}

bool
api_transfer_retry(ApiTransfer *transfer, ApiErrorCode failure)
{
	static const ApiLanding whole = {.connected = true,.answered = true};

	if (failure == API_ERR_API && transfer->response.retry_after_us < 0)
		read_wait(transfer);
	if (transfer->state != API_STATE_TAKEN ||
		may_repeat(transfer, &whole, failure) == API_REPEAT_NOT || !retry(transfer, failure))
		return false;
	api_engine_kick(&transfer->queue->pool->client);
	return true;
}

/* Microseconds since 1970, for dates that servers give. */
static int64_t
wall_clock(void)
{
	struct timeval tv;

	(void) gettimeofday(&tv, NULL);
	return (int64_t) tv.tv_sec * 1000000 + tv.tv_usec;
}
