/*
 * count.h
 *		The node that counts a table's records by what its API declares.
 */
#ifndef API_COUNT_H
#define API_COUNT_H

/* Makes the node known to the executor; once a backend. */
extern void api_count_register(void);

#endif							/* API_COUNT_H */
