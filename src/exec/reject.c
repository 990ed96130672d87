/*
 * reject.c
 *		The option on_error.  See reject.h.
 *
 * What cannot note its errors may do anything before it raises them, so that what it
 * does is undone by a subtransaction.  One costs microseconds: the caller tries many
 * records in one, and each alone only when one of them has failed.
 */
#include "postgres.h"

#include "exec/attempt.h"
#include "exec/reject.h"
#include "utils/memutils.h"

struct ApiReject
{
	ApiOnError	policy;
	int64		limit;			/* -1: none */
	MemoryContext memory;		/* where it lives */
	MemoryContext errors;		/* of the error at hand, unless it was noted */
	Node	   *soft;			/* where errors are noted; NULL: raised */
	ErrorData  *error;			/* at hand; NULL: none */
	char	   *first;			/* what the first one said */
	int64		records;
	int64		values;
};

ApiReject *
api_reject_create(const ApiConfig *config)
{
	ApiReject  *reject;

	if (config->on_error == API_ERROR_STOP)
		return NULL;
	reject = palloc0(sizeof(ApiReject));
	reject->policy = config->on_error;
	reject->limit = config->reject_limit;
	reject->memory = CurrentMemoryContext;
	reject->errors = AllocSetContextCreate(CurrentMemoryContext, "api_fdw rejected value",
										   ALLOCSET_SMALL_SIZES);
	return reject;
}

void
api_reject_soften(ApiReject *reject, Node *soft)
{
	reject->soft = soft;
}

/* FreeErrorData leaves some of it. */
static void
forget_error(ApiReject *reject)
{
	reject->error = NULL;
	MemoryContextReset(reject->errors);
}

static bool
is_of_data(int sqlerrcode)
{
	int			category = ERRCODE_TO_CATEGORY(sqlerrcode);

	return category == ERRCODE_DATA_EXCEPTION ||
		category == ERRCODE_INTEGRITY_CONSTRAINT_VIOLATION ||
		category == ERRCODE_CARDINALITY_VIOLATION;
}

/* Leaves what the work raises in reject->error. */
static void
try_in_subtransaction(ApiReject *reject, ApiRejectWork work, void *arg)
{
	if (!api_attempt_may())
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("on_error cannot pass over values while the query runs in parallel"),
				 errhint("SET max_parallel_workers_per_gather = 0.")));
	reject->error = api_attempt(work, arg, reject->errors);
}

bool
api_reject_try(ApiReject *reject, ApiRejectWork work, void *arg)
{
	forget_error(reject);
	if (reject->soft)
	{
		work(arg);
		reject->error = api_soft_take(reject->soft);
	}
	else
		try_in_subtransaction(reject, work, arg);
	if (reject->error && !is_of_data(reject->error->sqlerrcode))
		ReThrowError(reject->error);
	return reject->error == NULL;
}

/* What was said, and where, in one line. */
static char *
tell(const ErrorData *error)
{
	char	   *line;
	char	   *end;

	if (error->context == NULL)
		return error->message;
	line = psprintf("%s (%s)", error->message, error->context);
	while ((end = strchr(line, '\n')) != NULL)
		line = psprintf("%.*s, %s", (int) (end - line), line, end + 1);
	return line;
}

/* The error at hand is passed over: it counts, and the first one is kept. */
static void
count(ApiReject *reject, int64 *counter)
{
	const ErrorData *error = reject->error;

	if (reject->limit >= 0 && reject->records + reject->values >= reject->limit)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("more values than reject_limit (%lld) do not fit their columns",
						(long long) reject->limit),
				 errdetail("The last: %s.", error->message),
				 error->schema_name ? err_generic_string(PG_DIAG_SCHEMA_NAME, error->schema_name) : 0,
				 error->table_name ? err_generic_string(PG_DIAG_TABLE_NAME, error->table_name) : 0,
				 error->context ? errcontext("%s", error->context) : 0));
	++*counter;
	if (reject->first == NULL)
		reject->first = MemoryContextStrdup(reject->memory, tell(error));
	forget_error(reject);
}

bool
api_reject_sets_null(const ApiReject *reject)
{
	return reject->policy == API_ERROR_SET_NULL;
}

void
api_reject_record(ApiReject *reject)
{
	if (reject->policy != API_ERROR_IGNORE)
		ReThrowError(reject->error);
	count(reject, &reject->records);
}

void
api_reject_value(ApiReject *reject)
{
	count(reject, &reject->values);
}

int64
api_reject_records(const ApiReject *reject)
{
	return reject ? reject->records : 0;
}

int64
api_reject_values(const ApiReject *reject)
{
	return reject ? reject->values : 0;
}

void
api_reject_warn(const ApiReject *reject, int64 records, int64 values)
{
	if (reject == NULL || records + values == 0)
		return;
	if (reject->policy == API_ERROR_IGNORE)
		ereport(WARNING,
				(errcode(ERRCODE_WARNING),
				 errmsg_plural("%lld record with a value that does not fit its column was ignored",
							   "%lld records with values that do not fit their columns were ignored",
							   (unsigned long) records, (long long) records),
				 errdetail("The first: %s.", reject->first)));
	else
		ereport(WARNING,
				(errcode(ERRCODE_WARNING),
				 errmsg_plural("%lld value that does not fit its column was set to NULL",
							   "%lld values that do not fit their columns were set to NULL",
							   (unsigned long) values, (long long) values),
				 errdetail("The first: %s.", reject->first)));
}

void
api_reject_reset(ApiReject *reject)
{
	if (reject)
		reject->records = reject->values = 0;
}
