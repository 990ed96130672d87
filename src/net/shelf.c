/*
 * shelf.c
 *		What a statement has asked for, and pages that it has read.  See shelf.h.
 *
 * Both are found by a digest of the request, and told apart by all of it.  A page on the
 * shelf has taken request and response from its transfer, so that nothing is copied before
 * somebody asks for the same.
 */
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "net/memory.h"
#include "net/shelf.h"
#include "net/traffic.h"

#define ASKED_PLACES 1024		/* by digest, of transfers */
#define FIRST_PLACES 256		/* and of pages, at first */
#define PAGE_BYTES (sizeof(Page) + 512) /* without URL, headers and body */

typedef struct Page
{
	struct Page *alike;			/* in the same place of its shelf */
	struct Page *prev;			/* among all of all shelves, in the order they were put there */
	struct Page *next;
	ApiShelf   *shelf;
	uint64_t	digest;			/* of its request */
	ApiPoolKey	key;			/* its pool's: of server, mapping and all that they say */
	ApiFamily	family;
	ApiRequest	request;
	ApiResponse response;
	ApiWord		word;
	int			attempts;
	int			tries;
	size_t		weight;			/* bytes that it takes */
} Page;

struct ApiShelf
{
	int			shares;
	bool		closed;
	size_t		most;			/* bytes of its pages */
	size_t		taken;
	Page	  **places;			/* malloc'd, by digest; NULL: there is no page */
	size_t		nplaces;		/* a power of two */
	size_t		count;			/* of its pages */
	ApiTransfer *asked[ASKED_PLACES];
};

/* The pages of all shelves. */
static Page *oldest;
static Page *youngest;
static size_t taken;

static void give_up(Page *page);

/* ---- shelves ---- */

ApiShelf *
api_shelf_create(size_t most)
{
	ApiShelf   *shelf = calloc(1, sizeof(*shelf));

	if (shelf == NULL)
		return NULL;
	shelf->shares = 1;
	shelf->most = most;
	return shelf;
}

ApiShelf *
api_shelf_share(ApiShelf *shelf)
{
	if (shelf != NULL)
		shelf->shares++;
	return shelf;
}

void
api_shelf_close(ApiShelf *shelf)
{
	size_t		had;

	if (shelf == NULL || shelf->closed)
		return;
	had = shelf->taken;
	shelf->closed = true;
	for (size_t i = 0; i < shelf->nplaces; i++)
		while (shelf->places[i] != NULL)
			give_up(shelf->places[i]);
	free(shelf->places);
	shelf->places = NULL;
	shelf->nplaces = 0;
	api_admission_count(had, 0);
}

void
api_shelf_release(ApiShelf *shelf)
{
	if (shelf == NULL || --shelf->shares > 0)
		return;
	api_shelf_close(shelf);
	free(shelf);
}

size_t
api_shelf_taken(void)
{
	return taken;
}

/* ---- what is asked for ---- */

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

static bool
same_request(const ApiRequest *a, const ApiRequest *b)
{
	return a->method == b->method && strcmp(a->url, b->url) == 0 && same_headers(&a->headers, &b->headers) &&
		a->body.len == b->body.len &&
		(a->body.len == 0 || memcmp(a->body.data, b->body.data, a->body.len) == 0);
}

/* Is it of the same table, and asked for as the same role? */
static bool
same_family(const ApiFamily *a, const ApiFamily *b)
{
	return a->shelf == b->shelf && a->table == b->table && a->role == b->role;
}

/* With the same credentials?  The generation is of all that server and mapping say. */
static bool
same_key(const ApiPoolKey *a, const ApiPoolKey *b)
{
	return a->database == b->database && a->server == b->server && a->user == b->user &&
		a->generation == b->generation;
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
	return &transfer->queue->family.shelf->asked[transfer->digest % ASKED_PLACES];
}

void
api_shelf_enter(ApiTransfer *transfer)
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
		same_family(&a->queue->family, &b->queue->family) && same_request(&a->request, &b->request);
}

ApiTransfer *
api_shelf_alike(const ApiTransfer *transfer, const ApiTransfer *after)
{
	ApiTransfer *other;

	if (!transfer->entered)
		return NULL;
	other = after != NULL ? after->next_alike : *place_of(transfer);
	while (other != NULL && (other->queue == transfer->queue || !is_alike(other, transfer)))
		other = other->next_alike;
	return other;
}

/* ---- pages ---- */

static Page *
find_page(const ApiTransfer *transfer)
{
	const ApiShelf *shelf = transfer->queue->family.shelf;
	Page	   *page = shelf->nplaces > 0 ? shelf->places[transfer->digest & (shelf->nplaces - 1)] : NULL;

	while (page != NULL &&
		   (page->digest != transfer->digest || !same_family(&page->family, &transfer->queue->family) ||
			!same_key(&page->key, &transfer->queue->pool->key) ||
			!same_request(&page->request, &transfer->request)))
		page = page->alike;
	return page;
}

