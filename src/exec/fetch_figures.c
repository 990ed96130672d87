/*
 * fetch_figures.c
 *		What a fetch has done so far, for EXPLAIN.
 */
#include "postgres.h"

#include "exec/fetch_state.h"

void
api_fetch_add_stats(ApiStreamStats *sum, const ApiStream *stream)
{
	ApiStreamStats one;

	api_stream_stats(stream, &one);
	sum->queue.requests += one.queue.requests;
	sum->queue.shared += one.queue.shared;
	sum->queue.kept += one.queue.kept;
	sum->queue.retries += one.queue.retries;
	sum->queue.given_up += one.queue.given_up;
	sum->queue.redirects += one.queue.redirects;
	sum->queue.bytes += one.queue.bytes;
	sum->queue.connections_opened += one.queue.connections_opened;
	sum->queue.connections_reused += one.queue.connections_reused;
	sum->queue.transfer_us += one.queue.transfer_us;
	sum->queue.in_flight = one.queue.in_flight;
	sum->queue.peak_in_flight = Max(sum->queue.peak_in_flight, one.queue.peak_in_flight);
	sum->pages += one.pages;
	sum->records += one.records;
	sum->guesses += one.guesses;
	sum->past_end += one.past_end;
	sum->ignored += one.ignored;
	sum->stand_ins += one.stand_ins;
	sum->repeats += one.repeats;
	sum->incomplete += one.incomplete;
	sum->overlaps += one.overlaps;
	sum->open_ended += one.open_ended;
	sum->nulls += one.nulls;
	sum->wait_us += one.wait_us;
	for (int i = 0; i < API_ENDS; i++)
		sum->ends[i] += one.ends[i];
	api_rounds_merge(&sum->rounds, &one.rounds);
	api_unheeded_merge(&sum->unheeded, &one.unheeded);
	if (sum->first_page_us < 0)
		sum->first_page_us = one.first_page_us;
}

void
api_fetch_stats(const ApiFetch *fetch, ApiStreamStats *stats)
{
	*stats = fetch->past;
	if (fetch->stream)
		api_fetch_add_stats(stats, fetch->stream);
}

int64
api_fetch_out_of_bound(const ApiFetch *fetch)
{
	return fetch->out_of_bound;
}

bool
api_fetch_rejects(const ApiFetch *fetch, ApiFetchRejects *rejects)
{
	if (fetch->reject == NULL)
		return false;
	rejects->keeps_records = api_reject_sets_null(fetch->reject);
	rejects->records = fetch->past_rejects.records + api_reject_records(fetch->reject);
	rejects->values = fetch->past_rejects.values + api_reject_values(fetch->reject);
	return true;
}
