/*
 * shelf.c
 *		Pages that a statement has read.  See shelf.h.
 *
 * They are found by a digest of the request, and told apart by all of it.  A page on the
 * shelf has taken request and response from its transfer, so that nothing is copied before
 * somebody asks for the same.
 */
#include <stdlib.h>
#include <string.h>

#include "net/memory.h"
#include "net/shelf.h"
#include "net/traffic.h"

#define ASKED_PLACES 1024		/* by digest, of transfers */
#define FIRST_PLACES 256		/* and of pages, at first */
#define PAGE_BYTES (sizeof(Page) + 512) /* without URL, headers and body */

typedef struct Page
{
	struct Page *alike;			/* in the same place of its shelf */
	struct Page *prev;			/* among those of all shelves that are in memory, or in files */
	struct Page *next;
	ApiShelf   *shelf;
	uint64_t	digest;			/* of its request */
	ApiPoolKey	key;			/* its pool's: of server, mapping and all that they say */
	ApiFamily	family;
	ApiRequest	request;
	ApiResponse response;		/* without its body, if that is in the file */
	int64_t		at;				/* where it begins there; -1: it is not there */
	size_t		len;			/* its bytes there */
	ApiWord		word;
	int			attempts;
	int			tries;
	int			wanted;			/* times that it may be asked for yet */
	size_t		weight;			/* bytes that it takes */
} Page;

struct ApiShelf
{
	int			shares;
	bool		closed;
	size_t		most;			/* bytes of its pages */
	size_t		taken;
	ApiShelfFile file;			/* write NULL: there is none */
	int64_t		written;		/* bytes of it */
	Page	  **places;			/* malloc'd, by digest; NULL: there is no page */
	size_t		nplaces;		/* a power of two */
	size_t		count;			/* of its pages */
	ApiTransfer *asked[ASKED_PLACES];	/* by digest: asked.c's */
};

/* Pages in the order they were put there. */
typedef struct Row
{
	Page	   *oldest;
	Page	   *youngest;
} Row;

/* Those of all shelves, and bytes that they take. */
static Row	in_memory;
static Row	in_files;
static size_t taken;

static void give_up(Page *page);
static bool has_room(const ApiShelf *shelf, size_t bytes);

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

bool
api_shelf_is_short(const ApiShelf *shelf, size_t bytes)
{
	return !shelf->closed && shelf->file.write == NULL && !has_room(shelf, bytes);
}

