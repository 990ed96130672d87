/*
 * parked.c
 *		Flights that wait for their next use: an easy handle is dear to make.
 *
 * Each takes some kilobytes, so that their number is bounded over all pools.
 */
#include "net/flight.h"

#define MAX_PARKED 128

static int	parked;				/* over all pools */

ApiFlight *
api_parked_take(ApiPool *pool)
{
	ApiFlight  *flight = pool->idle;

	if (flight == NULL)
		return api_flight_new();
	pool->idle = flight->next;
	pool->nidle--;
	parked--;
	flight->next = NULL;
	return flight;
}

void
api_parked_put(ApiPool *pool, ApiFlight *flight)
{
	if (parked >= MAX_PARKED)
	{
		api_flight_free(flight);
		return;
	}
	flight->next = pool->idle;
	pool->idle = flight;
	pool->nidle++;
	parked++;
}

void
api_parked_free(ApiPool *pool)
{
	while (pool->idle != NULL)
	{
		ApiFlight  *flight = pool->idle;

		pool->idle = flight->next;
		pool->nidle--;
		parked--;
		api_flight_free(flight);
	}
}
