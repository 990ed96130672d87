/*
 * condition.h
 *		What a condition reads of a table, and how it is written.
 */
#ifndef API_CONDITION_H
#define API_CONDITION_H

#include "postgres.h"

#include "nodes/pathnodes.h"

/*
 * Adds the columns (attnums) of the relation that a condition reads, all of natts for a
 * whole row.  Whether a column is NULL can be told without its value: that is no reading.
 */
extern Bitmapset *api_condition_reads(Bitmapset *attnums, Node *condition, Index relid, int natts);

/* The condition as SQL, or that another level has it; palloc'd. */
extern char *api_condition_text(PlannerInfo *root, Node *condition);

#endif							/* API_CONDITION_H */
