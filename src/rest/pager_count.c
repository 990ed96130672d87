/*
 * pager_count.c
 *		Pages that can be asked for by their number: page_number and offset; and
 *		none, which is one page.
 */
#include "rest/chain.h"

static bool
ask_page_number(const ApiPaging *paging, ApiChain *chain, int64_t number, ApiAsk *ask, ApiError *err)
{
	(void) chain;
	return api_ask_number(ask, paging->ask_place, paging->spec.start_page + number, err);
}

static bool
ask_offset(const ApiPaging *paging, ApiChain *chain, int64_t number, ApiAsk *ask, ApiError *err)
{
	return api_ask_number(ask, paging->ask_place, paging->spec.start_offset + number * chain->size,
						  err);
}

/* One page; exactly as many records as a page holds may be the first of several. */
static bool
learn_none(const ApiPaging *paging, ApiChain *chain, ApiPage *page, const ApiSigner *signer,
		   ApiError *err)
{
	int64_t		full = chain->asked_size > 0 ? chain->asked_size : paging->spec.page_size;

	(void) signer;
	/* a page size that LIMIT lowered is full on purpose */
	if (paging->spec.page_size == 0 || full < paging->spec.page_size ||
		api_page_counted(page) != full)
		return true;
	api_error_set(err, API_ERR_PAGING,
				  "the response has exactly page_size (%lld) records and may be cut",
				  (long long) full);
	api_error_hint(err, "Say how the API pages by the option pagination, or raise page_size.");
	return false;
}

const ApiPager api_pager_none = {false, NULL, learn_none};
const ApiPager api_pager_page_number = {true, ask_page_number, NULL};
const ApiPager api_pager_offset = {true, ask_offset, NULL};
