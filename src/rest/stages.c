/*
 * stages.c
 *		The table of stages and steps.  See stages.h.
 */
#include "rest/stages.h"

/* A stage is noted plus one; what the table does not say is 0, and cannot happen. */
#define NOWHERE 0
#define TO(stage) (API_STAGE_##stage + 1)

static const unsigned char table[API_STEPS][API_STAGES] = {
	[API_STEP_ASK] = {[API_STAGE_NEW] = TO(ASKED)},
	[API_STEP_TELL] = {[API_STAGE_NEW] = TO(TOLD)},
	[API_STEP_STREAM] = {[API_STAGE_ASKED] = TO(STREAMING),[API_STAGE_STREAMING] = TO(STREAMING)},
	[API_STEP_OFFER] = {[API_STAGE_STREAMING] = TO(OFFERED)},
	[API_STEP_LEND] = {
		[API_STAGE_OFFERED] = TO(BORROWED),[API_STAGE_UNREAD] = TO(LENT),[API_STAGE_TOLD] = TO(LENT)
	},
	[API_STEP_LAND] = {[API_STAGE_BORROWED] = TO(OVERTAKEN),[API_STAGE_ORPHANED] = TO(ORPHANED)},
	[API_STEP_AGAIN] = {
		[API_STAGE_ASKED] = TO(ASKED),[API_STAGE_STREAMING] = TO(STREAMING),[API_STAGE_OFFERED] = TO(STREAMING)
	},
	[API_STEP_ARRIVE] = {
		[API_STAGE_ASKED] = TO(ARRIVED),[API_STAGE_STREAMING] = TO(ARRIVED),[API_STAGE_OFFERED] = TO(ARRIVED)
	},
	[API_STEP_KEEP] = {[API_STAGE_ARRIVED] = TO(KEPT)},
	[API_STEP_DELIVER] = {[API_STAGE_ARRIVED] = TO(UNREAD)},
	[API_STEP_TURN] = {[API_STAGE_KEPT] = TO(UNREAD)},
	[API_STEP_RETURN] = {
		[API_STAGE_BORROWED] = TO(STREAMING),[API_STAGE_OVERTAKEN] = TO(STREAMING),
		[API_STAGE_LENT] = TO(GONE),[API_STAGE_ORPHANED] = TO(GONE)
	},
	[API_STEP_DROP] = {
		[API_STAGE_ASKED] = TO(GONE),[API_STAGE_STREAMING] = TO(GONE),[API_STAGE_OFFERED] = TO(GONE),
		[API_STAGE_ARRIVED] = TO(GONE),[API_STAGE_KEPT] = TO(GONE),
		[API_STAGE_BORROWED] = TO(ORPHANED),[API_STAGE_OVERTAKEN] = TO(ORPHANED)
	},
};

static const ApiStageTraits traits[API_STAGES] = {
	[API_STAGE_NEW] = {.name = "new",.place = API_IN_NONE},
	[API_STAGE_ASKED] = {.name = "asked",.place = API_IN_CHAIN,.posted = true},
	[API_STAGE_STREAMING] = {.name = "streaming",.place = API_IN_CHAIN,.posted = true,.streams = true},
	[API_STAGE_OFFERED] = {.name = "offered",.place = API_IN_CHAIN,.posted = true,.streams = true},
	[API_STAGE_BORROWED] = {.name = "borrowed",.place = API_IN_CHAIN,.posted = true,.streams = true,.with_scan = true},
	[API_STAGE_OVERTAKEN] = {.name = "overtaken",.place = API_IN_CHAIN,.posted = true,.streams = true,
	.with_scan = true},
	[API_STAGE_ARRIVED] = {.name = "arrived",.place = API_IN_CHAIN,.arrived = true},
	[API_STAGE_KEPT] = {.name = "kept",.place = API_IN_KEPT,.arrived = true},
	[API_STAGE_UNREAD] = {.name = "unread",.place = API_IN_UNREAD,.arrived = true},
	[API_STAGE_TOLD] = {.name = "told",.place = API_IN_UNREAD},
	[API_STAGE_LENT] = {.name = "lent",.place = API_IN_LENT},
	[API_STAGE_ORPHANED] = {.name = "orphaned",.place = API_IN_LENT,.streams = true,.with_scan = true},
	[API_STAGE_GONE] = {.name = "gone",.place = API_IN_NONE},
};

static const char *const step_names[API_STEPS] = {
	[API_STEP_ASK] = "ask",[API_STEP_TELL] = "tell",[API_STEP_STREAM] = "stream",[API_STEP_OFFER] = "offer",
	[API_STEP_LEND] = "lend",[API_STEP_LAND] = "land",[API_STEP_AGAIN] = "again",[API_STEP_ARRIVE] = "arrive",
	[API_STEP_KEEP] = "keep",[API_STEP_DELIVER] = "deliver",[API_STEP_TURN] = "turn",
	[API_STEP_RETURN] = "return",[API_STEP_DROP] = "drop"
};

ApiStage
api_stage_after(ApiStage stage, ApiStep step)
{
	unsigned char noted = table[step][stage];

	return noted == NOWHERE ? API_STAGE_NOWHERE : (ApiStage) (noted - 1);
}

const ApiStageTraits *
api_stage_traits(ApiStage stage)
{
	return &traits[stage];
}

const char *
api_step_name(ApiStep step)
{
	return step_names[step];
}
