/*
 * memory.h
 *		What the bodies of all scans of a backend take, and how much that may be.
 *
 * Counted are heads, bodies (what was touched of their memory), what their owners note because
 * of them, used memory kept for bodies to come, pages on shelves (shelf.h), and what libcurl holds for each that flies.
 *
 *   scarce      bodies take half of the bound: they wait, and nothing new begins but one
 *               request of each scan
 *   busy        libcurl takes a quarter for what flies: nothing new begins, likewise
 *   exhausted   both take all of it
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

/* What was counted as that many bytes of bodies now takes so many. */
extern void api_memory_count(size_t before, size_t after);

/* So many requests more fly, or, negative, fewer. */
#define API_MEMORY_FLIGHT (64 * 1024)	/* libcurl's buffer */
extern void api_memory_fly(int change);

extern size_t api_memory_taken(void);
extern bool api_memory_scarce(void);
extern bool api_memory_busy(void);
extern bool api_memory_exhausted(void);

/*
 * Heads of that many bytes came and went, in small blocks that malloc keeps.  Gives back what
 * is free, once that may be much.
 */
extern void api_memory_strew(size_t bytes);
extern void api_memory_gather(void);

#endif							/* API_MEMORY_H */
