/*
 * hanging.c
 *		Look-ups that nobody waits for any more, and that go on nevertheless.
 *
 * Which threads are a look-up's is told by comparison: those that there are before
 * libcurl starts it, and after.  Where no thread can be told (an idle one of libcurl's own
 * took the look-up, or /proc cannot be read), the place is free when there is no thread at
 * all beside our own, or after LONGEST_US.
 */
#include <curl/curl.h>
#include <stddef.h>

#include "base/compat.h"
#include "net/engine.h"
#include "net/hanging.h"

#define LONGEST_US 60000000		/* that one is taken to go on, whatever is seen */
#define MAX_THREADS_SEEN 128	/* of the process, others' included */

typedef struct Place
{
	uint64_t	name;
	int64_t		since;
	ApiLookupThreads threads;
} Place;

/* The threads of the process, by number; count: -1: they cannot be seen. */
typedef struct Seen
{
	int			count;
	int			ids[MAX_THREADS_SEEN];
} Seen;

static Place places[API_HANGING_MOST];
static int	taken;				/* the first so many of them */
static ApiLookupThreads *watched;	/* those of the look-up that is being started; NULL: none is */
static Seen before;				/* what there was then */

int
api_hanging_each(void)
{
	return API_CURL_LOOKUP_THREADS(curl_version_info(CURLVERSION_NOW)->version_num);
}

static void
look(Seen *seen)
{
	seen->count = api_engine_threads(seen->ids, MAX_THREADS_SEEN);
}

static bool
has(const Seen *seen, int id)
{
	for (int i = 0; i < seen->count; i++)
		if (seen->ids[i] == id)
			return true;
	return false;
}

void
api_hanging_watch(ApiLookupThreads *threads)
{
	api_hanging_note();
	look(&before);
	watched = threads;
}

void
api_hanging_note(void)
{
	ApiLookupThreads *threads = watched;
	Seen		seen;

	watched = NULL;
	if (threads == NULL || before.count < 0)
		return;
	look(&seen);
	threads->count = 0;
	/* newer libcurls may let a thread look it up that had nothing to do */
	threads->told = seen.count >= 0 && (api_hanging_each() == 1 || before.count <= 1);
	for (int i = 0; i < seen.count && threads->count < API_HANGING_THREADS; i++)
		if (!has(&before, seen.ids[i]))
			threads->ids[threads->count++] = seen.ids[i];
	threads->told |= threads->count > 0;
}

void
api_hanging_add(uint64_t name, const ApiLookupThreads *threads, int64_t now)
{
	if (taken < API_HANGING_MOST)
		places[taken++] = (Place) {name, now, *threads};
}

static bool
goes_on(const Place *place, const Seen *seen, int64_t now)
{
	if (now - place->since >= LONGEST_US)
		return false;
	if (seen->count < 0)
		return true;
	if (!place->threads.told)
		return seen->count > 1;
	for (int i = 0; i < place->threads.count; i++)
		if (has(seen, place->threads.ids[i]))
			return true;
	return false;
}

int
api_hanging_reap(int64_t now)
{
	Seen		seen;
	int			left = 0;
	int			ended;

	if (taken == 0)
		return 0;
	look(&seen);
	for (int i = 0; i < taken; i++)
		if (goes_on(&places[i], &seen, now))
			places[left++] = places[i];
	ended = taken - left;
	taken = left;
	return ended;
}

int
api_hanging_count(void)
{
	return taken;
}

int
api_hanging_of(uint64_t name)
{
	int			count = 0;

	for (int i = 0; i < taken; i++)
		count += places[i].name == name;
	return count;
}
