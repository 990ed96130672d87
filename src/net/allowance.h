/*
 * allowance.h
 *		How many requests a statement may send, over all its scans.
 *
 * Core: no PostgreSQL, nothing raises.
 */
#ifndef API_ALLOWANCE_H
#define API_ALLOWANCE_H

#include <stdbool.h>
#include <stdint.h>

/* Counts from 0 if it is another statement than the last; most requests may be sent. */
extern void api_allowance_begin(int64_t statement, int64_t most);

/* The one that counts now. */
extern int64_t api_allowance_statement(void);

/*
 * Takes one for a scan that is read in that statement; false: none is left.  Gives it back:
 * it was not sent.  What a scan of another statement asks ahead, a window at most, does
 * not count.
 */
extern bool api_allowance_take(int64_t statement);
extern void api_allowance_give_back(int64_t statement);

#endif							/* API_ALLOWANCE_H */
