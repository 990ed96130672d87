/*
 * veil.h
 *		Secrets that a URL quotes, taken out of it.
 *
 * A server gives back what it was asked with: a next link, a redirect.  Each spelling of
 * a secret becomes the mark it was made from (base/mark.h), so that the URL can be shown
 * and compared, and is the same again when it is signed.
 *
 * Core: no PostgreSQL, malloc.
 */
#ifndef API_VEIL_H
#define API_VEIL_H

#include "net/message.h"

/* Adds the spellings in which a URL may quote the secret of that name; false: no memory. */
extern bool api_veil_add(ApiHeaders *veils, const char *name, const char *secret);

/* A copy of any text with marks in it; NULL: no memory. */
extern char *api_veil_text(const ApiHeaders *veils, const char *text);

/* A copy of the URL with marks behind its authority; NULL: no memory. */
extern char *api_veil_url(const ApiHeaders *veils, const char *url);

#endif							/* API_VEIL_H */
