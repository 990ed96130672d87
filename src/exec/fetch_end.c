/*
 * fetch_end.c
 *		What there is to say when a fetch ends, once, of all its streams.
 */
#include "postgres.h"

#include "base/raise.h"
#include "base/said.h"
#include "catalog/namespace.h"
#include "exec/fetch_state.h"
#include "exec/known.h"
#include "exec/learn.h"
#include "exec/once.h"
#include "foreign/foreign.h"
#include "lib/stringinfo.h"
#include "nodes/value.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

static const ApiColumn *
column_of(const ApiFetch *fetch, AttrNumber attnum)
{
	return &fetch->config->columns->columns[attnum - 1];
}

/* Keeps what a warning says of an error that was passed over, if it is the first. */
static void
note_error(const ApiFetch *fetch, char **text, const ApiError *err)
{
	MemoryContext old = MemoryContextSwitchTo(fetch->context);

	if (*text == NULL && err->message)
		*text = psprintf("%s (%s)", api_said(err->message),
						 api_table_text(&fetch->config->table, err->where));
	MemoryContextSwitchTo(old);
}

/* The same with its hint. */
static void
note_hinted(const ApiFetch *fetch, ApiHinted *hinted, const ApiError *err)
{
	MemoryContext old = MemoryContextSwitchTo(fetch->context);

	if (hinted->text == NULL && err->hint != NULL)
		hinted->hint = api_said(err->hint);
	MemoryContextSwitchTo(old);
	note_error(fetch, &hinted->text, err);
}

/* Which members that feed a parameter, too, have been seen. */
static void
note_members(const ApiFetch *fetch)
{
	const ApiColumns *columns = fetch->config->columns;

	for (int i = 0; i < columns->natts; i++)
	{
		const ApiColumn *column = &columns->columns[i];

		if (column->source == API_SOURCE_RECORD && column->param && api_row_has(fetch->row, column->attnum))
			api_known_note_member(fetch->config, column);
	}
}

void
api_fetch_note(ApiFetch *fetch)
{
	api_learn_from(fetch);
	note_error(fetch, &fetch->ignored, api_stream_ignored(fetch->stream));
	note_error(fetch, &fetch->overlap, api_stream_overlap(fetch->stream));
	note_error(fetch, &fetch->incomplete, api_stream_incomplete(fetch->stream));
	note_hinted(fetch, &fetch->doubt, api_stream_doubt(fetch->stream));
	note_hinted(fetch, &fetch->lost, api_stream_lost(fetch->stream));
	note_hinted(fetch, &fetch->beside, api_stream_beside(fetch->stream));
	if (api_stream_shown(fetch->stream))
		api_known_note(fetch->config);
	fetch->past_repeats += api_row_repeats(fetch->row);
	note_members(fetch);
}

/* Has no record had the column, in this scan and in this session?  Else it is left out where it is null. */
static bool
is_unknown(const ApiFetch *fetch, AttrNumber attnum)
{
	return api_row_lacks(fetch->row, attnum) && !api_known_member(fetch->config, column_of(fetch, attnum));
}

/* Does a condition read a column that was not sent, and that no record had so far? */
static bool
is_lost(const ApiFetch *fetch, const ApiNeed *need)
{
	return (need->reasons & API_NEED_RECORDS) && is_unknown(fetch, need->attnum);
}

static const char *
why_lost(const ApiNeed *need)
{
	return need->conditions == NIL ? "a condition reads it that was not sent" :
		psprintf("this was not sent: %s", strVal(linitial(need->conditions)));
}

/* The options that let a column show what is sent, whatever it has. */
static char *
showing_options(Oid relid, const ApiColumn *column)
{
	List	   *options = GetForeignColumnOptions(relid, column->attnum);
	StringInfoData text;
	bool		given = false;
	ListCell   *lc;

	initStringInfo(&text);
	foreach(lc, options)
	{
		const char *name = lfirst_node(DefElem, lc)->defname;

		given |= strcmp(name, "param_only") == 0;
		if (strcmp(name, "json_path") == 0 || strcmp(name, "param_in") == 0 ||
			strcmp(name, "param_in_max") == 0)
			appendStringInfo(&text, "DROP %s, ", name);
	}
	appendStringInfo(&text, "%s param_only 'on'", given ? "SET" : "ADD");
	return text.data;
}

