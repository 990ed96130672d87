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
	size_t		bodies;			/* bytes of bodies that are held for scans */
	size_t		spares;			/* bytes kept for further bodies */
	int			parked;			/* easy handles kept for further requests */
} ApiPoolFigures;

/* Bytes that count against the backend's bound (memory.h). */
extern size_t api_figures_bytes(void);

/* Those of the pool behind that one, or of the first (NULL), which it gives; NULL: none. */
extern const ApiPool *api_figures_next(const ApiPool *after, ApiPoolFigures *figures);

#endif							/* API_FIGURES_H */
