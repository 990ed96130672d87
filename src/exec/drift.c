/*
 * drift.c
 *		Columns that no record has a member for.  See drift.h.
 *
 * Pages are looked at when they have been read, for the columns that none before had; their
 * members' names only then, and of a few records.
 */
#include "postgres.h"

#include "base/raise.h"
#include "exec/drift.h"
#include "exec/near.h"
#include "exec/once.h"
#include "lib/stringinfo.h"
#include "rest/failure.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#define MANY_RECORDS 100		/* that lack a column: no accident */
#define SAMPLE_PAGES 8			/* whose members' names are looked at */

/* What is known of a column. */
typedef struct Missed
{
	bool		read;			/* the scan has asked for it */
	bool		found;			/* some record had it */
	char	   *near;			/* a member whose name is near, as it is shown; NULL: none was seen */
} Missed;

struct ApiDrift
{
	const ApiConfig *config;
	MemoryContext memory;
	Missed	   *columns;		/* by attnum - 1 */
	bool		known;			/* some record had a member that a column reads */
	ApiError   *unknown;		/* malloc'd with its memory context: else, what to raise */
	int64		records;
	int			sampled;		/* pages */
};

/* Frees the error that waits for the end of the scan. */
static void
free_unknown(void *arg)
{
	api_error_clear(arg);
}

ApiDrift *
api_drift_create(const ApiConfig *config)
{
	ApiDrift   *drift = palloc0(sizeof(ApiDrift));
	MemoryContextCallback *callback = palloc0(sizeof(*callback));

	drift->config = config;
	drift->memory = CurrentMemoryContext;
	drift->columns = palloc0(sizeof(Missed) * Max(config->columns->natts, 1));
	drift->unknown = palloc0(sizeof(ApiError));
	callback->func = free_unknown;
	callback->arg = drift->unknown;
	MemoryContextRegisterResetCallback(CurrentMemoryContext, callback);
	return drift;
}

/* ---- records that no column knows ---- */

void
api_drift_begin(ApiDrift *drift, const ApiStream *stream, const ApiPage *page)
{
	ApiError	err = API_ERROR_INIT;

	if (drift->known || api_page_records(page) == 0 || page->stands_in)
		return;
	drift->known = api_page_known(page);
	if (drift->known)
		api_error_clear(drift->unknown);
	if (drift->known || api_error_is_set(drift->unknown))
		return;
	api_page_refuse_unknown(page, &err);
	api_failure_wrap(page->transfer, api_stream_auth(stream), &err);
	err.where = api_stream_where(stream, page);
	if (api_page_records(page) > 1)
		api_error_check_of(&err, &drift->config->table);
	api_error_move(drift->unknown, &err);
}

/* ---- columns that no record had ---- */

bool
api_drift_misses(const ApiDrift *drift, const ApiColumn *column)
{
	return !drift->columns[column->attnum - 1].found;
}

void
api_drift_note(ApiDrift *drift, const ApiColumn *column, const ApiPage *page, const char *names,
			   size_t names_len, bool found)
{
	Missed	   *missed = &drift->columns[column->attnum - 1];
	MemoryContext old;

	missed->read = true;
	missed->found |= found;
	if (found || missed->near || drift->sampled >= SAMPLE_PAGES || drift->config->drift == API_DRIFT_LOG)
		return;
	old = MemoryContextSwitchTo(drift->memory);
	missed->near = api_near_find(drift->config, column, page, names, names_len);
	MemoryContextSwitchTo(old);
}

void
api_drift_count(ApiDrift *drift, const ApiPage *page)
{
	drift->records += (int64) api_page_records(page);
	drift->sampled++;
}

/* Lists the columns that no record had; loud: those to be told of, or else the others. */
static int
list_missed(ApiDrift *drift, bool loud, StringInfo names, StringInfo near)
{
	const ApiColumns *columns = drift->config->columns;
	bool		stops = drift->config->drift == API_DRIFT_STOP;
	int			count = 0;
	int			i;

	for (i = 0; i < columns->natts; i++)
	{
		const Missed *missed = &drift->columns[i];
		bool		tell = missed->near || drift->records >= MANY_RECORDS;

		if (!missed->read || missed->found)
			continue;
		tell = tell && drift->config->drift != API_DRIFT_LOG;
		if (tell != loud || (loud && !stops && !api_once_of(drift->config->relid, API_ONCE_COLUMN, (uint64) i)))
			continue;
		appendStringInfo(names, "%s\"%s\"", count++ > 0 ? ", " : "", columns->columns[i].name);
		if (loud && missed->near)
			appendStringInfo(near, "%s%s%s", near->len > 0 ? ", " : "", missed->near,
							 columns->columns[i].meta ? " around them" : "");
	}
	return count;
}

static void
report(const ApiDrift *drift, int level, int count, const char *names, const char *near)
{
	ereport(level,
			(errcode(level == ERROR ? ERRCODE_FDW_INVALID_COLUMN_NAME : ERRCODE_WARNING),
			 errmsg("none of the %lld records of foreign table \"%s\" had a value for column%s %s",
					(long long) drift->records, get_rel_name(drift->config->relid),
					count == 1 ? "" : "s", names),
			 near[0] ? errdetail("The records have %s.", near) : 0,
			 level == ERROR ? api_errtable(&drift->config->table, NULL) : 0,
			 errhint("The API may have changed, or a column's name, json_path or meta_path leads to"
					 " nothing.")));
}

void
api_drift_check(ApiDrift *drift)
{
	StringInfoData names;
	StringInfoData near;
	int			count;

	if (!drift->known && api_error_is_set(drift->unknown))
		api_error_check_of(drift->unknown, &drift->config->table);
	if (drift->config->drift != API_DRIFT_STOP)
		return;
	initStringInfo(&names);
	initStringInfo(&near);
	count = list_missed(drift, true, &names, &near);
	if (count > 0)
		report(drift, ERROR, count, names.data, near.data);
}

void
api_drift_warn(ApiDrift *drift)
{
	StringInfoData names;
	StringInfoData near;
	int			count;

	initStringInfo(&names);
	initStringInfo(&near);
	count = list_missed(drift, true, &names, &near);
	if (count > 0)
		report(drift, WARNING, count, names.data, near.data);
	resetStringInfo(&names);
	count = list_missed(drift, false, &names, &near);
	if (count > 0)
		report(drift, LOG, count, names.data, "");
}
