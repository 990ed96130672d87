/*
 * odd.c
 *		Records that have none of the members that the table's columns read.  See odd.h.
 *
 * The caller looks only where each of the columns that are read was missing somewhere in
 * a page, so that whole pages of records as they should be cost nothing.
 */
#include "postgres.h"

#include "base/raise.h"
#include "base/said.h"
#include "exec/odd.h"
#include "json/scan.h"
#include "json/spelling.h"
#include "miscadmin.h"
#include "rest/failure.h"
#include "rest/shape_error.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#define HINT_BYTES 200			/* of names that a detail shows */
#define NAME_BYTES 256			/* of a member that is compared */

struct ApiOdd
{
	const ApiConfig *config;
	MemoryContext memory;
	bool		others;			/* there are records that columns know */
	int64		count;
	char	   *first;			/* where it is, and what it has */
	ApiError   *told;			/* malloc'd with its memory context: one tells of an error */
};

static void
free_told(void *arg)
{
	api_error_clear(arg);
}

ApiOdd *
api_odd_create(const ApiConfig *config)
{
	ApiOdd	   *odd = palloc0(sizeof(ApiOdd));
	MemoryContextCallback *callback = palloc0(sizeof(*callback));

	odd->config = config;
	odd->memory = CurrentMemoryContext;
	odd->told = palloc0(sizeof(ApiError));
	callback->func = free_told;
	callback->arg = odd->told;
	MemoryContextRegisterResetCallback(CurrentMemoryContext, callback);
	return odd;
}

/* ---- one record ---- */

/* A look at the records of a page. */
typedef struct Look
{
	ApiOdd	   *odd;
	const ApiStream *stream;
	const ApiPage *page;
	size_t		record;			/* in hand, from 0 */
	size_t		read;			/* how many are looked at */
	size_t		empty;			/* objects without members */
	bool		any;			/* the one in hand has members */
	bool		known;			/* and one that a column reads */
} Look;

/* Does the path begin at a member of that folded name, or at none? */
static bool
may_begin(const ApiPath *path, const char *folded, size_t len)
{
	const ApiPathStep *step = &path->steps[0];

	if (path->nsteps == 0)
		return !path->key;
	return step->kind != API_STEP_MEMBER || step->name_len > NAME_BYTES ||
		api_spelling_folds_to(step->name, step->name_len, folded, len);
}

/* ApiMemberEmit */
static bool
look_at_member(void *arg, const char *name, size_t name_len, const char *text, size_t len)
{
	Look	   *look = arg;
	const ApiColumns *columns = look->odd->config->columns;
	char		folded[NAME_BYTES];
	size_t		folded_len;
	int			i;
	int			j;

	look->any = true;
	look->known = name_len - 2 > sizeof(folded) || memchr(name, '\\', name_len) != NULL;
	if (look->known)
		return false;
	folded_len = api_spelling_fold(name + 1, name_len - 2, folded);
	for (i = 0; i < columns->natts && !look->known; i++)
	{
		const ApiColumn *column = &columns->columns[i];

		/* param_only: the member may be there, and what was sent is shown */
		if (column->source == API_SOURCE_PARAM)
			look->known |= api_spelling_folds_to(column->name, strlen(column->name), folded, folded_len);
		if (column->source != API_SOURCE_RECORD || column->meta)
			continue;
		for (j = 0; j < column->npaths; j++)
			look->known |= may_begin(column->paths[j], folded, folded_len);
		for (j = 0; j < column->nothers; j++)
			look->known |= may_begin(column->others[j], folded, folded_len);
	}
	return !look->known;
}

/* What is said of the record in hand. */
static void
say(const Look *look, ApiError *err, const char *what)
{
	api_error_set(err, API_ERR_RECORDS, "record %zu %s", api_page_before(look->page) + look->record + 1, what);
}

