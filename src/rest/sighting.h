/*
 * sighting.h
 *		The signs that a search has met: for search.c.
 *
 * Core: no PostgreSQL, no memory; what there is no room for is dropped.
 */
#ifndef API_SIGHTING_H
#define API_SIGHTING_H

#include "rest/search.h"

/* A member of the container on top says something; below: its object is named so. */
extern void api_sighting_member(ApiSearch *search, const ApiNaming *naming, const char *name,
								const char *value, bool string, bool below);

/* An element of the array on top, which was left, is a link to the next page. */
extern void api_sighting_link(ApiSearch *search, const ApiSearchFrame *frame);

extern void api_sighting_header(ApiSearch *search, const ApiNaming *naming, const char *name,
								const char *value);

/* What is only known of a container when all of it was seen. */
extern void api_sighting_settle(ApiSearch *search, const ApiSearchFrame *frame);

/* Is the value not null, false, 0 or ""? */
extern bool api_sighting_filled(const char *value, bool string);

#endif							/* API_SIGHTING_H */
