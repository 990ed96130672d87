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

/*
 * One page; exactly as many records as a page holds, or as were asked for, may be the
 * first of several.  Whom a LIMIT gives no more than these, that is told only when they
 * did not do, because some were dropped here.
 */
static bool
learn_none(const ApiPaging *paging, ApiChain *chain, ApiPage *page, const ApiSigner *signer,
		   ApiError *err)
{
	int64_t		full = paging->spec.page_size;
	int64_t		records = api_page_counted(page);
	bool		enough = chain->limit > 0 && records >= chain->limit;

	(void) signer;
	if (full == 0 || (records != full && records != chain->asked_size))
		return true;
	if (enough)
		err = &chain->cut;
	api_error_set(err, API_ERR_PAGING,
				  records == full ? "the response has exactly page_size (%lld) records and may be cut" :
				  "the response has exactly the %lld records that LIMIT asked for and may be cut",
				  (long long) records);
	api_error_hint(err, "Say how the API pages by the option pagination, or raise page_size.");
	return enough;
}

const ApiPager api_pager_none = {false, NULL, learn_none};
const ApiPager api_pager_page_number = {true, ask_page_number, NULL};
const ApiPager api_pager_offset = {true, ask_offset, NULL};
