/*
 * pager_link.c
 *		Pages by a link that each page gives to the next: in the body, or in a Link
 *		header.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "json/scalar.h"
#include "rest/chain.h"
#include "rest/doubts.h"
#include "rest/kept.h"
#include "rest/link.h"

/* Some APIs leave filters out of their links. */
static void
note_lost(const ApiPaging *paging, ApiChain *chain, const ApiPage *page)
{
	char		name[API_KEPT_NAME];
	char		parameter[API_KEPT_NAME];
	bool		offset;
	bool		numbered = api_doubts_page(chain->following.url, parameter, sizeof(parameter), &offset) >= 0 &&
		strpbrk(parameter, "'\\") == NULL;

	char	   *asked = api_kept_asked(api_transfer_request(page->transfer));
	bool		lacks = asked != NULL && api_kept_lacks(asked, chain->following.url,
														paging->spec.page_size_param, name);

	free(asked);
	if (!lacks)
		return;
	api_error_set(&chain->lost, API_ERR_PAGING, "the link to the next page lacks the parameter %s that the"
				  " request had", name);
	if (numbered)
		api_error_hint(&chain->lost, "The API may have forgotten the filter: pagination '%s', %s '%s' sends all"
					   " parameters for each page.", offset ? "offset" : "page_number",
					   offset ? "offset_param" : "page_param", parameter);
	else
		api_error_hint(&chain->lost, "The API may have forgotten the filter: other ways of paging than by links"
					   " send all parameters for each page.");
}

bool
api_pager_follow(const ApiPaging *paging, ApiChain *chain, ApiPage *page, const ApiSigner *signer,
				 char *reference, ApiError *err)
{
	api_ask_clear(&chain->following);
	if (reference != NULL && !api_token_void(reference))
	{
		chain->following.url = api_link_resolve(paging, page, signer, reference, err);
		chain->follows = chain->following.url != NULL;
		if (chain->follows)
			note_lost(paging, chain, page);
	}
	free(reference);
	return !api_error_is_set(err);
}

bool
api_pager_by_get(const ApiEnvelope *method, ApiPage *page, ApiError *err)
{
	ApiText		found;
	char	   *plain;
	bool		get;

	if (!api_envelope_find(method, page, &found, err) || found.text == NULL || *found.text != '"')
		return !api_error_is_set(err);
	plain = api_text_plain(found.text, found.len, err);
	if (plain == NULL)
		return false;
	get = strcasecmp(plain, "GET") == 0;
	if (!get)
	{
		api_error_set(err, API_ERR_PAGING, "the link to the next page wants the method %.20s", plain);
		api_error_hint(err, "Links are followed by GET.  Perhaps pagination 'cursor' with {cursor} in the"
					   " option body, and cursor_path where the link has the token that goes there, such as"
					   " '$.links[*] ? (@.rel == \"next\").body.token'.");
	}
	free(plain);
	return get;
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
	if (reference != NULL && !api_token_void(reference) && !api_pager_by_get(&paging->next_method, page, err))
	{
		free(reference);
		return false;
	}
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
