/*
 * rest.c
 *		Flights that rest until the next pump.
 *
 * One call of libcurl may hand over more than a pump shall do (work.h): the flight then
 * takes no more and rests.  Unlike a body that waits for memory (pause.c) it keeps its
 * place in the window, and goes on by itself, those that rest for longest first.
 *
 * By HTTP/1.1 libcurl waits with what is beyond.  By HTTP/2 all is taken as it comes, and
 * what is compressed is decoded later; so the response may be there before its body is.
 */
#include <curl/curl.h>

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

/* What came by HTTP/2, as far as there is work left. */
static void
catch_up(ApiFlight *flight)
{
	if (!api_flight_catch_up(flight))
		api_turn_land_refused(flight->transfer);
	else if (flight->behind)
		(void) api_rest_begin(flight);
	else if (flight->finished)
		api_turn_land(flight->transfer, CURLE_OK);
}

/* Each of them once: one that lacks memory rests again, until others were given up. */
void
api_rest_resume(ApiPool *pool)
{
	int			count = 0;

	for (const ApiFlight *flight = pool->resting; flight != NULL; flight = flight->next)
		count++;
	while (count-- > 0 && pool->resting != NULL && !api_work_spent())
	{
		ApiFlight  *flight = pool->resting;

		api_rest_end(pool, flight);
		if (!api_transfer_event(flight->transfer, API_EVENT_GO_ON))
			api_turn_land_refused(flight->transfer);
		else if (flight->behind)
			catch_up(flight);
		else if (!api_flight_go_on(flight))
			api_turn_land_refused(flight->transfer);
	}
}
