/*
 * reject.h
 *		The option on_error: what becomes of values that do not fit their columns.
 */
#ifndef API_REJECT_H
#define API_REJECT_H

#include "postgres.h"

#include "base/soft.h"
#include "rest/config.h"

typedef struct ApiReject ApiReject;

/* What may fail: makes Datums in the current memory context; raises errors, or notes them. */
typedef void (*ApiRejectWork) (void *arg);

/*
 * For the table's on_error, or NULL where it is stop.  In the current memory context,
 * where it keeps the first failure's text.
 */
extern ApiReject *api_reject_create(const ApiConfig *config);

/* The work raises no errors of the data, but notes the first of them there. */
extern void api_reject_soften(ApiReject *reject, Node *soft);

/*
 * Runs work(arg); in a subtransaction of its own, unless it is soft.  false: there was an
 * error of the data (SQLSTATE classes 21, 22 and 23), which the next api_reject_record or
 * _value counts.  Raises any other error again, and where no subtransaction can be had,
 * since the query runs in parallel.
 */
extern bool api_reject_try(ApiReject *reject, ApiRejectWork work, void *arg);

/* Are values set to NULL, and records kept? */
extern bool api_reject_sets_null(const ApiReject *reject);

/*
 * The error at hand costs a record, or a value.  Raises it where records are kept: NULL
 * does not fit either.  Raises another beyond reject_limit.
 */
extern void api_reject_record(ApiReject *reject);
extern void api_reject_value(ApiReject *reject);

/* Records that were passed over and values that were set to NULL, so far. */
extern int64 api_reject_records(const ApiReject *reject);
extern int64 api_reject_values(const ApiReject *reject);

/* One warning of what was passed over in all, if anything was. */
extern void api_reject_warn(const ApiReject *reject, int64 records, int64 values);

/* The scan starts over: nothing has been passed over. */
extern void api_reject_reset(ApiReject *reject);

#endif							/* API_REJECT_H */
