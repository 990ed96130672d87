/*
 * kept.h
 *		Does a link to the next page keep what the page was asked by?
 *
 * Some APIs write links that leave the filters out.  A token may stand for them, and says
 * nothing of what it holds; a page's number or an offset in the clear does not.
 *
 * Core: no PostgreSQL, malloc, no errors.
 */
#ifndef API_KEPT_H
#define API_KEPT_H

#include <stdbool.h>
#include <stddef.h>

#include "net/message.h"

#define API_KEPT_NAME 64		/* bytes of a parameter's name */

/*
 * Does the link, of url's own path, lack a parameter of url's that tells which records are
 * wanted?  Its name is given, decoded.  size: the parameter of the page size; may be NULL.
 */
extern bool api_kept_lacks(const char *url, const char *link, const char *size, char name[API_KEPT_NAME]);

/*
 * The request's URL, with what its body asks by as items of its query: as a GET would have
 * it.  malloc'd; NULL: no memory.
 */
extern char *api_kept_asked(const ApiRequest *request);

/*
 * A redirect led from one to the other: on the same path, does what it led to lack a
 * parameter, or give it another value?  Its name is given, decoded.
 */
extern bool api_kept_astray(const char *url, const char *led_to, char name[API_KEPT_NAME]);

#endif							/* API_KEPT_H */
