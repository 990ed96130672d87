/*
 * response.h
 *		Columns that tell of the response itself.
 */
#ifndef API_RESPONSE_COLUMN_H
#define API_RESPONSE_COLUMN_H

#include "postgres.h"

#include "rest/auth.h"
#include "rest/columns.h"
#include "rest/records.h"

/*
 * The value of a column of API_SOURCE_RESPONSE for the records of a page, in the
 * current memory context.  No URL and no header shows what auth has for {secret:name}.
 */
extern Datum api_response_datum(const ApiColumn *column, ApiPage *page, const ApiAuth *auth, Node *soft,
								bool *isnull);

#endif							/* API_RESPONSE_COLUMN_H */
