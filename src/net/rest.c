/*
 * rest.c
 *		Flights that rest until the next pump.
 *
 * One call of libcurl may hand over more than a pump shall do (work.h): the flight then
 * takes no more and rests.  Unlike a body that waits for memory (pause.c) it keeps its
 * place in the window, and goes on by itself, those that rest for longest first.
 */
#include "net/flight.h"
#include "net/work.h"

bool
api_rest_begin(ApiFlight *flight)
{
	ApiPool    *pool = flight->transfer->queue->pool;

	if (!api_transfer_event(flight->transfer, API_EVENT_REST))
		return false;
	flight->rests = true;
	flight->next = NULL;
	if (pool->resting == NULL)
		pool->resting = flight;
	else
		pool->last_resting->next = flight;
	pool->last_resting = flight;
	api_engine_kick(&pool->client);
	return true;
}

void
api_rest_end(ApiPool *pool, ApiFlight *flight)
{
	ApiFlight **link = &pool->resting;
	ApiFlight  *before = NULL;

	if (!flight->rests)
		return;
	for (; *link != flight; link = &before->next)
		before = *link;
	*link = flight->next;
	if (pool->last_resting == flight)
		pool->last_resting = before;
	flight->next = NULL;
	flight->rests = false;
}

void
api_rest_resume(ApiPool *pool)
{
	while (pool->resting != NULL && !api_work_spent())
	{
		ApiFlight  *flight = pool->resting;

		api_rest_end(pool, flight);
		if (!api_transfer_event(flight->transfer, API_EVENT_GO_ON) || !api_flight_go_on(flight))
			api_turn_land_refused(flight->transfer);
	}
}
