/*
 * learn.c
 *		What a scan teaches of its table's answers.
 *
 * Only what is certain to be of the table: the total that pages declare, or the records of a
 * scan that was read to its end; the records of keys that came to their end; records a
 * page, where there was more than one or the records are all there are; what requests took.
 */
#include "postgres.h"

#include "exec/fetch_state.h"
#include "exec/learn.h"
#include "rest/learnt.h"

/* Chains that came to their end; -1: some did not. */
static int64
chains_ended(const ApiStreamStats *stats)
{
	int64		count = 0;

	if (stats->ends[API_END_LIMIT] > 0 || stats->ends[API_END_FAILED] > 0 || stats->ignored > 0 ||
		stats->stand_ins > 0)
		return -1;
	for (int why = API_END_OPEN + 1; why < API_ENDS; why++)
		count += stats->ends[why];
	return count;
}

static void
learn_rows(const ApiFetch *fetch, const ApiStreamStats *stats, int64 chains)
{
	if (stats->declared > 0)
		api_learnt_note(fetch->config, fetch->user, API_FACT_ROWS, (double) stats->declared);
	else if (chains == 1)
		api_learnt_note(fetch->config, fetch->user, API_FACT_ROWS, (double) stats->records);
}

void
api_learn_from(const ApiFetch *fetch)
{
	const ApiConfig *config = fetch->config;
	bool		whole = fetch->spec->pushed == NIL;
	ApiStreamStats stats;
	int64		chains;

	api_stream_stats(fetch->stream, &stats);
	chains = chains_ended(&stats);
	if (whole)
		learn_rows(fetch, &stats, chains);
	else if (fetch->spec->keyed && chains > 0)
		api_learnt_note(config, fetch->user, API_FACT_KEY_ROWS,
						(double) stats.records / (double) chains);
	if (stats.records > 0 && (stats.pages > Max(chains, 1) || (whole && chains == 1)))
		api_learnt_note(config, fetch->user, API_FACT_PAGE,
						(double) stats.records / (double) stats.pages);
	if (stats.queue.requests > 0 && stats.pages > 0)
		api_learnt_note(config, fetch->user, API_FACT_LATENCY,
						(double) stats.queue.transfer_us / 1000 / (double) stats.queue.requests);
}
