/*
 * states.c
 *		The table of states and events.  See states.h.
 */
#include "net/states.h"

/* A state is noted plus one; what the table does not say is 0, and cannot happen. */
#define NOWHERE 0
#define TO(state) (API_STATE_##state + 1)

static const unsigned char table[API_EVENTS][API_STATES] = {
	[API_EVENT_PUT] = {[API_STATE_NEW] = TO(READY)},
	[API_EVENT_FOLLOW] = {[API_STATE_NEW] = TO(FOLLOWING)},
	[API_EVENT_COPY] = {[API_STATE_NEW] = TO(DONE),[API_STATE_FOLLOWING] = TO(DONE)},
	[API_EVENT_PART] = {[API_STATE_FOLLOWING] = TO(READY)},
	[API_EVENT_SEND] = {[API_STATE_READY] = TO(SENT)},
	[API_EVENT_MISS] = {[API_STATE_READY] = TO(LANDED)},
	[API_EVENT_WAKE] = {[API_STATE_WAITING] = TO(READY)},
	[API_EVENT_HEAD] = {[API_STATE_SENT] = TO(BODY)},
	[API_EVENT_FILL] = {[API_STATE_BODY] = TO(FULL)},
	[API_EVENT_HOLD] = {[API_STATE_BODY] = TO(HELD)},
	[API_EVENT_REST] = {[API_STATE_BODY] = TO(RESTING)},
	[API_EVENT_URGE] = {[API_STATE_HELD] = TO(RESUMING)},
	[API_EVENT_DISCARD] = {
		[API_STATE_BODY] = TO(BODY),[API_STATE_RESTING] = TO(RESTING),[API_STATE_FULL] = TO(RESUMING),
		[API_STATE_HELD] = TO(RESUMING),[API_STATE_RESUMING] = TO(RESUMING),
		[API_STATE_DONE] = TO(DONE),[API_STATE_TAKEN] = TO(TAKEN)
	},
	[API_EVENT_GO_ON] = {
		[API_STATE_RESTING] = TO(BODY),[API_STATE_HELD] = TO(BODY),[API_STATE_RESUMING] = TO(BODY)
	},
	[API_EVENT_LAND] = {
		[API_STATE_SENT] = TO(LANDED),[API_STATE_BODY] = TO(LANDED),[API_STATE_RESTING] = TO(LANDED),
		[API_STATE_FULL] = TO(LANDED),[API_STATE_HELD] = TO(LANDED),[API_STATE_RESUMING] = TO(LANDED)
	},
	[API_EVENT_ABANDON] = {
		[API_STATE_SENT] = TO(LANDED),[API_STATE_BODY] = TO(LANDED),[API_STATE_RESTING] = TO(LANDED),
		[API_STATE_FULL] = TO(LANDED),[API_STATE_HELD] = TO(LANDED),[API_STATE_RESUMING] = TO(LANDED)
	},
	[API_EVENT_REDIRECT] = {[API_STATE_LANDED] = TO(READY)},
	[API_EVENT_EXCUSE] = {[API_STATE_LANDED] = TO(READY)},
	[API_EVENT_RETRY] = {[API_STATE_LANDED] = TO(WAITING),[API_STATE_TAKEN] = TO(WAITING)},
	[API_EVENT_END] = {[API_STATE_READY] = TO(DONE),[API_STATE_LANDED] = TO(DONE)},
	[API_EVENT_TAKE] = {[API_STATE_DONE] = TO(TAKEN)},
	[API_EVENT_FREE] = {
		[API_STATE_NEW] = TO(GONE),[API_STATE_READY] = TO(GONE),[API_STATE_WAITING] = TO(GONE),
		[API_STATE_FOLLOWING] = TO(GONE),[API_STATE_LANDED] = TO(GONE),[API_STATE_DONE] = TO(GONE),
		[API_STATE_TAKEN] = TO(GONE)
	},
};

static const ApiStateTraits traits[API_STATES] = {
	[API_STATE_NEW] = {.name = "new",.lane = API_LANE_NONE,.passes = true},
	[API_STATE_READY] = {.name = "ready",.lane = API_LANE_READY,.leads = true},
	[API_STATE_WAITING] = {.name = "waiting",.lane = API_LANE_WAITING,.leads = true},
	[API_STATE_FOLLOWING] = {.name = "following",.lane = API_LANE_FOLLOWING},
	[API_STATE_SENT] = {.name = "sent",.lane = API_LANE_FLYING,.flies = true,.leads = true},
	[API_STATE_BODY] = {.name = "body",.lane = API_LANE_FLYING,.flies = true,.has_bytes = true,.leads = true},
	[API_STATE_RESTING] = {.name = "resting",.lane = API_LANE_FLYING,.flies = true,.has_bytes = true,.leads = true},
	[API_STATE_FULL] = {.name = "full",.lane = API_LANE_FLYING,.flies = true,.paused = true,.has_bytes = true},
	[API_STATE_HELD] = {.name = "held",.lane = API_LANE_FLYING,.flies = true,.paused = true,.has_bytes = true},
	[API_STATE_RESUMING] = {.name = "resuming",.lane = API_LANE_FLYING,.flies = true,.paused = true,.has_bytes = true},
	[API_STATE_LANDED] = {.name = "landed",.lane = API_LANE_FLYING,.has_bytes = true,.leads = true,.passes = true},
	[API_STATE_DONE] = {.name = "done",.lane = API_LANE_DONE,.has_bytes = true},
	[API_STATE_TAKEN] = {.name = "taken",.lane = API_LANE_TAKEN,.has_bytes = true},
	[API_STATE_GONE] = {.name = "gone",.lane = API_LANE_NONE,.passes = true},
};

static const char *const event_names[API_EVENTS] = {
	[API_EVENT_PUT] = "put",[API_EVENT_FOLLOW] = "follow",[API_EVENT_COPY] = "copy",[API_EVENT_PART] = "part",
	[API_EVENT_SEND] = "send",[API_EVENT_MISS] = "miss",
	[API_EVENT_WAKE] = "wake",[API_EVENT_HEAD] = "head",[API_EVENT_FILL] = "fill",
	[API_EVENT_HOLD] = "hold",[API_EVENT_REST] = "rest",[API_EVENT_URGE] = "urge",
	[API_EVENT_DISCARD] = "discard",[API_EVENT_GO_ON] = "go on",[API_EVENT_LAND] = "land",
	[API_EVENT_ABANDON] = "abandon",[API_EVENT_REDIRECT] = "redirect",[API_EVENT_EXCUSE] = "excuse",
	[API_EVENT_RETRY] = "retry",[API_EVENT_END] = "end",[API_EVENT_TAKE] = "take",[API_EVENT_FREE] = "free"
};

ApiState
api_state_after(ApiState state, ApiEvent event)
{
	unsigned char noted = table[event][state];

	return noted == NOWHERE ? API_STATE_NOWHERE : (ApiState) (noted - 1);
}

/* Who has waited for long, or was on his way, goes before those who come now. */
bool
api_event_goes_first(ApiEvent event)
{
	return event == API_EVENT_WAKE || event == API_EVENT_REDIRECT || event == API_EVENT_EXCUSE;
}

const ApiStateTraits *
api_state_traits(ApiState state)
{
	return &traits[state];
}

const char *
api_event_name(ApiEvent event)
{
	return event_names[event];
}
