/*
 * fake_net.h
 *		Queues and transfers without a network, for the tests of what stands above
 *		them: the test says when a transfer flies, waits and lands, and with what.
 *
 * Defines what net/queue.h and net/transfer.h declare; to be included by one file
 * of a program that links neither net/queue.c nor net/transfer.c.
 */
#ifndef FAKE_NET_H
#define FAKE_NET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "net/queue.h"
#include "net/transfer.h"

#define FAKE_BODY_CAP (1024 * 1024)

typedef enum FakeState
{
	FAKE_READY,
	FAKE_WAITING,
	FAKE_FLYING,
	FAKE_DONE
} FakeState;

struct ApiTransfer
{
	ApiQueue   *queue;
	ApiTransfer *next;			/* in order of putting */
	void	   *tag;
	FakeState	state;
	bool		taken;
	int			attempts;
	int			landed;			/* its number among those that landed */
	ApiRequest	request;
	ApiResponse response;
};

struct ApiQueue
{
	ApiTransfer *first;
	int			puts;			/* so far */
	int			landings;		/* so far */
	size_t		pause_above;	/* bytes that a body waits at; 0: none */
	int			retries_left;	/* that api_transfer_retry grants */
};

static int	fake_transfers __attribute__((unused));		/* that exist */
static bool fake_no_memory __attribute__((unused));		/* let api_queue_put fail */

static inline int
fake_count(const ApiQueue *queue, FakeState state)
{
	int			n = 0;

	for (const ApiTransfer *t = queue->first; t != NULL; t = t->next)
		n += t->state == state;
	return n;
}

/* The nth (from 0) transfer of a queue that is not done, or NULL. */
static inline ApiTransfer *
fake_pending(const ApiQueue *queue, int n)
{
	ApiTransfer *t = queue->first;

	for (; t != NULL; t = t->next)
		if (t->state != FAKE_DONE && n-- == 0)
			break;
	return t;
}

/* An attempt begins, with this much of a 200's body. */
static inline void
fake_fly(ApiTransfer *transfer, const char *body)
{
	transfer->state = FAKE_FLYING;
	transfer->attempts++;
	api_response_reset(&transfer->response);
	transfer->response.status = 200;
	transfer->response.begun = true;
	(void) api_buffer_puts(&transfer->response.body, body);
}

/* More of it arrives. */
static inline void
fake_arrive(ApiTransfer *transfer, const char *body)
{
	(void) api_buffer_puts(&transfer->response.body, body);
}

/* It ends, with that status (0: the connection broke). */
static inline void
fake_land(ApiTransfer *transfer, int status)
{
	transfer->state = FAKE_DONE;
	transfer->landed = ++transfer->queue->landings;
	transfer->response.status = status;
	if (status == 0)
		transfer->response.failure = API_ERR_TRANSFER;
}

/* All of an attempt at once. */
static inline void
fake_answer(ApiTransfer *transfer, int status, const char *body)
{
	fake_fly(transfer, body);
	fake_land(transfer, status);
}

ApiTransfer *
api_queue_put(ApiQueue *queue, ApiRequest *request, void *tag, ApiError *err)
{
	ApiTransfer *transfer = fake_no_memory ? NULL : calloc(1, sizeof(*transfer));
	ApiTransfer **link = &queue->first;

	if (transfer == NULL)
	{
		api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
		return NULL;
	}
	transfer->queue = queue;
	transfer->tag = tag;
	transfer->request = *request;
	api_request_init(request);
	api_response_init(&transfer->response, FAKE_BODY_CAP);
	while (*link != NULL)
		link = &(*link)->next;
	*link = transfer;
	queue->puts++;
	fake_transfers++;
	return transfer;
}

void
api_transfer_free(ApiTransfer *transfer)
{
	ApiTransfer **link = &transfer->queue->first;

	while (*link != transfer)
		link = &(*link)->next;
	*link = transfer->next;
	api_request_free(&transfer->request);
	api_response_free(&transfer->response);
	free(transfer);
	fake_transfers--;
}

