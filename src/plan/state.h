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
	ApiEstimate estimate;		/* of the table's own clauses */
} ApiPlanState;

#endif							/* API_PLAN_STATE_H */