static void
raise_lost(const ApiFetch *fetch, const ApiNeed *need)
{
	const ApiColumn *column = column_of(fetch, need->attnum);
	const char *name = quote_identifier(column->name);
	Oid			relid = fetch->config->relid;
	const char *schema = RelationIsVisible(relid) ? NULL : get_namespace_name(get_rel_namespace(relid));

	ereport(ERROR,
			(errcode(api_error_sqlstate(API_ERR_VALUE_MISSING)),
			 errmsg("column \"%s\" needs a value", column->name),
			 errdetail_internal("No record has it, and %s.", why_lost(need)),
			 errhint("Give it in WHERE: %s = ... or %s IN (...).  If records never have it, let it"
					 " show what is sent: ALTER FOREIGN TABLE %s ALTER COLUMN %s OPTIONS (%s).  If only these"
					 " lack it, read the member by a column without param.",
					 name, name, quote_qualified_identifier(schema, get_rel_name(relid)), name,
					 showing_options(relid, column))));
}

static void
check_lost(const ApiFetch *fetch)
{
	ErrorContextCallback callback = {error_context_stack, api_fetch_context, (void *) fetch};
	ListCell   *lc;

	api_row_check(fetch->row);
	error_context_stack = &callback;
	foreach(lc, fetch->spec->needs)
	{
		if (is_lost(fetch, lfirst(lc)))
			raise_lost(fetch, lfirst(lc));
	}
	error_context_stack = callback.previous;
}

void
api_fetch_check_end(const ApiFetch *fetch)
{
	check_lost(fetch);
	if (fetch->stream)
		api_stream_finish(fetch->stream);
}

/* ---- warnings ---- */

/* A NULL for want of a value that is no error: what is said of it. */
typedef struct Want
{
	const char *what;			/* NULL: nothing */
	const char *hint;
} Want;

/* What becomes of a column that no condition which is seen here reads? */
static Want
find_want(const ApiFetch *fetch, const ApiNeed *need)
{
	bool		shows = column_of(fetch, need->attnum)->source == API_SOURCE_PARAM;

	if (!(shows ? api_row_count(fetch->row) > 0 : is_unknown(fetch, need->attnum)))
		return (Want) {NULL, NULL};
	if (need->reasons & API_NEED_SHOWN)
		return (Want) {"a condition outside of the sub-query or CTE that reads the table sends nothing",
			"Write conditions on it into the sub-query."};
	if (need->reasons & API_NEED_COMPUTED)
		return (Want) {"nothing was, while the query computes, sorts or groups by it",
			"Give it in WHERE, or leave it out."};
	if ((need->reasons & API_NEED_OUT) && !fetch->own &&
		api_once(fetch->config->relid, API_ONCE_OUT))
		return (Want) {"a condition outside of the function whose query reads the table sends nothing",
			"Write conditions on it into the function's query."};
	return (Want) {NULL, NULL};
}

/* Conditions around a sub-query are not seen there; a scan that ends early raises no error. */
static void
warn_of_null(const ApiFetch *fetch)
{
	ListCell   *lc;

	foreach(lc, fetch->spec->needs)
	{
		const ApiNeed *need = lfirst(lc);
		const ApiColumn *column = column_of(fetch, need->attnum);
		Want		want = find_want(fetch, need);

		if (want.what == NULL && !is_lost(fetch, need))
			continue;
		ereport(WARNING,
				(errcode(ERRCODE_WARNING),
				 errmsg("column \"%s\" of foreign table \"%s\" was given no value, and is NULL",
						column->name, get_rel_name(fetch->config->relid)),
				 errdetail_internal("%s, and %s.",
									column->source == API_SOURCE_PARAM ? "It shows what is sent" :
									"No record has it",
									want.what ? want.what : why_lost(need)),
				 want.hint ? errhint("%s", want.hint) : 0));
	}
}

bool
api_fetch_asks_for_bound(const ApiFetch *fetch)
{
	Bitmapset  *asked = NULL;
	ListCell   *lc;

	if (fetch->partition == NULL)
		return false;
	foreach(lc, fetch->spec->pushed)
		asked = bms_add_member(asked, ((const ApiPushed *) lfirst(lc))->attnum);
	return bms_is_subset(api_partition_columns(fetch->partition), asked);
}

static void
warn_of_bound(const ApiFetch *fetch)
{
	bool		lacks = fetch->without_key == fetch->out_of_bound;

	if (fetch->out_of_bound == 0 || api_fetch_asks_for_bound(fetch))
		return;
	ereport(WARNING,
			(errcode(ERRCODE_WARNING),
			 errmsg(lacks ? "the API gave rows without the key of partition \"%s\"" :
					"the API gave rows of another partition than \"%s\"", get_rel_name(fetch->config->relid)),
			 errdetail_plural("%lld row was dropped.", "%lld rows were dropped.",
							  (unsigned long) fetch->out_of_bound, (long long) fetch->out_of_bound),
			 errhint("%s", lacks ? "The records have no value for the key's column, so that nobody can tell where they"
					 " belong.  Read it by a json_path, or have the column show what a condition on it asks for, by"
					 " its options param and param_only." :
					 "Have the partition ask for its own rows, by params or a condition on its key.")));
}

