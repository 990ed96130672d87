/*
 * state.h
 *		What GetForeignRelSize leaves in rel->fdw_private for the others.  Private to
 *		plan.
 */
#ifndef API_PLAN_STATE_H
#define API_PLAN_STATE_H

#include "postgres.h"

#include "plan/estimate.h"
#include "rest/config.h"

typedef struct ApiPlanState
{
	ApiConfig  *config;			/* of the table */
	ApiAnswers	answers;		/* what is known of it */
	ApiEstimate estimate;		/* of the table's own clauses */
	List	   *clauses;		/* RestrictInfos of joins that give values */
	Bitmapset  *needed;			/* attnums that must be given a value, see plan/need */
	Bitmapset  *joined;			/* attnums that clauses of joins give one, whatever their rows */
	Bitmapset **together;		/* by attnum: what must be given where it is, or it is not sent */
	Bitmapset  *bound;			/* attnums that the partition's bound reads */
	bool		possible;		/* the table's own clauses give all values there must be */
} ApiPlanState;

/* The state of a foreign table of ours; NULL: it is none. */
extern ApiPlanState *api_plan_state(const RelOptInfo *rel);

#endif							/* API_PLAN_STATE_H */