/* Its weight is so much from now on; who calls it tells the rest of net. */
static void
weigh(Page *page, size_t weight)
{
	page->shelf->taken += weight - page->weight;
	taken += weight - page->weight;
	page->weight = weight;
}

/* Takes it off, and frees it; who calls it counts its bytes. */
static void
give_up(Page *page)
{
	ApiShelf   *shelf = page->shelf;
	Page	  **link = &shelf->places[page->digest & (shelf->nplaces - 1)];

	while (*link != page)
		link = &(*link)->alike;
	*link = page->alike;
	shelf->count--;
	*(page->prev != NULL ? &page->prev->next : &oldest) = page->next;
	*(page->next != NULL ? &page->next->prev : &youngest) = page->prev;
	weigh(page, 0);
	api_request_free(&page->request);
	api_response_free(&page->response);
	free(page);
}

void
api_shelf_yield(void)
{
	while (oldest != NULL && (api_memory_scarce() || api_memory_exhausted()))
	{
		size_t		weight = oldest->weight;

		give_up(oldest);
		api_memory_count(weight, 0);
	}
}

bool
api_shelf_fits(const ApiResponse *response)
{
	return response->failure == API_ERR_NONE && response->status / 100 == 2 && !response->open_ended &&
		response->discarded == 0;
}

bool
api_shelf_find(ApiTransfer *transfer)
{
	Page	   *page = transfer->entered ? find_page(transfer) : NULL;

	if (page == NULL || api_memory_scarce())
		return false;
	if (!api_response_copy(&transfer->response, &page->response))
	{
		api_response_reset(&transfer->response);
		return false;
	}
	transfer->attempts = page->attempts;
	transfer->tries = page->tries;
	transfer->word = page->word;
	return true;
}

/* ---- putting there ---- */

/* Places for one more; false: no memory. */
static bool
make_room(ApiShelf *shelf)
{
	size_t		more = shelf->nplaces > 0 ? shelf->nplaces * 2 : FIRST_PLACES;
	Page	  **places;

	if (shelf->count < shelf->nplaces)
		return true;
	places = calloc(more, sizeof(*places));
	if (places == NULL)
		return false;
	for (size_t i = 0; i < shelf->nplaces; i++)
		while (shelf->places[i] != NULL)
		{
			Page	   *page = shelf->places[i];
			Page	  **place = &places[page->digest & (more - 1)];

			shelf->places[i] = page->alike;
			page->alike = *place;
			*place = page;
		}
	free(shelf->places);
	shelf->places = places;
	shelf->nplaces = more;
	return true;
}

/* What a page takes that comes of it. */
static size_t
weight_of(const ApiTransfer *transfer)
{
	return PAGE_BYTES + api_request_bytes(&transfer->request) + 2 * transfer->request.headers.bytes +
		2 * transfer->response.headers.bytes + transfer->response.body.room;
}

/* A new page, which has taken request and response. */
static void
put_page(Page *page, ApiTransfer *transfer)
{
	ApiShelf   *shelf = transfer->queue->family.shelf;
	Page	  **place = &shelf->places[transfer->digest & (shelf->nplaces - 1)];

	*page = (Page) {
		.alike = *place,.prev = youngest,.shelf = shelf,.digest = transfer->digest,
		.key = transfer->queue->pool->key,.family = transfer->queue->family,
		.request = transfer->request,.response = transfer->response,.word = transfer->word,
		.attempts = transfer->attempts,.tries = transfer->tries
	};
	*place = page;
	*(youngest != NULL ? &youngest->next : &oldest) = page;
	youngest = page;
	shelf->count++;
	weigh(page, weight_of(transfer));
	api_request_init(&transfer->request);
	api_response_init(&transfer->response, transfer->response.body.cap);
}

/* Puts there what a transfer has that goes. */
static void
keep(ApiTransfer *transfer)
{
	ApiShelf   *shelf = transfer->queue->family.shelf;
	Page	   *page;

	if (!transfer->good || transfer->copied || !transfer->queue->family.keeps || shelf->closed ||
		!api_shelf_fits(&transfer->response) || api_memory_scarce() || find_page(transfer) != NULL)
		return;
	api_buffer_trim(&transfer->response.body);
	if (shelf->taken + weight_of(transfer) > shelf->most || !make_room(shelf) ||
		(page = malloc(sizeof(*page))) == NULL)
		return;
	put_page(page, transfer);
	api_admission_count(0, page->weight);
}

void
api_shelf_leave(ApiTransfer *transfer)
{
	ApiTransfer **link;

	if (!transfer->entered)
		return;
	keep(transfer);
	link = place_of(transfer);
	while (*link != transfer)
		link = &(*link)->next_alike;
	*link = transfer->next_alike;
	transfer->entered = false;
}

void
api_transfer_keep(ApiTransfer *transfer)
{
	transfer->good = transfer->state == API_STATE_TAKEN;
}
