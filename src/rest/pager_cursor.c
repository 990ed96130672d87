/*
 * pager_cursor.c
 *		Pages by a cursor: a token, or several, that each page gives for the next: in
 *		the body, in a header, or as the key of the last record.
 */
#include <stdlib.h>
#include <string.h>

#include "json/scalar.h"
#include "rest/chain.h"

/* The first page: start_cursor, or none. */
static bool
ask_cursor(const ApiPaging *paging, ApiChain *chain, int64_t number, ApiAsk *ask, ApiError *err)
{
	(void) chain;
	(void) number;
	return paging->spec.start_cursor == NULL ||
		api_ask_text(ask, paging->ask_cursor, paging->spec.start_cursor, err);
}

/*
 * Says that there is no next page: null, "" and false; what is no token of the envelope
 * either, 0, [], {}, and texts such as "null".  A record's key may well be 0.
 */
static bool
is_no_cursor(const ApiText *found, const char *plain, bool of_record)
{
	if (api_text_null(found->text, found->len) || *plain == '\0' ||
		(found->len == 5 && memcmp(found->text, "false", 5) == 0))
		return true;
	return !of_record && (api_text_falsy(found->text, found->len) || api_token_void(plain));
}

/* Takes over a token as it stands in the body, if it is one. */
static bool
take_token(const ApiPaging *paging, ApiChain *chain, int which, const ApiText *found, ApiError *err)
{
	char	   *plain = api_text_plain(found->text, found->len, err);

	if (plain != NULL && is_no_cursor(found, plain, paging->of_record[which]))
	{
		free(plain);
		return true;
	}
	chain->follows = true;
	return plain != NULL && api_ask_take(&chain->following, paging->ask_cursor + which, plain,
										 strndup(found->text, found->len), err);
}

static bool
learn_header(const ApiPaging *paging, ApiChain *chain, ApiPage *page, ApiError *err)
{
	const char *value = api_headers_get(&api_transfer_response(page->transfer)->headers,
										paging->spec.cursor_header);

	chain->found |= value != NULL;
	chain->follows = value != NULL && !api_token_void(value);
	return !chain->follows || api_ask_text(&chain->following, paging->ask_cursor, value, err);
}

/* Each record has a key: a path that finds none does not lead there. */
static bool
check_key(const ApiPaging *paging, const ApiChain *chain, const ApiPage *page, ApiError *err)
{
	if (!paging->keyset || chain->found || api_page_counted(page) == 0)
		return true;
	api_error_set(err, API_ERR_PAGING, "cursor_path finds nothing in the last record");
	api_error_hint(err, "Correct it: it leads to the key by which the API goes on, such as"
				   " '$.data[last].id'.");
	return false;
}

/* Any of several tokens makes a cursor; those that a page lacks are left out. */
static bool
learn_cursor(const ApiPaging *paging, ApiChain *chain, ApiPage *page, const ApiSigner *signer,
			 ApiError *err)
{
	(void) signer;
	api_ask_clear(&chain->following);
	if (paging->spec.cursor_header != NULL)
		return learn_header(paging, chain, page, err);
	for (int i = 0; i < paging->ncursors; i++)
	{
		ApiText		found;

		if (!api_envelope_find(&paging->cursors[i], page, &found, err))
			return false;
		chain->found |= found.text != NULL;
		if (found.text != NULL && !take_token(paging, chain, i, &found, err))
			return false;
	}
	return check_key(paging, chain, page, err);
}

const ApiPager api_pager_cursor = {false, ask_cursor, learn_cursor};
