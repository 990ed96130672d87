/*
 * distinct.h
 *		Tells the planner which columns have another value in each row.
 */
#ifndef API_DISTINCT_H
#define API_DISTINCT_H

/* Has the planner ask: for _PG_init. */
extern void api_distinct_install(void);

#endif							/* API_DISTINCT_H */
