/*
 * recheck.c
 *		Is a record one that its own request asked for?
 *
 * What is pushed is equal byte for byte when it is equal at all (see
 * plan/shippable), so the C collation serves for every column.
 */
#include "postgres.h"

#include "base/table.h"
#include "catalog/pg_collation.h"
#include "exec/recheck.h"
#include "exec/render.h"
#include "fmgr.h"
#include "json/string.h"
#include "lib/stringinfo.h"
#include "rest/failure.h"
#include "utils/lsyscache.h"
#include "utils/typcache.h"

#define EXCERPT_BYTES 64

struct ApiRecheck
{
	const ApiColumns *columns;
	Bitmapset  *attnums;		/* checked columns */
	TypeCacheEntry **types;		/* by attnum - 1; NULL: not checked */
	bool		security_barrier;	/* quote no values */
	const ApiTable *table;
	List	   *null_values;	/* strings that stand for NULL */

	/* responses all of whose records were dropped, over all rescans, and what is said of the first */
	int64		responses;
	MemoryContext memory;
	char	   *message;
	char	   *detail;			/* NULL: none */
	char	   *where;			/* NULL: not known */
	AttrNumber	told;			/* its column */
	bool		told_null;		/* its value stands for NULL */

	/* the page being read */
	ApiStream  *stream;
	ApiPage    *page;
	const ApiAsked *asked;
	size_t		dropped;
	AttrNumber	drop_attnum;	/* column that dropped its first record */
	char		answer[EXCERPT_BYTES + 4];	/* what that record had */
	bool		stands_for_null;	/* and null_values take for NULL */
};

ApiRecheck *
api_recheck_create(const ApiScanSpec *spec, const ApiConfig *config)
{
	const ApiColumns *columns = config->columns;
	ApiRecheck *recheck = palloc0(sizeof(ApiRecheck));
	ListCell   *lc;

	recheck->columns = config->columns;
	recheck->table = &config->table;
	recheck->memory = CurrentMemoryContext;
	recheck->null_values = config->null_values;
	recheck->types = palloc0(sizeof(TypeCacheEntry *) * (columns->natts + 1));
	recheck->security_barrier = spec->security_barrier;
	foreach(lc, spec->pushed)
	{
		const ApiPushed *pushed = lfirst(lc);
		const ApiColumn *column = &columns->columns[pushed->attnum - 1];

		if (column->source != API_SOURCE_RECORD)
			continue;
		recheck->attnums = bms_add_member(recheck->attnums, pushed->attnum);
		recheck->types[pushed->attnum - 1] = lookup_type_cache(getBaseType(column->typid),
															   TYPECACHE_EQ_OPR_FINFO |
															   TYPECACHE_CMP_PROC_FINFO);
	}
	return recheck;
}

bool
api_recheck_wants(const ApiRecheck *recheck, AttrNumber attnum)
{
	return bms_is_member(attnum, recheck->attnums);
}

void
api_recheck_begin(ApiRecheck *recheck, ApiStream *stream, ApiPage *page, const ApiAsked *asked)
{
	recheck->asked = asked;
	recheck->stream = stream;
	recheck->page = page;
	recheck->dropped = 0;
}

static bool
stands_for_null(const ApiRecheck *recheck, const char *text, size_t len)
{
	ListCell   *lc;

	foreach(lc, recheck->null_values)
	{
		const char *value = lfirst(lc);

		if (text && *text == '"' && api_string_equals(text, len, value, strlen(value)))
			return true;
	}
	return false;
}

/* Notes what the page's first dropped record had. */
static void
note_answer(ApiRecheck *recheck, AttrNumber attnum, const char *text, size_t len)
{
	char	   *excerpt = api_render_excerpt(text ? text : "null", text ? len : 4,
											 EXCERPT_BYTES);

	strlcpy(recheck->answer, excerpt, sizeof(recheck->answer));
	recheck->drop_attnum = attnum;
	recheck->stands_for_null = stands_for_null(recheck, text, len);
	pfree(excerpt);
}

static bool
is_equal(TypeCacheEntry *type, Datum a, Datum b)
{
	return DatumGetBool(FunctionCall2Coll(&type->eq_opr_finfo, C_COLLATION_OID, a, b));
}

