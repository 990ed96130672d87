/*
 * near.h
 *		What a column that finds nothing may have meant: a member of a name that is near.
 *
 * Backend code.
 */
#ifndef API_NEAR_H
#define API_NEAR_H

#include "postgres.h"

#include "rest/config.h"
#include "rest/records.h"

/*
 * Looks at some of the page's records, or at what is around them for a meta_path; names, where
 * they stand apart (columns_path), or NULL.  Gives the name, in quotes, as a message shows it:
 * palloc'd, or NULL.
 */
extern char *api_near_find(const ApiConfig *config, const ApiColumn *column, const ApiPage *page,
						   const char *names, size_t names_len);

/* Is it the name (quotes included) of a member that another column of the table reads? */
extern bool api_near_claimed(const ApiColumns *columns, const ApiColumn *column, const char *name,
							 size_t len);

#endif							/* API_NEAR_H */