/* The first of all: what a warning says of it. */
static void
keep_first(const Look *look, const char *text, size_t len)
{
	ApiOdd	   *odd = look->odd;
	MemoryContext old = MemoryContextSwitchTo(odd->memory);
	ApiError	err = API_ERROR_INIT;
	char		places[HINT_BYTES];
	char		what[HINT_BYTES + 20];
	int			listed;
	int			found = api_slice_list_members(text, len, false, places, sizeof(places), &listed);

	if (!look->any)
		snprintf(what, sizeof(what), "has no members");
	else
		snprintf(what, sizeof(what), "has %s%s", listed > 0 ? places : "others", found > listed ? ", ..." : "");
	say(look, &err, what);
	api_failure_wrap(look->page->transfer, api_stream_auth(look->stream), &err);
	odd->first = api_said(err.message ? err.message : "");
	api_error_clear(&err);
	MemoryContextSwitchTo(old);
}

/* The first that tells of an error, unless an option says where errors stand. */
static void
keep_told(const Look *look, const char *text, size_t len)
{
	ApiOdd	   *odd = look->odd;
	ApiError	err = API_ERROR_INIT;

	if (odd->config->error_path || api_error_is_set(odd->told))
		return;
	say(look, &err, "has none of the columns' members, and tells of an error");
	if (!api_shape_tells_error(text, len, NULL, &err))
	{
		api_error_clear(&err);
		return;
	}
	api_error_hint(&err, "Name the place of errors by the table's option error_path, such as '$.error'; if"
				   " this is none, a place where one would be.");
	api_failure_wrap(look->page->transfer, api_stream_auth(look->stream), &err);
	err.where = api_stream_where(look->stream, look->page);
	api_error_move(odd->told, &err);
}

/* ApiSliceEmit */
static bool
look_at_record(void *arg, const char *text, size_t len)
{
	Look	   *look = arg;

	CHECK_FOR_INTERRUPTS();
	if (api_text_is_null(text, len))
		return true;
	look->any = look->known = false;
	if (*text == '{')
		api_slice_members(text, len, look_at_member, look);
	look->odd->others |= look->known;
	if (look->any && !look->known)
	{
		if (look->odd->count++ == 0)
			keep_first(look, text, len);
		keep_told(look, text, len);
	}
	look->empty += *text == '{' && !look->any;
	return ++look->record < look->read;
}

/* An empty object among others lacks what may be left out; a page of them alone is none of records. */
static void
keep_empty(Look *look)
{
	ApiOdd	   *odd = look->odd;

	if (!odd->others || look->empty == 0 || look->empty < api_page_records(look->page))
		return;
	look->record = 0;
	look->any = false;
	if (odd->count == 0)
		keep_first(look, "{}", 2);
	odd->count += (int64) look->empty;
}

void
api_odd_look(ApiOdd *odd, const ApiStream *stream, const ApiPage *page, size_t read)
{
	Look		look = {.odd = odd,.stream = stream,.page = page,.read = read};

	/* of a document in portions only the records in hand are there, not what is around them */
	if (read == 0 || page->in_columns || odd->config->columns_path ||
		(!api_reader_lines(page->reader) && (page->streams || api_page_before(page) > 0)))
		return;
	api_page_sample(page, look_at_record, &look);
	keep_empty(&look);
}

void
api_odd_others(ApiOdd *odd)
{
	odd->others = true;
}

/* ---- all of them ---- */

static void
report(const ApiOdd *odd, int level)
{
	ereport(level,
			(errcode(level == ERROR ? ERRCODE_FDW_INVALID_COLUMN_NAME : ERRCODE_WARNING),
			 errmsg("%lld record%s of foreign table \"%s\" ha%s none of the members that its columns read",
					(long long) odd->count, odd->count == 1 ? "" : "s", get_rel_name(odd->config->relid),
					odd->count == 1 ? "s" : "ve"),
			 errdetail("%s.", odd->first),
			 level == ERROR ? api_errtable(&odd->config->table, NULL) : 0,
			 errhint("Rows of NULLs stand for them.  If they are no records, name the others' place by"
					 " record_path, or leave them out by WHERE and set drift 'log'; if they tell of errors,"
					 " name the place by error_path.")));
}

void
api_odd_check(ApiOdd *odd)
{
	api_error_check_of(odd->told, &odd->config->table);
	if (odd->count > 0 && odd->others && odd->config->drift == API_DRIFT_STOP)
		report(odd, ERROR);
}

void
api_odd_warn(ApiOdd *odd)
{
	if (odd->count > 0 && odd->others)
		report(odd, odd->config->drift == API_DRIFT_LOG ? LOG : WARNING);
}