ApiQueue *
api_queue_open(ApiPool *pool, const ApiLimits *limits, const ApiSigner *signer, ApiError *err)
{
	(void) pool;
	(void) limits;
	(void) signer;
	(void) err;
	return calloc(1, sizeof(ApiQueue));
}

void
api_queue_share(ApiQueue *queue, ApiFamily family)
{
	(void) queue;
	(void) family;
}

void
api_queue_close(ApiQueue *queue)
{
	while (queue->first != NULL)
		api_transfer_free(queue->first);
	free(queue);
}

ApiTransfer *
api_queue_take(ApiQueue *queue)
{
	ApiTransfer *best = NULL;

	for (ApiTransfer *t = queue->first; t != NULL; t = t->next)
		if (t->state == FAKE_DONE && !t->taken && (best == NULL || t->landed < best->landed))
			best = t;
	if (best != NULL)
		best->taken = true;
	return best;
}

size_t
api_queue_requested(const ApiQueue *queue)
{
	size_t		bytes = 0;

	for (const ApiTransfer *t = queue->first; t != NULL; t = t->next)
		bytes += api_request_bytes(&t->request);
	return bytes;
}

int
api_queue_waiting(const ApiQueue *queue)
{
	return fake_count(queue, FAKE_WAITING);
}

ApiTransfer *
api_queue_flying(const ApiQueue *queue, const ApiTransfer *after)
{
	ApiTransfer *t = after != NULL ? after->next : queue->first;

	while (t != NULL && t->state != FAKE_FLYING)
		t = t->next;
	return t;
}

void *
api_transfer_tag(const ApiTransfer *transfer)
{
	return transfer->tag;
}

int
api_transfer_attempts(const ApiTransfer *transfer)
{
	return transfer->attempts;
}

const ApiRequest *
api_transfer_request(const ApiTransfer *transfer)
{
	return &transfer->request;
}

ApiResponse *
api_transfer_response(ApiTransfer *transfer)
{
	return &transfer->response;
}

/* 226 stands for all that an option accepts. */
bool
api_transfer_accepts(const ApiTransfer *transfer, int status)
{
	(void) transfer;
	return status == 226;
}

bool
api_transfer_copied(const ApiTransfer *transfer)
{
	(void) transfer;
	return false;
}

void
api_transfer_keep(ApiTransfer *transfer)
{
	(void) transfer;
}

bool
api_transfer_retry(ApiTransfer *transfer, ApiErrorCode failure)
{
	if (failure != API_ERR_TRANSFER || transfer->queue->retries_left == 0)
		return false;
	transfer->queue->retries_left--;
	transfer->state = FAKE_WAITING;
	transfer->taken = false;
	api_response_reset(&transfer->response);
	return true;
}

bool
api_transfer_paused(const ApiTransfer *transfer)
{
	return transfer->state == FAKE_FLYING && transfer->queue->pause_above > 0 &&
		transfer->response.body.len >= transfer->queue->pause_above;
}

/* Nothing is held here. */
bool
api_queue_holds(const ApiQueue *queue)
{
	(void) queue;
	return false;
}

bool
api_queue_stands(const ApiQueue *queue)
{
	(void) queue;
	return false;
}

bool
api_transfer_held(const ApiTransfer *transfer)
{
	(void) transfer;
	return false;
}

void
api_transfer_burden(ApiTransfer *transfer, size_t bytes)
{
	(void) transfer;
	(void) bytes;
}

void
api_transfer_urge(ApiTransfer *transfer)
{
	(void) transfer;
}

void
api_transfer_discard(ApiTransfer *transfer, size_t bytes)
{
	api_buffer_drop(&transfer->response.body, bytes);
	transfer->response.discarded += bytes;
}

#endif							/* FAKE_NET_H */
