/*
 * sharing.c
 *		Requests that scans of one query have in common: sent once.
 *
 * Queues of one family (a query's that ask as one role) look at each other's
 * transfers, and at the pages that were read (shelf.h).  A transfer
 * that is put with the same request as another that is there, or on its way, becomes its
 * *follower*: it is not sent, and is done with a copy of the response when its *leader*
 * is.  What a leader cannot give, as its body is read in portions or waits for its
 * reader, or as it goes, its followers ask for themselves: nobody waits for the reader of
 * another scan.
 *
 * A response is a copy, so that each scan holds, counts and frees its own.
 */
#include "net/memory.h"
#include "net/traffic.h"

/* Is its response there? */
static bool
is_over(const ApiTransfer *transfer)
{
	return transfer->state == API_STATE_DONE || transfer->state == API_STATE_TAKEN;
}

/* Will it give the whole response, or has it?  One that failed is not shared afterwards. */
static bool
may_lead(const ApiTransfer *transfer)
{
	return is_over(transfer) ? api_shelf_fits(&transfer->response) :
		api_transfer_traits(transfer)->leads && transfer->response.discarded == 0;
}

static ApiTransfer *
find_leader(const ApiTransfer *transfer)
{
	ApiTransfer *other = NULL;

	while ((other = api_asked_alike(transfer, other)) != NULL)
		if (may_lead(other))
			return other;
	return NULL;
}

/* The response is another's. */
static void
note_copy(ApiTransfer *transfer)
{
	transfer->copied = true;
	transfer->queue->stats.shared++;
	api_transfer_weigh(transfer);
}

/* It is done as its leader is; false: no memory is left, or the body is larger than may be. */
static bool
take_copy(ApiTransfer *transfer, ApiTransfer *leader)
{
	if (api_memory_exhausted() || !api_response_copy(&transfer->response, &leader->response))
	{
		api_response_reset(&transfer->response);
		return false;
	}
	transfer->attempts = leader->attempts;
	transfer->tries = leader->tries;
	transfer->word = leader->word;
	leader->given++;
	note_copy(transfer);
	return true;
}

bool
api_sharing_follow(ApiTransfer *transfer)
{
	ApiTransfer *leader;

	api_asked_enter(transfer);
	if (api_shelf_find(transfer))
	{
		transfer->queue->stats.kept++;
		note_copy(transfer);
		return api_transfer_event(transfer, API_EVENT_COPY);
	}
	if ((leader = find_leader(transfer)) == NULL)
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

/* A failure is all for who would have tried as often. */
static bool
suits(const ApiTransfer *follower, const ApiTransfer *leader)
{
	return follower->queue->family.table == leader->queue->family.table || api_shelf_fits(&leader->response);
}

bool
api_transfer_copied(const ApiTransfer *transfer)
{
	return transfer->copied;
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

		(void) api_transfer_event(follower, suits(follower, leader) && take_copy(follower, leader) ?
								  API_EVENT_COPY : API_EVENT_PART);
	}
}
