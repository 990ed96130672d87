/*
 * stages.h
 *		How far a page is on its way through its stream, what can happen to it, and where
 *		that leads.
 *
 * As net/states.h for transfers: one table says it all (stages.c; docs/states.md shows it),
 * and whatever changes a page's stage goes through api_stream_event.  What has become of
 * its response is another matter: ApiPageState.
 *
 * Core: pure.
 */
#ifndef API_STAGES_H
#define API_STAGES_H

#include <stdbool.h>

typedef enum ApiStage
{
	API_STAGE_NEW,				/* in no list yet */
	API_STAGE_ASKED,			/* its request is on its way */
	API_STAGE_STREAMING,		/* and its body is read in portions; none is there */
	API_STAGE_OFFERED,			/* a portion of it is there to be lent */
	API_STAGE_BORROWED,			/* a portion of it is with the scan */
	API_STAGE_OVERTAKEN,		/* and its transfer was done meanwhile */
	API_STAGE_ARRIVED,			/* its transfer is done, and it waits to be judged */
	API_STAGE_KEPT,				/* judged, and waits for its chain's turn */
	API_STAGE_UNREAD,			/* judged, to be lent */
	API_STAGE_TOLD,				/* no page but a chain's end, to be lent */
	API_STAGE_LENT,				/* whole with the scan */
	API_STAGE_ORPHANED,			/* a portion of it is with the scan; its chain is gone */
	API_STAGE_GONE,				/* about to be freed */
	API_STAGES,					/* how many there are */
	API_STAGE_NOWHERE = API_STAGES	/* what the table does not have leads there */
} ApiStage;

typedef enum ApiStep
{
	API_STEP_ASK,				/* its request is put */
	API_STEP_TELL,				/* a chain has ended, which is told */
	API_STEP_STREAM,			/* what is there of its body waits, and its chain waits for it */
	API_STEP_OFFER,				/* some of its records are whole */
	API_STEP_LEND,				/* the scan takes it, or the portion */
	API_STEP_LAND,				/* its transfer is done while a portion is lent */
	API_STEP_AGAIN,				/* its request is sent once more */
	API_STEP_ARRIVE,			/* its transfer is done, well or not */
	API_STEP_KEEP,				/* it was judged before its chain's turn */
	API_STEP_DELIVER,			/* it was judged */
	API_STEP_TURN,				/* its chain's turn has come */
	API_STEP_RETURN,			/* the scan gives it back */
	API_STEP_DROP,				/* nobody wants it */
	API_STEPS					/* how many there are */
} ApiStep;

/* The list that it stands in. */
typedef enum ApiPlaceOf
{
	API_IN_NONE,
	API_IN_CHAIN,				/* its chain's, in page order */
	API_IN_KEPT,				/* its chain's, judged */
	API_IN_UNREAD,				/* its stream's */
	API_IN_LENT
} ApiPlaceOf;

/* What is true of a page in a stage. */
typedef struct ApiStageTraits
{
	const char *name;
	ApiPlaceOf	place;
	bool		posted;			/* counts among those that are asked for */
	bool		arrived;		/* counts among those that wait to be read */
	bool		streams;		/* its body comes in portions */
	bool		with_scan;		/* a portion is lent: nothing of it may be read */
} ApiStageTraits;

/* Where it leads; API_STAGE_NOWHERE: it cannot happen. */
extern ApiStage api_stage_after(ApiStage stage, ApiStep step);

extern const ApiStageTraits *api_stage_traits(ApiStage stage);
extern const char *api_step_name(ApiStep step);

#endif							/* API_STAGES_H */
