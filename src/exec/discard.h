/*
 * discard.h
 *		DISCARD ALL gives connections back, too.
 */
#ifndef API_DISCARD_H
#define API_DISCARD_H

/* For _PG_init. */
extern void api_discard_install(void);

#endif							/* API_DISCARD_H */
