/*
 * ahead_target.h
 *		Sub-selects of a target list, whose keys are known when its rows are read ahead.
 */
#ifndef API_AHEAD_TARGET_H
#define API_AHEAD_TARGET_H

/* Looks at each query level that is planned: for _PG_init. */
extern void api_ahead_target_install(void);

#endif							/* API_AHEAD_TARGET_H */