void
api_shelf_spill(ApiShelf *shelf, const ApiShelfFile *file)
{
	shelf->file = *file;
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

ApiTransfer **
api_shelf_asked(ApiShelf *shelf, uint64_t digest)
{
	return &shelf->asked[digest % ASKED_PLACES];
}

size_t
api_shelf_taken(void)
{
	return taken;
}

/* ---- pages ---- */

/* With the same credentials?  The generation is of all that server and mapping say. */
static bool
same_key(const ApiPoolKey *a, const ApiPoolKey *b)
{
	return a->database == b->database && a->server == b->server && a->user == b->user &&
		a->generation == b->generation;
}

static Page *
find_page(const ApiTransfer *transfer)
{
	const ApiShelf *shelf = transfer->queue->family.shelf;
	Page	   *page = shelf->nplaces > 0 ? shelf->places[transfer->digest & (shelf->nplaces - 1)] : NULL;

	while (page != NULL &&
		   (page->digest != transfer->digest || !api_asked_same_family(&page->family, &transfer->queue->family) ||
			!same_key(&page->key, &transfer->queue->pool->key) ||
			!api_asked_same(&page->request, &transfer->request)))
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

static Row *
row_of(const Page *page)
{
	return page->at < 0 ? &in_memory : &in_files;
}

static void
join_row(Page *page)
{
	Row		   *row = row_of(page);

	page->prev = row->youngest;
	page->next = NULL;
	*(row->youngest != NULL ? &row->youngest->next : &row->oldest) = page;
	row->youngest = page;
}

static void
leave_row(Page *page)
{
	Row		   *row = row_of(page);

	*(page->prev != NULL ? &page->prev->next : &row->oldest) = page->next;
	*(page->next != NULL ? &page->next->prev : &row->youngest) = page->prev;
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
	leave_row(page);
	weigh(page, 0);
	api_request_free(&page->request);
	api_response_free(&page->response);
	free(page);
}

void
api_shelf_yield(void)
{
	while (taken > 0 && (api_memory_scarce() || api_memory_exhausted()))
	{
		Page	   *page = in_memory.oldest != NULL ? in_memory.oldest : in_files.oldest;
		size_t		weight = page->weight;

		give_up(page);
		api_memory_count(weight, 0);
	}
}

bool
api_shelf_fits(const ApiResponse *response)
{
	return response->failure == API_ERR_NONE && response->status / 100 == 2 && !response->open_ended &&
		response->discarded == 0;
}

/* The body, if it is in the file; false: it cannot be had. */
static bool
read_body(const Page *page, ApiBuffer *body)
{
	const ApiShelfFile *file = &page->shelf->file;

	if (page->at < 0)
		return true;
	if (api_buffer_reserve(body, page->len) != API_BUFFER_OK ||
		(page->len > 0 && !file->read(file->self, page->at, body->data, page->len)))
		return false;
	body->len = page->len;
	body->data[body->len] = '\0';
	return true;
}

bool
api_shelf_find(ApiTransfer *transfer)
{
	Page	   *page = transfer->entered ? find_page(transfer) : NULL;

	if (page == NULL || api_memory_scarce())
		return false;
	if (!api_response_copy(&transfer->response, &page->response) || !read_body(page, &transfer->response.body))
	{
		api_response_reset(&transfer->response);
		return false;
	}
	transfer->attempts = page->attempts;
	transfer->tries = page->tries;
	transfer->word = page->word;
	if (--page->wanted == 0)
	{
		size_t		weight = page->weight;

		give_up(page);
		api_admission_count(weight, 0);
	}
	return true;
}

/* ---- putting there ---- */

static bool
has_room(const ApiShelf *shelf, size_t bytes)
{
	return bytes <= shelf->most && shelf->taken <= shelf->most - bytes;
}

/* Places for one more; false: no memory. */
static bool
make_places(ApiShelf *shelf)
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

/* What a page takes that comes of it, without the body. */
static size_t
weight_of(const ApiTransfer *transfer)
{
	return PAGE_BYTES + api_request_bytes(&transfer->request) + 2 * transfer->request.headers.bytes +
		2 * transfer->response.headers.bytes;
}

/* Writes a body to the file; where, or -1: it has no room, or cannot. */
static int64_t
write_body(ApiShelf *shelf, const ApiBuffer *body)
{
	ApiShelfFile *file = &shelf->file;
	int64_t		at = shelf->written;

	if (file->write == NULL || (int64_t) body->len > file->most - at ||
		(body->len > 0 && !file->write(file->self, at, body->data, body->len)))
		return -1;
	shelf->written += (int64_t) body->len;
	return at;
}

/* Room for so many bytes more, if need be that of bodies which go to the file; false: there is none. */
static bool
squeeze(ApiShelf *shelf, size_t bytes)
{
	while (!has_room(shelf, bytes))
	{
		Page	   *page = in_memory.oldest;
		int64_t		at;
		size_t		weight;

		while (page != NULL && page->shelf != shelf)
			page = page->next;
		if (page == NULL || (at = write_body(shelf, &page->response.body)) < 0)
			return false;
		leave_row(page);
		page->at = at;
		page->len = page->response.body.len;
		join_row(page);
		weight = page->weight;
		weigh(page, weight - page->response.body.room);
		api_buffer_free(&page->response.body);
		api_admission_count(weight, page->weight);
	}
	return true;
}

/* A new page, which has taken request and response; the body is in the file, if at says where. */
static void
put_page(Page *page, ApiTransfer *transfer, int64_t at)
{
	size_t		weight = weight_of(transfer) + (at < 0 ? transfer->response.body.room : 0);
	ApiShelf   *shelf = transfer->queue->family.shelf;
	Page	  **place = &shelf->places[transfer->digest & (shelf->nplaces - 1)];

	*page = (Page) {
		.alike = *place,.shelf = shelf,.digest = transfer->digest,.at = at,.len = transfer->response.body.len,
		.key = transfer->queue->pool->key,.family = transfer->queue->family,
		.request = transfer->request,.response = transfer->response,.word = transfer->word,
		.attempts = transfer->attempts,.tries = transfer->tries,
		.wanted = transfer->queue->family.wanted - transfer->given
	};
	join_row(page);
	*place = page;
	shelf->count++;
	weigh(page, weight);
	api_request_init(&transfer->request);
	api_response_init(&transfer->response, transfer->response.body.cap);
	/* the memory of a body that was written is its queue's again */
	if (at >= 0)
	{
		transfer->response.body = page->response.body;
		api_buffer_init(&page->response.body, page->response.body.cap);
	}
}

void
api_shelf_keep(ApiTransfer *transfer)
{
	ApiShelf   *shelf = transfer->queue->family.shelf;
	ApiBuffer  *body = &transfer->response.body;
	int64_t		at = -1;
	Page	   *page;

	if (!transfer->entered || !transfer->good || transfer->copied ||
		transfer->given >= transfer->queue->family.wanted ||
		shelf->closed || !api_shelf_fits(&transfer->response) || api_memory_scarce() ||
		find_page(transfer) != NULL || !squeeze(shelf, weight_of(transfer)) || !make_places(shelf) ||
		(page = malloc(sizeof(*page))) == NULL)
		return;
	if (has_room(shelf, weight_of(transfer) + body->len + 1))
		api_buffer_trim(body);
	else if ((at = write_body(shelf, body)) < 0)
	{
		free(page);
		return;
	}
	put_page(page, transfer, at);
	api_admission_count(0, page->weight);
}

void
api_transfer_keep(ApiTransfer *transfer)
{
	transfer->good = transfer->state == API_STATE_TAKEN;
}
