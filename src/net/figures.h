/*
 * figures.h
 *		What the pools of a backend hold just now.
 *
 * Core: no PostgreSQL.
 */
#ifndef API_FIGURES_H
#define API_FIGURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "net/pool.h"

typedef struct ApiPoolFigures
{
	uint32_t	server;			/* Oids, as in its key */
	uint32_t	user;
	bool		used;			/* by a scan that is open */
	bool		retired;		/* goes as soon as it may */
	bool		open;			/* it has a multi handle */
	int			connections;
	int			idle;			/* of them without a request */
	int			in_flight;		/* requests */
	int			waiting;		/* requests that were not sent yet, or wait to be sent again */
	int			window;			/* requests that may be in flight */
	int			lookups;		/* of names of hosts */
	int			descriptors;	/* that PostgreSQL granted for all of it */
	size_t		bodies;			/* bytes of bodies that are held for scans */
	size_t		spares;			/* bytes kept for further bodies */
	int			parked;			/* easy handles kept for further requests */
} ApiPoolFigures;

/*
 * What counts against the backend's bounds, and is no pool's: bytes (memory.h), descriptors of
 * the engine and of look-ups that go on, and how many PostgreSQL grants in all, to everybody.
 */
extern size_t api_figures_bytes(void);
extern int	api_figures_descriptors(int *most);

/* Look-ups that nobody waits for any more are no pool's, either. */
extern int	api_figures_hanging(void);

/* Those of the pool behind that one, or of the first (NULL), which it gives; NULL: none. */
extern const ApiPool *api_figures_next(const ApiPool *after, ApiPoolFigures *figures);

#endif							/* API_FIGURES_H */
