/*
 * derived.h
 *		What a query concludes from the rows that a table does not have.
 *
 * A failure that is passed over looks like rows that are not there.  Where that only leaves
 * rows out, or values NULL that are given out, the warning tells of it; where a condition
 * looks at what came of it, it makes rows.
 */
#ifndef API_DERIVED_H
#define API_DERIVED_H

#include "postgres.h"

#include "nodes/pathnodes.h"

/*
 * Does a condition of the query level read the NULLs of an outer join that the lack of a row
 * of the relation (number of FROM) makes?  Those of ON of a further outer join do not count:
 * they make NULLs in turn.
 */
extern bool api_derived_nulls(PlannerInfo *root, Index relid);

/*
 * The columns that a query level gives out (by resno) which count its rows: by aggregates and
 * window functions.
 */
extern Bitmapset *api_derived_counts(const Query *query);

/* Those that hold sub-selects. */
extern Bitmapset *api_derived_sublinks(const Query *query);

/* Does an expression hold a sub-select that is not planned yet? */
extern bool api_derived_sublinks_in(Node *node);

/* Does HAVING count rows? */
extern bool api_derived_having(const Query *query);

/* Those that are made of these columns of an entry. */
extern Bitmapset *api_derived_from(const Query *query, int relid, const Bitmapset *columns);

/* Does a condition of the level read these columns of an entry? */
extern bool api_derived_read(const Query *query, int relid, const Bitmapset *columns);

#endif							/* API_DERIVED_H */
