/*
 * states.h
 *		What a transfer can be, what can happen to it, and where that leads.
 *
 * One table says it all (states.c; docs/states.md shows it).  Whatever changes a
 * transfer's state is one of the events and goes through api_transfer_event; what the
 * table does not have cannot happen: it is a failed check where those are built in, and
 * elsewhere the transfer's failure, API_ERR_INTERNAL.
 *
 * Core: pure.
 */
#ifndef API_STATES_H
#define API_STATES_H

#include <stdbool.h>

typedef enum ApiState
{
	API_STATE_NEW,				/* in no list yet */
	API_STATE_READY,			/* may leave */
	API_STATE_WAITING,			/* in the pool's heap too, until its time */
	API_STATE_FOLLOWING,		/* waits for the response of another (sharing.c) */
	API_STATE_SENT,				/* no final head has come */
	API_STATE_BODY,				/* the head is there, the body comes */
	API_STATE_RESTING,			/* takes nothing more in this pump (rest.c) */
	API_STATE_FULL,				/* its body waits, for it is as large as may be (pause.c) */
	API_STATE_HELD,				/* its body waits, for all together are */
	API_STATE_RESUMING,			/* its body waited, and goes on with the next pump */
	API_STATE_LANDED,			/* the send is over; for as long as it takes to decide */
	API_STATE_DONE,				/* finished, not taken */
	API_STATE_TAKEN,			/* its owner has it */
	API_STATE_GONE,				/* about to be freed */
	API_STATES,					/* how many there are */
	API_STATE_NOWHERE = API_STATES	/* what the table does not have leads there */
} ApiState;

typedef enum ApiEvent
{
	API_EVENT_PUT,				/* its owner puts it */
	API_EVENT_FOLLOW,			/* another is asked for the same */
	API_EVENT_COPY,				/* another has the response */
	API_EVENT_PART,				/* its leader cannot give one */
	API_EVENT_SEND,				/* libcurl has it */
	API_EVENT_MISS,				/* it could not leave in time */
	API_EVENT_WAKE,				/* its time has come */
	API_EVENT_HEAD,				/* the final head is whole */
	API_EVENT_FILL,				/* no room for more of its body */
	API_EVENT_HOLD,				/* nor for more of all bodies */
	API_EVENT_REST,				/* enough was done in one go */
	API_EVENT_URGE,				/* its owner waits for just this one */
	API_EVENT_DISCARD,			/* its owner has read some of the body */
	API_EVENT_GO_ON,			/* its body may go on */
	API_EVENT_LAND,				/* libcurl is done with it, or too late */
	API_EVENT_ABANDON,			/* it is taken off the wire */
	API_EVENT_REDIRECT,			/* it is sent to where a redirect led */
	API_EVENT_EXCUSE,			/* it is sent once more at no cost */
	API_EVENT_RETRY,			/* it is sent once more, later */
	API_EVENT_END,				/* that was all */
	API_EVENT_TAKE,				/* its owner takes it */
	API_EVENT_FREE,				/* nobody wants it any more */
	API_EVENTS					/* how many there are */
} ApiEvent;

/* The lane of its queue, a list, that a transfer stands in. */
typedef enum ApiLane
{
	API_LANE_READY,
	API_LANE_WAITING,
	API_LANE_FLYING,
	API_LANE_FOLLOWING,
	API_LANE_DONE,
	API_LANE_TAKEN,
	API_LANES,					/* how many there are */
	API_LANE_NONE = API_LANES
} ApiLane;

/* What is true of a transfer in a state. */
typedef struct ApiStateTraits
{
	const char *name;
	ApiLane		lane;
	bool		flies;			/* has a flight, and a deadline */
	bool		paused;			/* lends its place in the window */
	bool		has_bytes;		/* there may be bytes of a body */
	bool		leads;			/* others may follow it */
	bool		passes;			/* is never seen between two pumps */
} ApiStateTraits;

/* Where it leads; API_STATE_NOWHERE: it cannot happen. */
extern ApiState api_state_after(ApiState state, ApiEvent event);

/* Does it go before the others of its new lane? */
extern bool api_event_goes_first(ApiEvent event);

extern const ApiStateTraits *api_state_traits(ApiState state);
extern const char *api_event_name(ApiEvent event);

#endif							/* API_STATES_H */
