/*
 * memory.h
 *		What the bodies of all scans of a backend take, and how much that may be.
 *
 * Counted are bodies (what was touched of their memory), what their owners note because
 * of them, used memory kept for bodies to come, and what libcurl holds for each that flies.
 *
 *   scarce      half of the bound is taken: bodies wait, nothing new begins but one request
 *               of each scan
 *   exhausted   all of it is
 *
 * Core: no PostgreSQL, nothing raises.
 */
#ifndef API_MEMORY_H
#define API_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/* The bound (api_fdw.max_memory); 0: none, which is how it begins. */
extern void api_memory_limit(size_t bytes);

/* The most that one scan may hold, whatever its scan_buffer. */
extern size_t api_memory_share(void);

/* So many bytes more, or fewer. */
extern void api_memory_more(size_t bytes);
extern void api_memory_less(size_t bytes);

extern size_t api_memory_taken(void);
extern bool api_memory_scarce(void);
extern bool api_memory_exhausted(void);

#endif							/* API_MEMORY_H */
