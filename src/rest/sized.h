/*
 * sized.h
 *		How many records a request asked for.
 *
 * Core: no PostgreSQL, no memory, no errors.
 */
#ifndef API_SIZED_H
#define API_SIZED_H

#include "net/message.h"

/*
 * By a query item, a member of the body, an argument of its GraphQL query or a Range of items
 * that has a size's name; 0: it does not say.
 */
extern int64_t api_sized(const ApiRequest *request);

#endif							/* API_SIZED_H */