/* Requests failed; a chain whose option says how it pages has lost what came behind, too. */
static void
warn_of_ignored(const ApiFetch *fetch, const ApiStreamStats *stats)
{
	ApiPagerKind kind = fetch->config->paging.kind;
	int64		broken = kind == API_PAGER_AUTO || kind == API_PAGER_NONE ? 0 : stats->ends[API_END_FAILED];

	if (stats->ignored == 0)
		return;
	ereport(WARNING,
			(errcode(ERRCODE_WARNING),
			 errmsg("%lld of the requests failed and were ignored", (long long) stats->ignored),
			 broken > 0 ?
			 errdetail_plural("The first: %s.  %lld chain of pages ended there.",
							  "The first: %s.  %lld chains of pages ended so.", (unsigned long) broken,
							  fetch->ignored, (long long) broken) :
			 errdetail("The first: %s.", fetch->ignored),
			 errhint("The option on_http_error says what becomes of failed requests.  Pages behind"
					 " a failed one are not read where only it could tell of them.")));
}

/* A condition on a column of the record drops such a row, and nobody would hear of the failure. */
static void
warn_of_stand_ins(const ApiFetch *fetch, const ApiStreamStats *stats)
{
	if (stats->stand_ins == 0)
		return;
	ereport(WARNING,
			(errcode(ERRCODE_WARNING),
			 errmsg_plural("%lld of the requests failed and made a row",
						   "%lld of the requests failed and made a row each",
						   (unsigned long) stats->stand_ins, (long long) stats->stand_ins),
			 errhint("What such a row tells stands in the columns with the option response; those of the"
					 " record are NULL, and conditions on them drop it.")));
}

static void
warn_of_repeats(const ApiFetch *fetch)
{
	if (fetch->past_repeats == 0)
		return;
	ereport(WARNING,
			(errcode(ERRCODE_WARNING),
			 errmsg_plural("%lld record of foreign table \"%s\" that came twice was ignored",
						   "%lld records of foreign table \"%s\" that came twice were ignored",
						   (unsigned long) fetch->past_repeats, (long long) fetch->past_repeats,
						   get_rel_name(fetch->config->relid)),
			 errhint("Records may have been added while the pages were read; others may be"
					 " missing where some were removed.")));
}

/* The columns that show what was sent, and might be ignored. */
static char *
told_columns(const ApiFetch *fetch)
{
	StringInfoData names;
	ListCell   *lc;

	initStringInfo(&names);
	foreach(lc, fetch->spec->pushed)
	{
		const ApiColumn *column = column_of(fetch, ((const ApiPushed *) lfirst(lc))->attnum);

		if (api_column_is_told(column))
			appendStringInfo(&names, "%s\"%s\"", names.len > 0 ? ", " : "", column->name);
	}
	return names.data;
}

/* An API that does not know a parameter gives all its rows for each value. */
static void
warn_of_unheeded(const ApiFetch *fetch, const ApiUnheeded *unheeded)
{
	if (!api_unheeded_ignored(unheeded) || !api_once(fetch->config->relid, API_ONCE_UNHEEDED))
		return;
	ereport(WARNING,
			(errcode(ERRCODE_WARNING),
			 errmsg("the API gave the same records for different values of %s", told_columns(fetch)),
			 errdetail("Their first pages have the same %lld records, and each row shows the value that"
					   " was sent (%s).", (long long) unheeded->records,
					   api_table_text(&fetch->config->table, NULL)),
			 errhint("The API may not know the parameter: check how the column's option param, or its"
					 " placeholder, is called.")));
}

/* A page that may be one of several, or links that ended early: once a table and session. */
static void
warn_of_cut(const ApiFetch *fetch, int64 cut_at)
{
	const ApiConfig *config = fetch->config;

	if ((cut_at == 0 && fetch->doubt.text == NULL) || !api_once(config->relid, API_ONCE_CUT))
		return;
	if (fetch->doubt.text != NULL)
		ereport(WARNING,
				(errcode(ERRCODE_WARNING),
				 errmsg("there may be more records than came"),
				 errdetail("%s.", fetch->doubt.text),
				 fetch->doubt.hint ? errhint("%s", fetch->doubt.hint) : 0));
	else
		ereport(WARNING,
				(errcode(ERRCODE_WARNING),
				 errmsg("the records may be cut: a response has exactly %lld", (long long) cut_at),
				 errdetail("Pages are often as large, and it does not say whether there are more (%s).",
						   api_table_text(&config->table, NULL)),
				 errhint("Say how the API pages by the table's option pagination; 'none' says that"
						 " this is all.")));
}

