/*
 * explain.c
 *		What EXPLAIN shows of a scan.
 *
 * In text, the figures of a kind share a line, as core's do for Hash and Sort; in
 * the other formats each is a property.
 */
#include "postgres.h"

#include "base/compat.h"
#include "base/mark.h"
#include "base/raise.h"
#include API_EXPLAIN_FORMAT_H
#include "exec/above.h"
#include "exec/explain.h"
#include "exec/scan.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "plan/spec.h"
#include "rest/config.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/ruleutils.h"

/* ---- what is asked ---- */

/* The expressions of a plan as text. */
typedef struct Deparse
{
	List	   *exprs;			/* fdw_exprs */
	List	   *context;		/* for deparse_expression */
	const ApiScanSpec *spec;
	const ApiColumns *columns;
	bool		prefix;			/* columns are named with their tables */
	StringInfoData text;
} Deparse;

static bool
is_array(const Deparse *deparse, int number)
{
	return OidIsValid(get_base_element_type(exprType(list_nth(deparse->exprs, number))));
}

/* Adds "column op value" for each expression of a list. */
static void
append_comparisons(Deparse *deparse, const char *column, const char *op, List *numbers)
{
	ListCell   *lc;

	foreach(lc, numbers)
	{
		Node	   *expr = list_nth(deparse->exprs, lfirst_int(lc));
		char	   *value = deparse_expression(expr, deparse->context, deparse->prefix, false);

		if (deparse->text.len > 0)
			appendStringInfoString(&deparse->text, " AND ");
		appendStringInfo(&deparse->text, "%s %s ", column, op);
		appendStringInfoString(&deparse->text, value);
	}
}

/* Goes to the next condition. */
static void
append_and(Deparse *deparse)
{
	if (deparse->text.len > 0)
		appendStringInfoString(&deparse->text, " AND ");
}

static void
append_value(Deparse *deparse, int number)
{
	appendStringInfoString(&deparse->text,
						   deparse_expression(list_nth(deparse->exprs, number), deparse->context,
											  deparse->prefix, false));
}

static void
append_list(Deparse *deparse, const char *column, List *numbers)
{
	ListCell   *lc;

	append_and(deparse);
	if (list_length(numbers) == 1 && is_array(deparse, linitial_int(numbers)))
	{
		appendStringInfo(&deparse->text, "%s = ANY (", column);
		append_value(deparse, linitial_int(numbers));
		appendStringInfoChar(&deparse->text, ')');
		return;
	}
	appendStringInfo(&deparse->text, "%s IN (", column);
	foreach(lc, numbers)
	{
		appendStringInfoString(&deparse->text, foreach_current_index(lc) > 0 ? ", " : "");
		append_value(deparse, lfirst_int(lc));
	}
	appendStringInfoChar(&deparse->text, ')');
}

/* The columns and rows of pairs, once: with their leader. */
static void
append_pairs(Deparse *deparse, const ApiPushed *leader)
{
	List	   *members = NIL;
	ListCell   *lc;
	int			row;

	if (leader->leader != leader->attnum)
		return;
	append_and(deparse);
	foreach(lc, deparse->spec->pushed)
	{
		const ApiPushed *pushed = lfirst(lc);

		if (pushed->kind != API_PUSH_PAIRS || pushed->leader != leader->leader)
			continue;
		appendStringInfo(&deparse->text, "%s%s", members ? ", " : "(",
						 quote_identifier(deparse->columns->columns[pushed->attnum - 1].name));
		members = lappend(members, (void *) pushed);
	}
	appendStringInfoString(&deparse->text, ") IN (");
	for (row = 0; row < list_length(leader->exprs); row++)
	{
		foreach(lc, members)
		{
			appendStringInfoString(&deparse->text, foreach_current_index(lc) > 0 ? ", " :
								   row > 0 ? ", (" : "(");
			append_value(deparse, list_nth_int(((const ApiPushed *) lfirst(lc))->exprs, row));
		}
		appendStringInfoChar(&deparse->text, ')');
	}
	appendStringInfoChar(&deparse->text, ')');
}

static void
append_pushed(Deparse *deparse, const ApiPushed *pushed, const ApiColumn *column)
{
	const char *name = quote_identifier(column->name);

	switch (pushed->kind)
	{
		case API_PUSH_EQUAL:
			append_comparisons(deparse, name, "=", pushed->exprs);
			break;
		case API_PUSH_ANY:
			append_list(deparse, name, pushed->exprs);
			break;
		case API_PUSH_PAIRS:
			append_pairs(deparse, pushed);
			break;
		case API_PUSH_RANGE:
			append_comparisons(deparse, name, ">=", pushed->lower);
			append_comparisons(deparse, name, ">", pushed->lower_exclusive);
			append_comparisons(deparse, name, "<=", pushed->upper);
			append_comparisons(deparse, name, "<", pushed->upper_exclusive);
			break;
	}
	if (pushed->guard >= 0 && (pushed->kind != API_PUSH_PAIRS || pushed->leader == pushed->attnum))
	{
		appendStringInfoString(&deparse->text, " unless ");
		append_value(deparse, pushed->guard);
	}
}

