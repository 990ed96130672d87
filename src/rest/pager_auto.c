/*
 * pager_auto.c
 *		Pages by a link that is found where APIs put them; parameters are never guessed.
 *
 * Where nothing is to be followed, the page is searched for signs that there is more:
 * words, tokens, links elsewhere, totals, headers.  One is an error; one that may be data
 * is remembered, for a warning, and so is a page without any sign that has a round number
 * of records.
 */
#include <stdlib.h>
#include <string.h>

#include "json/scalar.h"
#include "rest/chain.h"
#include "rest/link.h"
#include "rest/owed.h"
#include "rest/signs.h"

/*
 * The first link in the envelope (malloc'd), or NULL.  A member that is called next and
 * no more must lead to where the request went: it may be a page of the site.
 */
static char *
find_likely_link(const ApiPaging *paging, ApiPage *page, ApiError *err)
{
	const char *url = api_transfer_request(page->transfer)->url;

	for (int i = 0; i < paging->nlikely; i++)
	{
		ApiText		found;
		char	   *reference;

		if (!api_envelope_find(&paging->likely[i].envelope, page, &found, err))
			return NULL;
		if (found.text == NULL || *found.text != '"')
			continue;
		reference = api_text_plain(found.text, found.len, err);
		if (reference == NULL)
			return NULL;
		if (!api_weigh_is_link(reference) || (paging->likely[i].bare && !api_weigh_is_kin(url, reference)))
		{
			free(reference);
			continue;
		}
		if (api_pager_by_get(&paging->likely[i].method, page, err))
			return reference;
		free(reference);
		return NULL;
	}
	return NULL;
}

/* A total that an option names says all. */
static bool
judge_total(const ApiChain *chain, ApiError *err)
{
	/* behind links the sum is checked when all have come */
	if (chain->total_max <= chain->records || chain->judged > 0)
		return true;
	api_error_set(err, API_ERR_PAGING, "the response declares a total of %lld and brought %lld records",
				  (long long) chain->total_max, (long long) chain->records);
	api_signs_hint(NULL, err);
	return false;
}

/* A part by its status, and nothing else tells of the whole. */
static void
refuse_part(ApiError *err)
{
	api_error_set(err, API_ERR_PAGING, "the response has status 206, which is a part, and its"
				  " Content-Range does not say of how many records");
	api_signs_hint(NULL, err);
}

/*
 * Nothing is followed.  Whom a LIMIT gives no more than came is told only when that did
 * not do.  Behind links that have ended a total alone is no proof, but worth a warning.
 */
static bool
judge_signs(ApiChain *chain, const ApiSigns *signs, const ApiResponse *response, ApiError *err)
{
	bool		part = response->status == 206;
	bool		ranged = part && api_headers_get(&response->headers, "Content-Range") != NULL;
	bool		enough = chain->limit > 0 && chain->records >= chain->limit;

	if (signs->verdict == API_SIGNS_MORE_NUMBER && chain->judged > 0)
		api_owed_doubt(signs, chain->records, &chain->doubt);
	else if (api_signs_more(signs))
	{
		api_signs_refuse(signs, chain->records, enough ? &chain->cut : err);
		return enough;
	}
	else if (signs->verdict <= API_SIGNS_WEAK && chain->judged == 0 && ranged)
	{
		refuse_part(enough ? &chain->cut : err);
		return enough;
	}
	else if (signs->verdict == API_SIGNS_DOUBTFUL && chain->judged == 0 && !enough)
		api_signs_refuse(signs, chain->records, &chain->doubt);
	else if (signs->verdict <= API_SIGNS_WEAK && chain->judged == 0 && !enough)
		chain->round = part ? chain->records : signs->round;
	return true;
}

static bool
learn_auto(const ApiPaging *paging, ApiChain *chain, ApiPage *page, const ApiSigner *signer,
		   ApiError *err)
{
	ApiSigns	signs;
	char	   *reference;

	if (!api_link_next(page, &reference, err))
		return false;
	if (reference != NULL)
		return api_pager_follow(paging, chain, page, signer, reference, err);
	reference = find_likely_link(paging, page, err);
	if (api_error_is_set(err))
		return false;
	if (reference == NULL && chain->declared && chain->total_max >= 0)
		return judge_total(chain, err);
	api_signs_search(paging, page, chain->records, chain->judged + 1, &signs);
	/* a link may stay behind on the last page, which says that it is the last */
	if (reference != NULL && signs.verdict != API_SIGNS_END_WORD)
		return api_pager_follow(paging, chain, page, signer, reference, err);
	free(reference);
	return judge_signs(chain, &signs, api_transfer_response(page->transfer), err);
}

const ApiPager api_pager_auto = {false, NULL, learn_auto};
