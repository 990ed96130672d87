/*
 * batch.c
 *		Rows that are converted some at a time.  See batch.h.
 *
 * A subtransaction must not outlive the call that began it, for the executor runs other
 * nodes between two rows; so rows are made ahead.  A batch is tried as a whole; if that
 * fails, it is made again record by record, each in a subtransaction of its own.  Where
 * errors are noted (see base/soft.h), there is none, and records are tried one by one at
 * once.  A record that fails is passed over, or tried again without the value that did
 * not fit.
 */
#include "postgres.h"

#include "exec/batch.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#define BATCH_ROWS 64

struct ApiBatch
{
	ApiRow	   *row;
	ApiReject  *reject;
	bool		soft;			/* errors are noted */
	MemoryContext memory;		/* of the rows' values */
	int			natts;
	Datum	   *values;			/* BATCH_ROWS times natts */
	bool	   *isnull;
	int			count;			/* rows there are */
	int			next;			/* to be given */

	/* what is being tried */
	size_t		record;
	size_t		end;
};

ApiBatch *
api_batch_create(ApiRow *row, ApiReject *reject, int natts)
{
	ApiBatch   *batch = palloc0(sizeof(ApiBatch));
	Node	   *soft = api_row_soften(row);

	api_reject_soften(reject, soft);
	batch->row = row;
	batch->reject = reject;
	batch->soft = soft != NULL;
	batch->natts = natts;
	batch->values = palloc(sizeof(Datum) * BATCH_ROWS * (natts + 1));
	batch->isnull = palloc(sizeof(bool) * BATCH_ROWS * (natts + 1));
	batch->memory = AllocSetContextCreate(CurrentMemoryContext, "api_fdw batch",
										  ALLOCSET_DEFAULT_SIZES);
	return batch;
}

/* ApiRejectWork: converts the records that are to be tried. */
static void
convert(void *arg)
{
	ApiBatch   *batch = arg;

	for (; batch->record < batch->end; batch->record++)
	{
		CHECK_FOR_INTERRUPTS();
		batch->count += api_row_convert(batch->row, batch->record,
										&batch->values[batch->count * batch->natts],
										&batch->isnull[batch->count * batch->natts]);
	}
}

static bool
try_records(ApiBatch *batch, size_t first, size_t end)
{
	MemoryContext old = MemoryContextSwitchTo(batch->memory);
	bool		good;

	batch->record = first;
	batch->end = end;
	good = api_reject_try(batch->reject, convert, batch);
	MemoryContextSwitchTo(old);
	return good;
}

/* Without each value that does not fit, or not at all. */
static void
try_record(ApiBatch *batch, size_t record)
{
	int			count = batch->count;

	while (!try_records(batch, record, record + 1))
	{
		batch->count = count;
		if (!api_reject_sets_null(batch->reject) || !api_row_skip_failed(batch->row))
		{
			api_reject_record(batch->reject);
			break;
		}
		api_reject_value(batch->reject);
	}
	api_row_skip_none(batch->row);
}

size_t
api_batch_fill(ApiBatch *batch, size_t first, size_t last)
{
	size_t		end = Min(last, first + BATCH_ROWS);
	size_t		record;

	api_batch_reset(batch);
	if (!batch->soft && try_records(batch, first, end))
		return end;
	api_batch_reset(batch);
	for (record = first; record < end; record++)
		try_record(batch, record);
	return end;
}

bool
api_batch_more(const ApiBatch *batch)
{
	return batch->next < batch->count;
}

bool
api_batch_next(ApiBatch *batch, Datum **values, bool **isnull)
{
	if (batch->next == batch->count)
		return false;
	*values = &batch->values[batch->next * batch->natts];
	*isnull = &batch->isnull[batch->next * batch->natts];
	batch->next++;
	return true;
}

void
api_batch_reset(ApiBatch *batch)
{
	if (batch == NULL)
		return;
	batch->count = batch->next = 0;
	MemoryContextReset(batch->memory);
}
