/*
 * pager_link.c
 *		Pages by a link that each page gives to the next: in the body, in a Link
 *		header, or wherever auto finds one.
 */
#include <stdlib.h>
#include <string.h>

#include "json/scalar.h"
#include "rest/chain.h"
#include "rest/link.h"

/* Follows a reference, which is freed here; NULL or "" is the end. */
static bool
follow(const ApiPaging *paging, ApiChain *chain, ApiPage *page, const ApiSigner *signer,
	   char *reference, ApiError *err)
{
	api_ask_clear(&chain->following);
	if (reference != NULL && *reference != '\0')
	{
		chain->following.url = api_link_resolve(paging, page, signer, reference, err);
		chain->follows = chain->following.url != NULL;
	}
	free(reference);
	return !api_error_is_set(err);
}

static bool
learn_next_url(const ApiPaging *paging, ApiChain *chain, ApiPage *page, const ApiSigner *signer,
			   ApiError *err)
{
	ApiText		found;
	char	   *reference = NULL;

	if (!api_envelope_find(&paging->next_url, page, &found, err))
		return false;
	if (found.text != NULL && *found.text == '"')
		reference = api_text_plain(found.text, found.len, err);
	else if (found.text != NULL && !api_text_falsy(found.text, found.len))
	{
		api_error_set(err, API_ERR_PAGING, "next_url_path finds no text: %.*s",
					  (int) (found.len < 40 ? found.len : 40), found.text);
		api_error_hint(err, "It must find the URL of the next page; a number or token is read by"
					   " pagination 'cursor' and cursor_path.");
	}
	if (api_error_is_set(err))
		return false;
	return follow(paging, chain, page, signer, reference, err);
}

static bool
learn_link_header(const ApiPaging *paging, ApiChain *chain, ApiPage *page, const ApiSigner *signer,
				  ApiError *err)
{
	char	   *reference;

	return api_link_next(page, &reference, err) &&
		follow(paging, chain, page, signer, reference, err);
}

/* ---- auto ---- */

/* Is the text a link, and not a number or token? */
static bool
looks_like_link(const char *reference)
{
	return strncmp(reference, "http://", 7) == 0 || strncmp(reference, "https://", 8) == 0 ||
		*reference == '/' || *reference == '?';
}

/* The first link in the envelope (malloc'd), or NULL. */
static char *
find_likely_link(const ApiPaging *paging, ApiPage *page, ApiError *err)
{
	for (int i = 0; i < paging->nlikely; i++)
	{
		ApiText		found;
		char	   *reference;

		if (paging->likely[i].kind != API_LIKELY_LINK)
			continue;
		if (!api_envelope_find(&paging->likely[i].envelope, page, &found, err))
			return NULL;
		if (found.text == NULL || *found.text != '"')
			continue;
		reference = api_text_plain(found.text, found.len, err);
		if (reference == NULL || looks_like_link(reference))
			return reference;
		free(reference);
	}
	return NULL;
}

/* Does this value tell that the chain has not all? */
static bool
tells(const ApiLikely *likely, const ApiChain *chain, const ApiText *found)
{
	int64_t		total = 0;
	bool		unknown = true;

	if (found->text == NULL)
		return false;
	if (likely->kind != API_LIKELY_TOTAL)
		return !api_text_falsy(found->text, found->len);
	return api_text_count(found->text, found->len, &total, &unknown) && !unknown &&
		total > chain->records;
}

/* Does the response tell that it has not all? */
static bool
tells_of_more(const ApiPaging *paging, const ApiChain *chain, ApiPage *page)
{
	bool		more = chain->declared && chain->total_max > chain->records;

	for (int i = 0; i < paging->nlikely && !more; i++)
	{
		ApiError	ignored = API_ERROR_INIT;
		ApiText		found = {NULL, 0};

		(void) api_envelope_find(&paging->likely[i].envelope, page, &found, &ignored);
		api_error_clear(&ignored);
		more = tells(&paging->likely[i], chain, &found);
	}
	return more;
}

/* A Link header, or a link in the envelope; parameters are never guessed. */
static bool
learn_auto(const ApiPaging *paging, ApiChain *chain, ApiPage *page, const ApiSigner *signer,
		   ApiError *err)
{
	char	   *reference;

	if (!api_link_next(page, &reference, err))
		return false;
	if (reference == NULL)
		reference = find_likely_link(paging, page, err);
	if (reference != NULL)
		return follow(paging, chain, page, signer, reference, err);
	if (api_error_is_set(err) || chain->judged > 0 || !tells_of_more(paging, chain, page))
		return !api_error_is_set(err);
	api_error_set(err, API_ERR_PAGING,
				  "the response shows that there is more, but not how to ask for it");
	api_error_hint(err, "Set the table's option pagination to page_number, offset, cursor or"
				   " next_url, with page_param, offset_param, cursor_param and cursor_path or"
				   " next_url_path; pagination 'none' takes this page alone.");
	return false;
}

const ApiPager api_pager_next_url = {false, NULL, learn_next_url};
const ApiPager api_pager_link_header = {false, NULL, learn_link_header};
const ApiPager api_pager_auto = {false, NULL, learn_auto};
