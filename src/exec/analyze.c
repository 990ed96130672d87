/*
 * analyze.c
 *		ANALYZE of a foreign table: rows of some of its pages.
 *
 * At most analyze_requests pages are asked for.  Where pages can be asked for by their number
 * and the first declares a total, the others are spread over the range and asked for at once;
 * else they are the first ones.  The rows of the table are the total that the first page
 * declares, those that were read if that was all, and otherwise no less than was known before.
 *
 * ANALYZE of several tables must not end at one whose API is down: pages are read in a
 * subtransaction, and what is raised becomes a WARNING.
 */
#include "postgres.h"

#include <math.h>

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/pg_user_mapping.h"
#include "exec/analyze.h"
#include "exec/attempt.h"
#include "exec/fetch.h"
#include "executor/executor.h"
#include "rest/config.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/sampling.h"
#include "utils/syscache.h"

/* What a page of PostgreSQL's stands for; relpages is in these. */
#define ROWS_PER_PAGE 100

typedef struct Sample
{
	Relation	relation;
	MemoryContext memory;		/* of the rows */
	PlanState  *parent;			/* of the fetches */
	TupleTableSlot *slot;
	int64		requests;		/* pages that may be asked for */
	bool		by_number;		/* each can be */

	HeapTuple  *rows;
	int			wanted;
	int			count;
	ReservoirStateData reservoir;
	double		skips;			/* rows to pass over until the next one is taken; negative: not drawn */
	double		made;			/* rows that the records made */

	int64		records;		/* of whole pages that were read */
	int64		total;			/* that the first page declares; -1: it does not */
	bool		all;			/* no page is left */
} Sample;

/* ---- may it be read? ---- */

/* The pages that may be asked for; a partition is one of many, and left alone by default. */
static int64
requests_of(Relation relation, const ApiConfig *config)
{
	return relation->rd_rel->relispartition && !config->analyze_given ? 0 : config->analyze_requests;
}

/* Can pages be asked for by their number? */
static bool
counts_pages(const ApiConfig *config)
{
	return config->paging.kind == API_PAGER_PAGE_NUMBER || config->paging.kind == API_PAGER_OFFSET;
}

/* The first column that must have a value, or NULL. */
static const ApiColumn *
column_in_need(const ApiColumns *columns)
{
	for (int i = 0; i < columns->natts; i++)
	{
		const ApiColumn *column = &columns->columns[i];

		if (column->source != API_SOURCE_DROPPED && (column->in_path || column->required))
			return column;
	}
	return NULL;
}

/* Has somebody a mapping for the server, but that user none, not even as PUBLIC? */
static bool
lacks_mapping(Oid server, Oid user)
{
	Relation	mappings;
	SysScanDesc scan;
	HeapTuple	tuple;
	bool		others = false;

	if (SearchSysCacheExists2(USERMAPPINGUSERSERVER, ObjectIdGetDatum(user), ObjectIdGetDatum(server)) ||
		SearchSysCacheExists2(USERMAPPINGUSERSERVER, ObjectIdGetDatum(InvalidOid), ObjectIdGetDatum(server)))
		return false;
	mappings = table_open(UserMappingRelationId, AccessShareLock);
	scan = systable_beginscan(mappings, InvalidOid, false, NULL, 0, NULL);
	while (!others && HeapTupleIsValid(tuple = systable_getnext(scan)))
		others = ((Form_pg_user_mapping) GETSTRUCT(tuple))->umserver == server;
	systable_endscan(scan);
	table_close(mappings, AccessShareLock);
	return others;
}

/* Warns of what keeps it from being read at all. */
static bool
can_be_listed(Relation relation, const ApiConfig *config)
{
	const ApiColumn *column = column_in_need(config->columns);

	if (column != NULL)
		ereport(WARNING,
				(errcode(ERRCODE_FDW_UNABLE_TO_CREATE_EXECUTION),
				 errmsg("foreign table \"%s\" cannot be analyzed: column \"%s\" needs a value",
						RelationGetRelationName(relation), column->name),
				 errhint("Set the options rows and rows_per_key to what is known of the table.")));
	else if (lacks_mapping(config->server, relation->rd_rel->relowner))
		ereport(WARNING,
				(errcode(ERRCODE_UNDEFINED_OBJECT),
				 errmsg("foreign table \"%s\" cannot be analyzed: its owner has no user mapping for server \"%s\"",
						RelationGetRelationName(relation), config->table.server),
				 errhint("ANALYZE asks as the table's owner: create a user mapping for the owner or for PUBLIC.")));
	else
		return true;
	return false;
}

