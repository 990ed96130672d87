/*
 * spare.c
 *		Bodies' memory, used again.
 *
 * Fresh memory costs a page fault every few kilobytes, which is more than reading what
 * is put there.  So a queue keeps the memory of bodies that are freed, for those to
 * come, as far as it was in use at once before: bodies and spares together never take
 * more than bodies alone once did.  A body in used memory weighs what was touched of it.
 * Large bodies give theirs back: a few would fill scan_buffer.
 */
#include <stdlib.h>

#include "net/memory.h"
#include "net/traffic.h"

#define SPARE_MAX (1024 * 1024)	/* largest room that is kept */

/* A window may be in flight, and another unread. */
static inline int
most_spares(const ApiQueue *queue)
{
	return queue->limits.max_concurrency * 2;
}

bool
api_spares_init(ApiQueue *queue)
{
	queue->spares = calloc((size_t) most_spares(queue), sizeof(*queue->spares));
	return queue->spares != NULL;
}

static void
drop_one(ApiQueue *queue)
{
	ApiSpare   *spare = &queue->spares[--queue->nspares];

	queue->spare_bytes -= spare->touched;
	api_admission_count(spare->touched, 0);
	api_buffer_free(&spare->body);
}

void
api_spares_drop(ApiQueue *queue)
{
	while (queue->nspares > 0)
		drop_one(queue);
}

void
api_spares_free(ApiQueue *queue)
{
	api_spares_drop(queue);
	free(queue->spares);
}

void
api_spares_trim(ApiQueue *queue)
{
	if (queue->held > queue->held_most)
		queue->held_most = queue->held;
	while (queue->nspares > 0 && queue->held + queue->spare_bytes > queue->held_most)
		drop_one(queue);
}

void
api_spare_lend(ApiTransfer *transfer)
{
	ApiQueue   *queue = transfer->queue;
	ApiSpare   *spare;

	if (queue->nspares == 0 || transfer->response.body.room > 0)
		return;
	spare = &queue->spares[--queue->nspares];
	queue->spare_bytes -= spare->touched;
	api_admission_count(spare->touched, 0);
	transfer->response.body = spare->body;
	transfer->touched = spare->touched;
	api_transfer_weigh(transfer);
}

void
api_spare_keep(ApiTransfer *transfer)
{
	ApiQueue   *queue = transfer->queue;
	ApiBuffer  *body = &transfer->response.body;
	size_t		touched = body->len > transfer->touched ? body->len : transfer->touched;

	/* a body in portions has touched more than it tells */
	if (body->room == 0 || body->room > SPARE_MAX || transfer->response.discarded > 0 ||
		queue->nspares == most_spares(queue) || api_memory_scarce() ||
		queue->held + queue->spare_bytes + touched > queue->held_most)
		return;
	api_buffer_reset(body);
	queue->spares[queue->nspares++] = (ApiSpare) {*body, touched};
	queue->spare_bytes += touched;
	api_admission_count(0, touched);
	api_buffer_init(body, body->cap);
}
