/*
 * pager_link.c
 *		Pages by a link that each page gives to the next: in the body, or in a Link
 *		header.
 */
#include <stdlib.h>
#include <string.h>

#include "json/scalar.h"
#include "rest/chain.h"
#include "rest/link.h"

bool
api_pager_follow(const ApiPaging *paging, ApiChain *chain, ApiPage *page, const ApiSigner *signer,
				 char *reference, ApiError *err)
{
	api_ask_clear(&chain->following);
	if (reference != NULL && !api_token_void(reference))
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
	chain->found |= found.text != NULL;
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
	return api_pager_follow(paging, chain, page, signer, reference, err);
}

static bool
learn_link_header(const ApiPaging *paging, ApiChain *chain, ApiPage *page, const ApiSigner *signer,
				  ApiError *err)
{
	char	   *reference;

	if (!api_link_next(page, &reference, err))
		return false;
	chain->found |= reference != NULL || api_link_pages(page);
	return api_pager_follow(paging, chain, page, signer, reference, err);
}

const ApiPager api_pager_next_url = {false, NULL, learn_next_url};
const ApiPager api_pager_link_header = {false, NULL, learn_link_header};
