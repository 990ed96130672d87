/*
 * lists.c
 *		The lists and counts of a stream's pages, kept in step with their stages.
 */
#include "base/check.h"
#include "rest/advance.h"

static ApiPageList *
list_of(ApiStream *stream, const ApiPage *page, ApiStage stage)
{
	switch (api_stage_traits(stage)->place)
	{
		case API_IN_NONE:
			break;
		case API_IN_CHAIN:
			return &page->chain->pages;
		case API_IN_KEPT:
			return &page->chain->ready;
		case API_IN_UNREAD:
			return &stream->unread;
		case API_IN_LENT:
			return &stream->lent;
	}
	return NULL;
}

/* What cannot happen has: the stream fails when it has gone on as far as it goes; false. */
static bool
refuse(ApiStream *stream, const ApiPage *page, ApiStep step)
{
	api_error_set(&stream->wrong, API_ERR_INTERNAL, "a page that is %s cannot have: %s",
				  api_stage_traits(page->stage)->name, api_step_name(step));
	api_check_failed(stream->wrong.message != NULL ? stream->wrong.message : "a page is in a wrong stage");
	return false;
}

bool
api_stream_event(ApiStream *stream, ApiPage *page, ApiStep step)
{
	ApiStage	to = api_stage_after(page->stage, step);
	const ApiStageTraits *was = api_stage_traits(page->stage);
	const ApiStageTraits *will;

	if (to == API_STAGE_NOWHERE)
		return refuse(stream, page, step);
	will = api_stage_traits(to);
	if (was->place != will->place && was->place != API_IN_NONE)
		api_pages_remove(list_of(stream, page, page->stage), page);
	if (was->place != will->place && will->place != API_IN_NONE)
		api_pages_append(list_of(stream, page, to), page);
	stream->posted += (int) will->posted - (int) was->posted;
	stream->arrived += (int) will->arrived - (int) was->arrived;
	if (stream->portion == page)
		stream->portion = NULL;
	if (to == API_STAGE_OFFERED)
		stream->portion = page;
	if (was->with_scan && !will->with_scan && stream->borrowed == page)
		stream->borrowed = NULL;
	if (to == API_STAGE_BORROWED)
		stream->borrowed = page;
	page->stage = to;
	page->streams |= will->streams;
	/* judged or dropped: it is its chain's no more */
	if (will->place == API_IN_UNREAD || will->place == API_IN_LENT)
		page->chain = NULL;
	return true;
}

bool
api_stream_is_read(const ApiStream *stream)
{
	return stream->unread.count == 0 && stream->portion == NULL &&
		stream->lent.count == 0 && stream->borrowed == NULL;
}

/*
 * Can nothing more come in order?  The first chain would have to ask for a further page, and
 * asks for none since a request, its own or another's, could not be made.  What is behind it
 * must not come before that is told, and bodies there may wait to be read.
 */
static bool
is_stuck(const ApiStream *stream)
{
	const ApiChain *first = stream->chains;

	return stream->spec.keep_order && api_error_is_set(&stream->unsent) && first != NULL &&
		!first->ended && first->pages.first == NULL;
}

void
api_stream_verify(ApiStream *stream)
{
	if (is_stuck(stream))
		while (stream->chains != NULL)
			api_stream_drop_chain(stream, stream->chains);
	if (api_error_is_set(&stream->wrong) && !api_error_is_set(&stream->error))
		api_stream_fail(stream, &stream->wrong);
#ifdef API_CHECKED
	if (api_stream_check(stream) != NULL)
		api_check_failed(api_stream_check(stream));
#endif
}

/* ---- what must hold ---- */

#define must(ok, what) \
	do { \
		if (!(ok)) \
			return (what); \
	} while (0)

/* What the pages' stages come to. */
typedef struct Sum
{
	int			posted;
	int			arrived;
	int			offered;
	int			with_scan;
} Sum;

static const char *
check_page(const ApiStream *stream, const ApiPage *page, Sum *sum)
{
	const ApiStageTraits *is = api_stage_traits(page->stage);

	must((page->chain != NULL) == (is->place == API_IN_CHAIN || is->place == API_IN_KEPT),
		 "a chain, or none, in a wrong stage");
	must(page->streams || !is->streams, "a body that is not read in portions");
	must(page->stage != API_STAGE_TOLD || page->state == API_PAGE_END, "a page is told as an end");
	must(!is->posted || page->state == API_PAGE_POSTED, "a page is judged that has not come");
	must(!is->arrived || page->state != API_PAGE_POSTED, "a page has come that is not judged");
	must((page->stage == API_STAGE_OFFERED) == (stream->portion == page), "a portion is offered, or not");
	must(!is->with_scan || stream->borrowed == page, "a portion is lent, and nobody knows");
	sum->posted += is->posted;
	sum->arrived += is->arrived;
	sum->offered += page->stage == API_STAGE_OFFERED;
	sum->with_scan += is->with_scan;
	return NULL;
}

static const char *
check_list(const ApiStream *stream, const ApiPageList *list, ApiPlaceOf place, Sum *sum)
{
	const ApiPage *before = NULL;
	const char *wrong = NULL;
	int			count = 0;

	for (const ApiPage *page = list->first; wrong == NULL && page != NULL; before = page, page = page->next)
	{
		must(page->prev == before, "a list of pages is torn");
		must(api_stage_traits(page->stage)->place == place, "a page stands in a wrong list");
		wrong = check_page(stream, page, sum);
		count++;
	}
	must(wrong == NULL, wrong);
	must(list->last == before && list->count == count, "a list of pages has another count");
	return NULL;
}

const char *
api_stream_check(const ApiStream *stream)
{
	Sum			sum = {0};
	const char *wrong = check_list(stream, &stream->unread, API_IN_UNREAD, &sum);

	if (wrong == NULL)
		wrong = check_list(stream, &stream->lent, API_IN_LENT, &sum);
	for (const ApiChain *chain = stream->chains; wrong == NULL && chain != NULL; chain = chain->next)
	{
		wrong = check_list(stream, &chain->pages, API_IN_CHAIN, &sum);
		if (wrong == NULL)
			wrong = check_list(stream, &chain->ready, API_IN_KEPT, &sum);
	}
	must(wrong == NULL, wrong);
	must(stream->posted == sum.posted, "a stream has asked for others than it says");
	must(stream->arrived == sum.arrived, "a stream has others to read than it says");
	must(sum.offered == (stream->portion != NULL), "a portion is offered that is not there");
	must(sum.with_scan == (stream->borrowed != NULL), "a portion is lent that is not there");
	return NULL;
}