/* Is the value one of those in order? */
static bool
is_among(TypeCacheEntry *type, Datum value, const Datum *values, int count)
{
	int			low = 0;
	int			high = count - 1;

	/* the first value that is not below */
	while (low < high)
	{
		int			middle = low + (high - low) / 2;

		if (DatumGetInt32(FunctionCall2Coll(&type->cmp_proc_finfo, C_COLLATION_OID,
											values[middle], value)) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return is_equal(type, value, values[low]);
}

bool
api_recheck_same(ApiRecheck *recheck, AttrNumber attnum, Datum value, bool isnull,
				 const char *text, size_t len)
{
	const ApiColumn *column = &recheck->columns->columns[attnum - 1];
	int			count;
	const Datum *asked = api_asked_values(recheck->asked, column->param_number, &count);

	if (asked == NULL)
		return true;
	if (!isnull && is_among(recheck->types[attnum - 1], value, asked, count))
		return true;

	if (recheck->dropped++ == 0)
		note_answer(recheck, attnum, text, len);
	return false;
}

/* What the binding asked of the column that dropped the records. */
static char *
asked_excerpt(const ApiRecheck *recheck, const ApiColumn *column)
{
	StringInfoData list;
	int			first;
	int			count;
	const char *const *texts = api_bindings_group(recheck->asked->bindings,
												  recheck->asked->binding,
												  column->param_number, &first, &count);
	int			i;

	initStringInfo(&list);
	for (i = 0; i < count && list.len <= EXCERPT_BYTES; i++)
		appendStringInfo(&list, "%s%s", i > 0 ? ", " : "", texts[i]);
	return api_render_excerpt(list.data, list.len, EXCERPT_BYTES);
}

/* What is said of the page at hand. */
static void
keep_first(ApiRecheck *recheck, size_t records)
{
	const ApiColumn *column = &recheck->columns->columns[recheck->drop_attnum - 1];
	ApiError	err = API_ERROR_INIT;
	MemoryContext old = MemoryContextSwitchTo(recheck->memory);

	api_error_set(&err, API_ERR_RECORDS,
				  records == 1 ? "the record has another value of column \"%s\" than was asked for" :
				  "none of the records has the value of column \"%s\" that was asked for",
				  column->name);
	if (!recheck->security_barrier)
		api_error_detail(&err, "Asked for \"%s\", answered %s%s.", asked_excerpt(recheck, column),
						 recheck->answer, recheck->stands_for_null ? ", which null_values takes for NULL" : "");
	api_failure_wrap(recheck->page->transfer, api_stream_auth(recheck->stream), &err);
	err.where = api_stream_where(recheck->stream, recheck->page);
	recheck->message = pstrdup(err.message ? err.message : "");
	recheck->detail = err.detail ? pstrdup(err.detail) : NULL;
	recheck->where = err.where ? pstrdup(err.where) : NULL;
	recheck->told = recheck->drop_attnum;
	recheck->told_null = recheck->stands_for_null;
	api_error_clear(&err);
	MemoryContextSwitchTo(old);
}

void
api_recheck_end(ApiRecheck *recheck)
{
	size_t		records = api_page_records(recheck->page);

	if (records > 0 && recheck->dropped == records && recheck->responses++ == 0)
		keep_first(recheck, records);
	recheck->page = NULL;
}

/* The detail, and how many responses were so. */
static char *
tell_all(const ApiRecheck *recheck)
{
	if (recheck->responses == 1)
		return recheck->detail;
	return psprintf("%s%sIt is the first of %lld such responses.", recheck->detail ? recheck->detail : "",
					recheck->detail ? "  " : "", (long long) recheck->responses);
}

void
api_recheck_warn(const ApiRecheck *recheck)
{
	char	   *detail;

	if (recheck->responses == 0)
		return;
	detail = tell_all(recheck);
	ereport(WARNING,
			(errcode(ERRCODE_WARNING),
			 errmsg_internal("%s", recheck->message),
			 detail ? errdetail_internal("%s", detail) : 0,
			 api_errtable(recheck->table, recheck->where),
			 recheck->told_null ?
			 errhint("The records were dropped, since NULL equals nothing.  Take the value out of the table's"
					 " option null_values, or do not ask for it.") :
			 errhint("The records were dropped. If the API filters but spells the value otherwise,"
					 " set the column's option param_only%s to show what was sent.",
					 recheck->columns->columns[recheck->told - 1].list != API_LIST_FANOUT ?
					 ", and param_in 'fanout'," : "")));
}