/* What base_url puts before the path, as errors show it, too. */
static const char *
base_path(const ApiConfig *config)
{
	const char *authority = strstr(config->endpoint.base_url, "://");
	const char *path = authority ? strchr(authority + strlen("://"), '/') : NULL;

	return path ? path : "";
}

/* GET /posts/{id}?state={state} */
static char *
request_text(const ApiConfig *config, const ApiScanSpec *spec)
{
	bool	   *set = palloc0(sizeof(bool) * (config->columns->nparams + 1));
	ApiEndpoint *endpoint;
	char	   *described;
	char	   *text;
	ListCell   *lc;

	foreach(lc, spec->pushed)
	{
		const ApiPushed *pushed = lfirst(lc);

		set[config->columns->columns[pushed->attnum - 1].param_number] = true;
	}

	endpoint = api_config_endpoint(config);
	described = api_endpoint_describe(endpoint, set);
	api_endpoint_free(endpoint);
	if (described == NULL)
		ereport(ERROR, (errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory")));
	api_mark_show(described);
	text = psprintf("%s %s%s", api_method_name(config->endpoint.method), base_path(config), described);
	free(described);
	return text;
}

void
api_explain_request(Oid relid, const ApiScanSpec *spec, List *values, List *context,
					bool prefix, ExplainState *es)
{
	Oid			user = OidIsValid(spec->user) ? spec->user : GetUserId();
	ApiConfig  *config = api_config_load(relid, user);
	Deparse		deparse;
	ListCell   *lc;

	deparse.exprs = values;
	deparse.context = context;
	deparse.prefix = prefix;
	deparse.spec = spec;
	deparse.columns = config->columns;
	initStringInfo(&deparse.text);
	foreach(lc, spec->pushed)
	{
		const ApiPushed *pushed = lfirst(lc);

		append_pushed(&deparse, pushed, &config->columns->columns[pushed->attnum - 1]);
	}

	if (es->verbose)
	{
		ExplainPropertyText("Server", quote_identifier(config->table.server), es);
		ExplainPropertyText("Base URL", config->endpoint.base_url, es);
	}
	ExplainPropertyText("Request", request_text(config, spec), es);
	if (deparse.text.len > 0)
		ExplainPropertyText("Parameters", deparse.text.data, es);
	if (es->costs)
		ExplainPropertyFloat("Estimated Requests", NULL, spec->requests, 0, es);
	if (es->costs && es->verbose && spec->learnt)
		ExplainPropertyText("Learnt", spec->learnt, es);
	ExplainPropertyInteger("Max Concurrency", NULL, config->limits.max_concurrency, es);
}

void
api_explain_table(Oid relid, const char *alias, ExplainState *es)
{
	const char *name = get_rel_name(relid);
	StringInfoData text;

	initStringInfo(&text);
	if (es->verbose)
		appendStringInfo(&text, "%s.",
						 quote_identifier(get_namespace_name_or_temp(get_rel_namespace(relid))));
	appendStringInfoString(&text, quote_identifier(name));
	if (alias && strcmp(alias, name) != 0)
		appendStringInfo(&text, " %s", quote_identifier(alias));
	ExplainPropertyText("Foreign Table", text.data, es);
}

/* ---- what was done ---- */

void
api_explain_figures(const ApiFigure *figures, int count, ExplainState *es)
{
	int			i;

	if (es->format == EXPLAIN_FORMAT_TEXT)
		appendStringInfoSpaces(es->str, es->indent * 2);
	for (i = 0; i < count; i++)
	{
		const ApiFigure *figure = &figures[i];
		double		ms = (double) figure->value / 1000.0;

		if (es->format != EXPLAIN_FORMAT_TEXT)
		{
			if (figure->is_time)
				ExplainPropertyFloat(figure->label, "ms", ms, 3, es);
			else
				ExplainPropertyInteger(figure->label, NULL, figure->value, es);
			continue;
		}
		appendStringInfo(es->str, "%s%s: ", i > 0 ? "  " : "", figure->label);
		if (figure->is_time)
			appendStringInfo(es->str, "%.3f ms", ms);
		else
			appendStringInfo(es->str, INT64_FORMAT, figure->value);
	}
	if (es->format == EXPLAIN_FORMAT_TEXT)
		appendStringInfoChar(es->str, '\n');
}

/* Why the chains of pages ended: "empty page 3, total reached 1". */
static void
explain_ends(const int64_t *ends, ExplainState *es)
{
	StringInfoData text;

	initStringInfo(&text);
	if (es->format != EXPLAIN_FORMAT_TEXT)
		ExplainOpenGroup("Ends", "Ends", true, es);
	for (int why = API_END_OPEN + 1; why < API_ENDS; why++)
	{
		if (ends[why] == 0)
			continue;
		if (es->format != EXPLAIN_FORMAT_TEXT)
			ExplainPropertyInteger(api_end_words(why), NULL, ends[why], es);
		else
			appendStringInfo(&text, "%s%s " INT64_FORMAT, text.len > 0 ? ", " : "",
							 api_end_words(why), ends[why]);
	}
	if (es->format != EXPLAIN_FORMAT_TEXT)
		ExplainCloseGroup("Ends", "Ends", true, es);
	else if (text.len > 0)
		ExplainPropertyText("Ends", text.data, es);
}

static void
explain_profile(const ApiStreamStats *stats, ExplainState *es)
{
	const ApiFigure requests[] = {
		{"Requests", false, stats->queue.requests},
		{"Retries", false, stats->queue.retries},
		{"Peak In Flight", false, stats->queue.peak_in_flight}
	};
	const ApiFigure shared[] = {
		{"Shared Requests", false, stats->queue.shared},
		{"From Kept Pages", false, stats->queue.kept}
	};
	const ApiFigure given_up[] = {
		{"Given Up", false, stats->queue.given_up}
	};
	const ApiFigure guesses[] = {
		{"Speculative Requests", false, stats->guesses},
		{"Past End", false, stats->past_end}
	};
	const ApiFigure received[] = {
		{"Pages", false, stats->pages},
		{"Records", false, stats->records},
		{"Bytes", false, stats->queue.bytes}
	};
	const ApiFigure connections[] = {
		{"Connections Opened", false, stats->queue.connections_opened},
		{"Connections Reused", false, stats->queue.connections_reused}
	};
	const ApiFigure times[] = {
		{"Wait", true, stats->wait_us},
		{"Transfer Time", true, stats->queue.transfer_us},
		{"First Page", true, stats->first_page_us}
	};

	api_explain_figures(requests, lengthof(requests), es);
	if (stats->queue.shared > 0)
		api_explain_figures(shared, lengthof(shared) - (stats->queue.kept == 0), es);
	if (stats->queue.given_up > 0)
		api_explain_figures(given_up, lengthof(given_up), es);
	if (stats->guesses > 0 || stats->past_end > 0)
		api_explain_figures(guesses, lengthof(guesses), es);
	api_explain_figures(received, lengthof(received), es);
	explain_ends(stats->ends, es);
	api_explain_figures(connections, lengthof(connections), es);

	/* no page, no time of the first */
	if (es->timing)
		api_explain_figures(times, lengthof(times) - (stats->first_page_us < 0 ? 1 : 0), es);
}

static void
explain_rejects(const ApiFetchRejects *rejects, ExplainState *es)
{
	if (rejects->keeps_records)
		ExplainPropertyInteger("Rejected Values", NULL, rejects->values, es);
	else
		ExplainPropertyInteger("Rejected Records", NULL, rejects->records, es);
}

void
api_explain_fetch(const ApiFetch *fetch, ExplainState *es)
{
	ApiStreamStats stats;
	ApiFetchRejects rejects;

	api_fetch_stats(fetch, &stats);
	explain_profile(&stats, es);
	if (api_fetch_out_of_bound(fetch) > 0)
		ExplainPropertyInteger("Rows of Other Partitions", NULL, api_fetch_out_of_bound(fetch), es);
	if (api_fetch_rejects(fetch, &rejects))
		explain_rejects(&rejects, es);
}

void
apiExplainForeignScan(ForeignScanState *node, struct ExplainState *es)
{
	ForeignScan *plan = (ForeignScan *) node->ss.ps.plan;
	const ApiFetch *fetch = api_scan_fetch(node);
	const ApiScanSpec *spec = api_scan_spec_decode(plan->fdw_private);
	List	   *context = es->deparse_cxt;

	/* for a filter EXPLAIN has set it, with the nodes above, which give parameters */
	if (plan->scan.plan.qual == NIL)
		context = set_deparse_context_plan(context, (Plan *) plan, api_above(es->pstmt, (Plan *) plan));
	if (plan->fdw_recheck_quals != NIL)
		ExplainPropertyText("Recheck", deparse_expression((Node *) make_ands_explicit(plan->fdw_recheck_quals),
														  context, es->verbose, false), es);
	api_explain_request(RelationGetRelid(node->ss.ss_currentRelation), spec, plan->fdw_exprs, context,
						false, es);
	if (es->verbose && spec->loops)
		ExplainPropertyText("Batch", psprintf("no, %s", spec->loops), es);
	if (es->analyze && fetch)
		api_explain_fetch(fetch, es);
}
