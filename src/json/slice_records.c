/*
 * slice_records.c
 *		The records of a body, for who wants to see some of them once more.
 */
#include <stdlib.h>

#include "json/reader.h"
#include "json/scan.h"

/* A search for records. */
typedef struct Search
{
	ApiSliceEmit emit;
	void	   *arg;
	bool		spread;			/* an array at the place is its elements */
	bool		stopped;		/* emit wants no more */
} Search;

static bool
give(void *arg, const char *text, size_t len)
{
	Search	   *search = arg;

	search->stopped = !search->emit(search->arg, text, len);
	return !search->stopped;
}

/* ApiSliceEmit: what stands at the records' place. */
static bool
on_place(void *arg, const char *text, size_t len)
{
	Search	   *search = arg;

	if (!search->spread || *text != '[')
		return give(search, text, len);
	(void) api_slice_elements(text, len, give, search, NULL);
	return !search->stopped;
}

static void
read_lines(const char *p, const char *end, const ApiPath *records, Search *search)
{
	static const ApiPath whole = {0};
	const ApiPath *path = records != NULL ? records : &whole;
	bool		spread = search->spread;

	search->spread = spread && path->nsteps > 0;
	while (!search->stopped && (p = api_space_skip(p, end)) < end)
	{
		const char *behind = api_value_skip(p, end);

		if (behind == NULL)
			return;
		(void) api_slice_unfold(p, (size_t) (behind - p), path, path->nsteps > 0, on_place, search, NULL);
		p = behind;
	}
}

void
api_slice_records(const char *body, size_t len, bool lines, const ApiPath *records,
				  ApiSliceEmit emit, void *arg)
{
	static const ApiPath whole = {0};
	const ApiPath *path = records != NULL ? records : &whole;
	Search		search = {emit, arg, true, false};
	const char *end = body + len;
	const char *behind;
	const char *p;

	if (path->nsteps > 0)
	{
		ApiPathStepKind last = path->steps[path->nsteps - 1].kind;

		search.spread = last == API_STEP_MEMBER || last == API_STEP_INDEX;
	}
	if (len >= 3 && memcmp(body, "\xef\xbb\xbf", 3) == 0)
		body += 3;
	if (lines)
	{
		read_lines(body, end, records, &search);
		return;
	}
	p = api_space_skip(body, end);
	behind = p < end ? api_value_skip(p, end) : NULL;
	if (behind != NULL)
		(void) api_slice_unfold(p, (size_t) (behind - p), path, 0, on_place, &search, NULL);
}

char *
api_slice_join_lines(const char *body, size_t len, size_t *joined_len)
{
	const char *end = body + len;
	const char *p = body;
	char	   *joined = malloc(len * 2 + 2);
	char	   *to = joined;

	if (joined == NULL)
		return NULL;
	if (len >= 3 && memcmp(body, "\xef\xbb\xbf", 3) == 0)
		p += 3;
	*to++ = '[';
	while ((p = api_space_skip(p, end)) < end)
	{
		const char *behind = api_value_skip(p, end);

		if (behind == NULL)
			break;
		if (to > joined + 1)
			*to++ = ',';
		memcpy(to, p, (size_t) (behind - p));
		to += behind - p;
		p = behind;
	}
	*to++ = ']';
	*joined_len = (size_t) (to - joined);
	return joined;
}