/* ---- pages ---- */

/* A fetch of all columns that starts at that page. */
static ApiFetch *
open_pages(Sample *sample, int64 first, int64 size, int64 pages)
{
	ApiScanSpec *spec = palloc0(sizeof(ApiScanSpec));
	TupleDesc	desc = RelationGetDescr(sample->relation);
	ApiFetch   *fetch;

	spec->user = sample->relation->rd_rel->relowner;
	spec->limit_exprs = -1;
	spec->counts = true;
	for (int i = 0; i < desc->natts; i++)
	{
		if (!TupleDescAttr(desc, i)->attisdropped)
			spec->wanted = bms_add_member(spec->wanted, i + 1);
	}
	fetch = api_fetch_create(sample->parent, spec, NIL, sample->relation);
	api_fetch_sample(fetch, first, size, pages);
	(void) api_fetch_bind(fetch);
	api_fetch_open(fetch);
	return fetch;
}

/* Vitter's reservoir: each row is as likely to stay as any other. */
static void
take_row(Sample *sample, TupleTableSlot *slot)
{
	HeapTuple  *place = NULL;

	if (sample->count < sample->wanted)
		place = &sample->rows[sample->count++];
	else
	{
		if (sample->skips < 0)
			sample->skips = reservoir_get_next_S(&sample->reservoir, sample->made, sample->wanted);
		if (sample->skips < 1)
		{
			place = &sample->rows[(int) (sample->wanted *
										 API_RESERVOIR_FRACT(&sample->reservoir))];
			heap_freetuple(*place);
		}
		sample->skips -= 1;
	}
	sample->made += 1;
	if (place != NULL)
	{
		MemoryContext old = MemoryContextSwitchTo(sample->memory);

		*place = ExecCopySlotHeapTuple(slot);
		MemoryContextSwitchTo(old);
	}
}

/* Reads one page whole; false: there is none. */
static bool
read_page(Sample *sample, ApiFetch *fetch)
{
	bool		whole = false;

	while (!whole)
	{
		if (!api_fetch_turn(fetch, &whole))
			return false;
		while (api_fetch_page_row(fetch, sample->slot))
			take_row(sample, sample->slot);
		if (whole)
			sample->records += api_fetch_page_records(fetch);
	}
	return true;
}

/* Reads pages from left to right, as many as may be asked for. */
static void
read_on(Sample *sample, ApiFetch *fetch, int64 pages)
{
	while (pages-- > 0)
	{
		if (!read_page(sample, fetch))
		{
			sample->all = true;
			break;
		}
		if (sample->total < 0)
			sample->total = api_fetch_declared(fetch);
	}
}

/* Pages that come one by one: the first ones. */
static void
read_first(Sample *sample, ApiFetch *fetch)
{
	read_on(sample, fetch, sample->requests);
	/* the last that was allowed may have been the last that there is */
	sample->all = sample->all || (sample->total >= 0 && sample->records >= sample->total);
}

/* Pages behind the first, asked for at once, at even distances. */
static void
read_spread(Sample *sample, int64 pages, int64 size)
{
	int64		count = Min(pages, sample->requests) - 1;
	ApiFetch  **fetches = palloc0(sizeof(ApiFetch *) * Max(count, 1));

	for (int64 i = 0; i < count; i++)
		fetches[i] = open_pages(sample, (i + 1) * (pages - 1) / count, size, 1);
	for (int64 i = 0; i < count; i++)
	{
		(void) read_page(sample, fetches[i]);
		api_fetch_close(fetches[i]);
	}
	sample->all = count + 1 >= pages;
}

