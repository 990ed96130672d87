/*
 * wraps.c
 *		Pages that come again, some pages later.  See wraps.h.
 */
#include "rest/wraps.h"

#define TURNS 20				/* of a circle of pages that may be alike by nature */

bool
api_wraps_knows(const ApiWraps *wraps, uint64_t content)
{
	return wraps->began && (content == wraps->first || content == wraps->mark);
}

static void
set_mark(ApiWraps *wraps, int64_t page, uint64_t content)
{
	wraps->mark = content;
	wraps->mark_page = page;
	wraps->times = 0;
}

/* The mark's content once more: does it come at even distances? */
static bool
turns(ApiWraps *wraps, int64_t page)
{
	int64_t		distance = page - wraps->mark_page;

	if (wraps->times == 0)
		wraps->period = distance;
	if (wraps->times < 0 || distance != wraps->period * (wraps->times + 1))
		wraps->times = -1;
	else
		wraps->times++;
	return wraps->times >= TURNS;
}

ApiWrap
api_wraps_add(ApiWraps *wraps, int64_t page, uint64_t content, bool sure)
{
	ApiWrap		wrap = API_WRAP_NONE;

	if (!wraps->began)
	{
		wraps->began = true;
		wraps->first = content;
		set_mark(wraps, page, content);
		return API_WRAP_NONE;
	}
	wraps->again = content == wraps->first;
	if (wraps->again && sure)
		wrap = API_WRAP_FIRST;
	else if (content == wraps->mark && (turns(wraps, page) || sure))
		wrap = API_WRAP_CIRCLE;
	if (page > wraps->mark_page * 2)
		set_mark(wraps, page, content);
	return wrap;
}
