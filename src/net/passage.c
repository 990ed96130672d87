/*
 * passage.c
 *		Transfers at their pool's gates: may one leave, and what did an answer say?
 */
#include <string.h>

#include "net/traffic.h"

/* How it stands before the gates. */
static ApiPasser
passer(ApiTransfer *transfer)
{
	ApiQueue   *queue = transfer->queue;

	return (ApiPasser)
	{
		.self = transfer,.table = queue->family.table,.statement = queue->statement,
		.patience_us = queue->limits.retry.retry_after_max_us,
		.held_since = &queue->held_since,.pass = &transfer->pass
	};
}

ApiPassage
api_passage_ask(ApiTransfer *transfer, int64_t now, int64_t *at)
{
	ApiPool    *pool = transfer->queue->pool;
	ApiPasser	who = passer(transfer);
	int64_t		rate_at = api_limiter_ready_at(&pool->limiter, now);
	ApiGateWord word = api_gates_ask(&pool->gates, &who, now, api_pool_chance(), at);

	if (word == API_GATE_TOO_LONG)
	{
		transfer->response.retry_after_us = *at - now;
		api_transfer_fail(transfer, API_ERR_THROTTLED, "an answer before said that no requests are left");
		return API_PASSAGE_NEVER;
	}
	if (word == API_GATE_SHUT)
	{
		if (rate_at > *at)
			*at = rate_at;
		return API_PASSAGE_LATER;
	}
	*at = rate_at;
	if (rate_at > now)
		return API_PASSAGE_LATER;
	if (word == API_GATE_PROBE)
		api_gates_probe(&pool->gates, &who, now);
	return API_PASSAGE_NOW;
}

void
api_passage_back(ApiTransfer *transfer, bool well)
{
	ApiPool    *pool = transfer->queue->pool;

	if (api_gates_back(&pool->gates, transfer, well))
		api_engine_kick(&pool->client);
}

void
api_passage_learn(ApiTransfer *transfer, const ApiBudgets *budgets)
{
	ApiQueue   *queue = transfer->queue;

	api_gates_learn(&queue->pool->gates, queue->family.table, queue->statement, budgets, api_engine_now());
}

void
api_passage_heed(ApiTransfer *transfer, const ApiBudgets *budgets)
{
	for (int i = 0; i < budgets->count; i++)
		if (budgets->items[i].wait_us > 0)
			api_gates_shut(&transfer->queue->pool->gates, budgets->items[i].name, api_engine_now(),
						   budgets->items[i].wait_us, API_GATES_BELIEVED_US);
}

int64_t
api_passage_refused(ApiTransfer *transfer, int64_t wait_us)
{
	ApiPool    *pool = transfer->queue->pool;
	ApiPasser	who = passer(transfer);
	int64_t		now = api_engine_now();

	api_gates_shut(&pool->gates, transfer->word.gate, now, wait_us,
				   transfer->word.budget ? API_GATES_BELIEVED_US : INT64_MAX);
	return api_gates_pass_at(&pool->gates, &who, now, api_pool_chance());
}