/* Nobody says how many there are: one behind the other until one is not full. */
static void
read_counted(Sample *sample, int64 size)
{
	for (int64 page = 1; page < sample->requests && !sample->all; page++)
	{
		ApiFetch   *fetch = open_pages(sample, page, size, 1);
		int64		before = sample->records;

		sample->all = !read_page(sample, fetch) || sample->records - before < size;
		api_fetch_close(fetch);
	}
}

/* Pages that have numbers. */
static void
read_by_number(Sample *sample, ApiFetch *fetch)
{
	int64		size;

	read_on(sample, fetch, 1);
	size = sample->records;
	if (size == 0)
		sample->all = true;
	else if (sample->total >= 0)
		read_spread(sample, (sample->total + size - 1) / size, size);
	else
		read_counted(sample, size);
}

/* Rows of the whole table, as far as the pages tell. */
static double
estimate_rows(const Sample *sample)
{
	if (sample->all)
		return sample->made;
	if (sample->total >= 0 && sample->records > 0)
		return Max(ceil((double) sample->total * sample->made / (double) sample->records), sample->made);
	return Max(sample->made, sample->relation->rd_rel->reltuples);
}

/* ApiAttemptWork */
static void
read_sample(void *arg)
{
	Sample	   *sample = arg;
	EState	   *estate = CreateExecutorState();
	ForeignScanState *parent;
	ApiFetch   *fetch;

	MemoryContextSwitchTo(estate->es_query_cxt);
	parent = makeNode(ForeignScanState);
	parent->ss.ps.state = estate;
	ExecAssignExprContext(estate, &parent->ss.ps);
	sample->parent = &parent->ss.ps;
	sample->slot = MakeSingleTupleTableSlot(CreateTupleDescCopy(RelationGetDescr(sample->relation)),
											&TTSOpsVirtual);
	fetch = open_pages(sample, 0, 0, sample->by_number ? 1 : sample->requests);
	if (sample->by_number)
		read_by_number(sample, fetch);
	else
		read_first(sample, fetch);
	api_fetch_close(fetch);
}

/* AcquireSampleRowsFunc */
static int
acquire_rows(Relation relation, int level, HeapTuple *rows, int wanted, double *total, double *dead)
{
	ApiConfig  *config = api_config_load(RelationGetRelid(relation), relation->rd_rel->relowner);
	Sample		sample = {.relation = relation, .memory = CurrentMemoryContext, .rows = rows,
		.wanted = wanted, .requests = requests_of(relation, config), .by_number = counts_pages(config),
		.skips = -1, .total = -1};
	MemoryContext memory = AllocSetContextCreate(CurrentMemoryContext, "api_fdw analyze", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(memory);
	ErrorData  *error;

	*dead = 0;
	*total = relation->rd_rel->reltuples;
	reservoir_init_selection_state(&sample.reservoir, wanted);
	error = api_attempt(read_sample, &sample, memory);
	if (error != NULL)
		ereport(WARNING,
				(errcode(error->sqlerrcode),
				 errmsg("foreign table \"%s\" was not analyzed: %s", RelationGetRelationName(relation), error->message),
				 error->detail ? errdetail_internal("%s", error->detail) : 0,
				 error->hint ? errhint("%s", error->hint) : 0));
	else
	{
		*total = estimate_rows(&sample);
		ereport(level,
				(errmsg("\"%s\": %.0f rows were read, of about %.0f; %d rows in sample",
						RelationGetRelationName(relation), sample.made, *total, sample.count)));
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(memory);
	return error ? 0 : sample.count;
}

bool
apiAnalyzeForeignTable(Relation relation, AcquireSampleRowsFunc *acquire, BlockNumber *pages)
{
	const ApiConfig *config = api_config_load(RelationGetRelid(relation), relation->rd_rel->relowner);

	if (requests_of(relation, config) == 0 || !can_be_listed(relation, config))
		return false;
	*acquire = acquire_rows;
	/* they weigh the children of an inheritance tree; none is no foreign table to core */
	*pages = (BlockNumber) Min(Max(relation->rd_rel->reltuples / ROWS_PER_PAGE, 1), MaxBlockNumber);
	return true;
}
