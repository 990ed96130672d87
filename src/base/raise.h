/*
 * raise.h
 *		Where a parked ApiError becomes a PostgreSQL error.
 */
#ifndef API_RAISE_H
#define API_RAISE_H

#include "postgres.h"

#include "base/compat.h"
#include "base/error.h"
#include "base/soft.h"
#include "base/table.h"

/*
 * Raises the error as ERROR with its SQLSTATE, detail and hint.  The texts are
 * copied into the current memory context and freed before the ereport, so that
 * nothing is lost by the longjmp.
 */
API_NORETURN extern void api_error_raise(ApiError *err);

/* Raises the error if one is set; returns otherwise. */
extern void api_error_check(ApiError *err);

/* The same, telling the table and where in its scan it was; table may be NULL. */
extern void api_error_check_of(ApiError *err, const ApiTable *table);

/* Raises the error if one is set, or notes it; false: there was none. */
extern bool api_error_report(ApiError *err, Node *soft);

/* An option's value is refused: what is wrong, and what to write instead. */
API_NORETURN extern void api_refuse_option(const char *what, const char *hint);

/* SQLSTATE of a kind of failure. */
extern int	api_error_sqlstate(ApiErrorCode code);

#endif							/* API_RAISE_H */
