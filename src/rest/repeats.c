/*
 * repeats.c
 *		Records that come twice.  See repeats.h.
 */
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "rest/repeats.h"

static bool
refuse_repeat(ApiError *err, const char *what, const char *hint)
{
	api_error_set(err, API_ERR_PAGING, "%s", what);
	api_error_hint(err, "%s", hint);
	return false;
}

ApiVerdict
api_repeat_judge(const ApiPaging *paging, ApiChain *chain, const ApiPage *page, ApiError *err)
{
	int64_t		records = api_page_counted(page);
	uint64_t	content = 0;
	bool		repeats;

	if (records > 0)
		content = api_page_digest(page);
	repeats = chain->judged > 0 && records > 0 && records == chain->content_records &&
		content == chain->content;
	chain->content = content;
	chain->content_records = records;
	if (repeats && paging->spec.on_repeated_page == API_REPEAT_END)
		return API_VERDICT_DROP;
	if (!repeats || !paging->pager->countable || paging->spec.on_repeated_page == API_REPEAT_IGNORE)
		return API_VERDICT_DELIVER;
	(void) refuse_repeat(err, "the page has the same records as the page before",
						 "The API may not know the paging parameter, or repeat its last page:"
						 " check page_param and offset_param, or set on_repeated_page 'end' to stop there.");
	return API_VERDICT_ERROR;
}

bool
api_repeat_check_circle(const ApiPaging *paging, ApiChain *chain, const ApiPage *page,
						ApiEnd *why, ApiError *err)
{
	ApiDigest	digest = API_DIGEST_INIT;
	uint64_t	hash;

	api_digest_add(&digest, &chain->content, sizeof(chain->content));
	if (chain->following.url != NULL)
		api_digest_add(&digest, chain->following.url, strlen(chain->following.url));
	for (int i = 0; i < API_ASK_MAX; i++)
		if (chain->following.values[i].json != NULL)
		{
			api_digest_add(&digest, &i, sizeof(i));
			api_digest_add(&digest, chain->following.values[i].json,
						   strlen(chain->following.values[i].json));
		}
	hash = api_digest_value(&digest);
	if (chain->judged > 0 && hash == chain->mark && api_page_counted(page) == 0 &&
		paging->spec.on_repeated_page == API_REPEAT_END)
		*why = API_END_REPEAT;
	else if (chain->judged > 0 && hash == chain->mark)
		return refuse_repeat(err, "the pages lead round in a circle",
							 "A page had the same content and the same next page before: check"
							 " cursor_path or next_url_path, or set stop_on_empty.");
	if (chain->judged >= chain->mark_at)
	{
		chain->mark = hash;
		chain->mark_at = chain->judged * 2 + 1;
	}
	return true;
}

bool
api_repeat_check_step(const ApiPaging *paging, const ApiChain *chain, int64_t records, ApiError *err)
{
	if (paging->spec.kind != API_PAGER_OFFSET || records <= chain->size)
		return true;
	api_error_set(err, API_ERR_PAGING, "a page has %lld records, but the next begins %lld behind it",
				  (long long) records, (long long) chain->size);
	api_error_hint(err, "Records would come twice.  Offsets go by the size of the first page that was"
				   " shorter than page_size, or by page_size: set it to what the API gives.");
	return false;
}
