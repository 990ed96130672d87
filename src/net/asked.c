/*
 * asked.c
 *		Transfers of a statement, found by what they were asked for.
 *
 * The places are the shelf's (shelf.h); transfers stand in them by a digest of their
 * requests, from when they are put until they are freed.
 */
#include <string.h>

#include "base/digest.h"
#include "net/traffic.h"

static uint64_t
digest_of(const ApiRequest *request)
{
	ApiDigest	digest = API_DIGEST_INIT;

	api_digest_add_text(&digest, request->url);
	for (int i = 0; i < request->headers.count; i++)
		api_digest_add_text(&digest, request->headers.items[i].value);
	if (request->body.len > 0)
		api_digest_add(&digest, request->body.data, request->body.len);
	return api_digest_value(&digest);
}

static bool
same_headers(const ApiHeaders *a, const ApiHeaders *b)
{
	if (a->count != b->count)
		return false;
	for (int i = 0; i < a->count; i++)
		if (strcmp(a->items[i].name, b->items[i].name) != 0 ||
			strcmp(a->items[i].value, b->items[i].value) != 0)
			return false;
	return true;
}

bool
api_asked_same(const ApiRequest *a, const ApiRequest *b)
{
	return a->method == b->method && strcmp(a->url, b->url) == 0 && same_headers(&a->headers, &b->headers) &&
		a->body.len == b->body.len &&
		(a->body.len == 0 || memcmp(a->body.data, b->body.data, a->body.len) == 0);
}

bool
api_asked_same_family(const ApiFamily *a, const ApiFamily *b)
{
	return a->shelf == b->shelf && a->role == b->role && a->max_redirects == b->max_redirects;
}

/* Could another's response be as good, and its own of use to others? */
static bool
is_common(const ApiTransfer *transfer)
{
	return transfer->queue->family.shelf != NULL && transfer->request.repeatable && !transfer->request.keyed &&
		!transfer->request.alone;
}

static ApiTransfer **
place_of(const ApiTransfer *transfer)
{
	return api_shelf_asked(transfer->queue->family.shelf, transfer->digest);
}

void
api_asked_enter(ApiTransfer *transfer)
{
	ApiTransfer **place;

	if (!is_common(transfer))
		return;
	transfer->digest = digest_of(&transfer->request);
	place = place_of(transfer);
	transfer->entered = true;
	transfer->next_alike = *place;
	*place = transfer;
}

/* Are both asked for the same? */
static bool
is_alike(const ApiTransfer *a, const ApiTransfer *b)
{
	return a->digest == b->digest && a->queue->pool == b->queue->pool &&
		api_asked_same_family(&a->queue->family, &b->queue->family) && api_asked_same(&a->request, &b->request);
}

ApiTransfer *
api_asked_alike(const ApiTransfer *transfer, const ApiTransfer *after)
{
	ApiTransfer *other;

	if (!transfer->entered)
		return NULL;
	other = after != NULL ? after->next_alike : *place_of(transfer);
	while (other != NULL && (other->queue == transfer->queue || !is_alike(other, transfer)))
		other = other->next_alike;
	return other;
}

void
api_asked_leave(ApiTransfer *transfer)
{
	ApiTransfer **link;

	if (!transfer->entered)
		return;
	link = place_of(transfer);
	while (*link != transfer)
		link = &(*link)->next_alike;
	*link = transfer->next_alike;
	transfer->entered = false;
}
