/*
 * advise.h
 *		What is said of a sign: a quotation, and the options that go by it.
 *
 * Core: no PostgreSQL, no memory, no errors.  Texts are printable ASCII.
 */
#ifndef API_ADVISE_H
#define API_ADVISE_H

#include <stddef.h>

#include "rest/search.h"

/* The member or header as it was seen, its value cut: "total_pages": 5. */
extern void api_advise_quote(const ApiSign *sign, char *out, size_t room);

/*
 * The options to paste: pagination 'page_number', page_param 'page'; "": none are known.
 * url: the request's, or NULL.
 */
extern void api_advise_options(const ApiSearch *search, const ApiSign *sign, const char *url,
							   char *out, size_t room);

#endif							/* API_ADVISE_H */
