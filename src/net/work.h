/*
 * work.h
 *		How much is done in one go, before interrupts are served again.
 *
 * What arrives is unbounded: a piece of the wire holds a thousand times as much, and a
 * thousand transfers may be due at once.  So a pump deals *work* out, by bytes and by
 * time; what is beyond stays where it is, and the next pump takes it up.
 *
 * Core: no PostgreSQL, nothing raises.
 */
#ifndef API_WORK_H
#define API_WORK_H

#include <stdbool.h>
#include <stddef.h>

#define API_WORK_BYTES (4 * 1024 * 1024)	/* of bodies, decoded */
#define API_WORK_US 5000

/* Deals out a new share. */
extern void api_work_begin(void);

/* So many bytes of a body were taken. */
extern void api_work_count(size_t bytes);

/* Is the share used up? */
extern bool api_work_spent(void);

#endif							/* API_WORK_H */
