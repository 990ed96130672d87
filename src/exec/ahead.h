/*
 * ahead.h
 *		The node that reads ahead on the outer side of a loop.
 */
#ifndef API_AHEAD_H
#define API_AHEAD_H

/* Makes the node known by its name, API_AHEAD_NAME: for _PG_init. */
extern void api_ahead_register(void);

#endif							/* API_AHEAD_H */