/* They are no rows, and nothing is known of them. */
static void
warn_of_nulls(const ApiFetch *fetch, int64 nulls)
{
	if (nulls == 0)
		return;
	ereport(fetch->config->drift == API_DRIFT_LOG ? LOG : WARNING,
			(errcode(ERRCODE_WARNING),
			 errmsg_plural("%lld null among the records of foreign table \"%s\" is no row",
						   "%lld nulls among the records of foreign table \"%s\" are no rows",
						   (unsigned long) nulls, (long long) nulls,
						   get_rel_name(fetch->config->relid)),
			 errhint("The API may not show them.  A column that reads the record itself (json_path '$') makes"
					 " rows of them; drift 'log' takes this for usual.")));
}

/* A part of the answer may have failed. */
static void
warn_of_beside(const ApiFetch *fetch)
{
	if (fetch->beside.text == NULL)
		return;
	ereport(WARNING,
			(errcode(ERRCODE_WARNING),
			 errmsg("the API tells of an error beside the records"),
			 errdetail("%s.", fetch->beside.text),
			 fetch->beside.hint ? errhint("%s", fetch->beside.hint) : 0));
}

/* A link or redirect that leaves out a filter leads to other records: once a table and session. */
static void
warn_of_lost(const ApiFetch *fetch)
{
	if (fetch->lost.text == NULL || !api_once(fetch->config->relid, API_ONCE_LOST))
		return;
	ereport(WARNING,
			(errcode(ERRCODE_WARNING),
			 errmsg("there may be records that were not asked for"),
			 errdetail("%s.", fetch->lost.text),
			 fetch->lost.hint ? errhint("%s", fetch->lost.hint) : 0));
}

/* Is there a declared total of records that shows what is missing? */
static bool
total_tells(const ApiConfig *config)
{
	const ApiPagingSpec *paging = &config->paging;

	return paging->check_total == API_TOTAL_CHECKED &&
		(paging->total_path != NULL || paging->total_header != NULL);
}

/* Lines that ended with the connection: a cut at a line's end would look the same. */
static void
warn_of_open_ends(const ApiFetch *fetch, int64 pages)
{
	if (pages == 0 || total_tells(fetch->config))
		return;
	ereport(WARNING,
			(errcode(ERRCODE_WARNING),
			 errmsg("the lines may be cut: the response ended with the connection"),
			 errdetail("It has neither a Content-Length nor chunks, which would show that it is whole (%s).",
					   api_table_text(&fetch->config->table, NULL)),
			 errhint("If the API says how many records there are, name the place by total_path or"
					 " total_header.")));
}

void
api_fetch_warn(ApiFetch *fetch)
{
	ErrorContextCallback callback = {error_context_stack, api_fetch_context, fetch};
	ApiStreamStats stats;

	api_fetch_leave_page(fetch);
	error_context_stack = &callback;
	api_row_warn(fetch->row);
	api_fetch_stop(fetch);
	api_fetch_stats(fetch, &stats);
	warn_of_null(fetch);
	warn_of_bound(fetch);
	warn_of_ignored(fetch, &stats);
	warn_of_stand_ins(fetch, &stats);
	warn_of_repeats(fetch);
	warn_of_unheeded(fetch, &stats.unheeded);
	warn_of_beside(fetch);
	warn_of_nulls(fetch, stats.nulls);
	warn_of_lost(fetch);
	api_reject_warn(fetch->reject, fetch->past_rejects.records, fetch->past_rejects.values);
	if (stats.overlaps > 0)
		ereport(WARNING,
				(errcode(ERRCODE_WARNING),
				 errmsg("records may have come twice"),
				 errdetail("%s.", fetch->overlap),
				 errhint("Records of these pages are alike, so that nobody can tell.  The option unique_key"
						 " names what tells records apart; on_repeated_page 'ignore' takes all as they come.")));
	if (stats.incomplete > 0)
		ereport(WARNING,
				(errcode(ERRCODE_WARNING),
				 errmsg("the records are not as many as the API declares"),
				 errdetail("%s.", fetch->incomplete)));
	warn_of_open_ends(fetch, stats.open_ended);
	warn_of_cut(fetch, api_rounds_cut(&stats.rounds));
	error_context_stack = callback.previous;
}

bool
api_fetch_waits(const ApiFetch *fetch)
{
	if (fetch->ended || fetch->stream == NULL || (fetch->batch && api_batch_more(fetch->batch)) ||
		(fetch->page && fetch->record < api_page_records(fetch->page)))
		return false;
	return api_stream_waits(fetch->stream);
}

bool
api_fetch_starves(const ApiFetch *fetch)
{
	return fetch->stream && api_stream_starves(fetch->stream);
}
