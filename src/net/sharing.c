/*
 * sharing.c
 *		Requests that scans of one query have in common: sent once.
 *
 * Queues of one family (a table within a query) look at each other's transfers.  One
 * that is put with the same request as another that is there, or on its way, becomes its
 * *follower*: it is not sent, and is done with a copy of the response when its *leader*
 * is.  What a leader cannot give, as its body is read in portions or waits for its
 * reader, or as it goes, its followers ask for themselves: nobody waits for the reader of
 * another scan.
 *
 * A response is a copy, so that each scan holds, counts and frees its own.
 */
#include <string.h>

#include "net/memory.h"
#include "net/traffic.h"

static bool
same_headers(const ApiHeaders *a, const ApiHeaders *b)
{
	if (a->count != b->count)
		return false;
	for (int i = 0; i < a->count; i++)
		if (strcmp(a->items[i].name, b->items[i].name) != 0 ||
			strcmp(a->items[i].value, b->items[i].value) != 0)
			return false;
	return true;
}

static bool
same_request(const ApiRequest *a, const ApiRequest *b)
{
	return a->method == b->method && strcmp(a->url, b->url) == 0 && same_headers(&a->headers, &b->headers) &&
		a->body.len == b->body.len &&
		(a->body.len == 0 || memcmp(a->body.data, b->body.data, a->body.len) == 0);
}

/* Is its response there? */
static bool
is_over(const ApiTransfer *transfer)
{
	return transfer->state == API_STATE_DONE || transfer->state == API_STATE_TAKEN;
}

/* Will it give the whole response, or has it? */
static bool
may_lead(const ApiTransfer *transfer)
{
	return (api_transfer_traits(transfer)->leads || is_over(transfer)) && transfer->response.discarded == 0;
}

static ApiTransfer *
find_leader(const ApiTransfer *transfer)
{
	const ApiQueue *home = transfer->queue;

	for (ApiQueue *queue = home->pool->queues; queue != NULL; queue = queue->next)
	{
		if (queue == home || queue->family.query != home->family.query ||
			queue->family.table != home->family.table)
			continue;
		for (int lane = 0; lane < API_LANES; lane++)
			for (ApiTransfer *other = queue->lists[lane].first; other != NULL; other = other->next)
				if (may_lead(other) && same_request(&other->request, &transfer->request))
					return other;
	}
	return NULL;
}

/* It is done as its leader is; false: no memory is left, or the body is larger than may be. */
static bool
take_copy(ApiTransfer *transfer, const ApiTransfer *leader)
{
	if (api_memory_exhausted() || !api_response_copy(&transfer->response, &leader->response))
	{
		api_response_reset(&transfer->response);
		return false;
	}
	transfer->attempts = leader->attempts;
	transfer->tries = leader->tries;
	transfer->word = leader->word;
	transfer->queue->stats.shared++;
	api_transfer_weigh(transfer);
	return true;
}

bool
api_sharing_follow(ApiTransfer *transfer)
{
	ApiTransfer *leader;

	if (transfer->queue->family.query == NULL || (leader = find_leader(transfer)) == NULL)
		return false;
	if (is_over(leader))
	{
		if (!take_copy(transfer, leader))
			return false;
		return api_transfer_event(transfer, API_EVENT_COPY);
	}
	transfer->leader = leader;
	transfer->next_follower = leader->followers;
	leader->followers = transfer;
	return api_transfer_event(transfer, API_EVENT_FOLLOW);
}

void
api_sharing_leave(ApiTransfer *transfer)
{
	ApiTransfer **link;

	if (transfer->leader == NULL)
		return;
	link = &transfer->leader->followers;
	while (*link != transfer)
		link = &(*link)->next_follower;
	*link = transfer->next_follower;
	transfer->leader = transfer->next_follower = NULL;
}

void
api_sharing_part(ApiTransfer *leader)
{
	while (leader->followers != NULL)
	{
		ApiTransfer *follower = leader->followers;

		(void) api_transfer_event(follower, API_EVENT_PART);
		api_engine_kick(&follower->queue->pool->client);
	}
}

void
api_sharing_give(ApiTransfer *leader)
{
	while (leader->followers != NULL)
	{
		ApiTransfer *follower = leader->followers;

		(void) api_transfer_event(follower, take_copy(follower, leader) ? API_EVENT_COPY : API_EVENT_PART);
	}
}
