/*
 * join.h
 *		The executor's side of a batched join: a custom scan node.
 */
#ifndef API_JOIN_H
#define API_JOIN_H

/* Makes the node known by its name, API_JOIN_NAME: for _PG_init. */
extern void api_join_register(void);

#endif							/* API_JOIN_H */
