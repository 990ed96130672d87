/*
 * owed.c
 *		What the last page of a chain says, and no option has read.  See owed.h.
 */
#include <stdlib.h>
#include <string.h>

#include "rest/link.h"
#include "rest/owed.h"

const char *
api_owed_option(const ApiSigns *signs)
{
	const char *more = strstr(signs->options, ", has_more_path ");
	const char *total = strstr(signs->options, ", total_");

	if (signs->verdict == API_SIGNS_MORE_TOKEN)
		return signs->options;
	if (signs->verdict == API_SIGNS_MORE_WORD)
		return more != NULL ? more + 2 : "";
	if (strncmp(signs->options, "total_", 6) == 0)
		return signs->options;
	return total != NULL ? total + 2 : "";
}

/* Words, tokens and links of more, where there are no records. */
static void
tell_more(const ApiSigns *signs, const char *seen, ApiEnd why, ApiError *err)
{
	const char *option = api_owed_option(signs);

	api_error_set(err, API_ERR_PAGING, "the page has %s, but the response says %s",
				  why == API_END_EMPTY ? "no records" : "fewer records than asked for", seen);
	if (*option != '\0')
		api_error_hint(err, "Perhaps %s%s.", option, why == API_END_EMPTY ?
					   "; stop_on_empty 'on' takes an empty page for the end" : "");
	else
		api_error_hint(err, "has_more_path says what counts%s.", why == API_END_EMPTY ?
					   "; stop_on_empty 'on' takes an empty page for the end" : "");
}

/* A total that is larger than what came. */
static void
tell_total(const ApiPaging *paging, const ApiChain *chain, const ApiSigns *signs, ApiEnd why, ApiError *err)
{
	bool		from_one = paging->spec.kind == API_PAGER_PAGE_NUMBER && !paging->spec.start_page_given;
	const char *option = api_owed_option(signs);

	api_error_set(err, API_ERR_PAGING, "the response says %s, and %lld record%s came on %lld page%s", signs->seen,
				  (long long) chain->records, chain->records == 1 ? "" : "s",
				  (long long) chain->judged + 1, chain->judged == 0 ? "" : "s");
	if (why == API_END_SHORT)
		api_error_hint(err, "The API may cut its pages below page_size: drop stop_on_short%s%s.",
					   *option != '\0' ? ", or set " : "", option);
	else
		api_error_hint(err, "If the API lets pages go no deeper, ask for less by WHERE%s.  What counts is told"
					   " by %s%sstop_on_empty 'on'.", from_one ?
					   "; if it counts them from 0, set start_page '0'" : "",
					   option, *option != '\0' ? ", or by " : "");
}

/* Does nothing but the want of records end it? */
static bool
wants_proof(const ApiPaging *paging, const ApiChain *chain, ApiEnd why)
{
	bool		insists = paging->spec.stop_on_empty_given && paging->spec.stop_on_empty;

	return ((why == API_END_EMPTY && !insists) || why == API_END_SHORT) && !chain->declared;
}

/* What the last page says; err: there is more. */
static void
check_last(const ApiPaging *paging, const ApiChain *chain, ApiPage *page, const ApiSigns *signs, ApiEnd why,
		   ApiError *err)
{
	bool		reached = signs->reached || signs->verdict == API_SIGNS_END || signs->verdict == API_SIGNS_END_WORD;
	char	   *link = NULL;

	if (signs->verdict == API_SIGNS_MORE_WORD || (signs->verdict == API_SIGNS_MORE_TOKEN && !reached))
		tell_more(signs, signs->seen, why, err);
	else if (signs->verdict == API_SIGNS_MORE_NUMBER && !chain->skipped)
		tell_total(paging, chain, signs, why, err);
	else if (!reached && api_link_next(page, &link, err) && link != NULL)
		tell_more(signs, "in its Link header that there is a next page", why, err);
	free(link);
}

ApiEnd
api_owed_counted(const ApiPaging *paging, ApiChain *chain, ApiPage *page, ApiEnd why, ApiError *err)
{
	bool		first = paging->spec.kind == API_PAGER_PAGE_NUMBER && chain->judged == 0 &&
		paging->spec.start_page > 0 && !paging->spec.start_page_given;
	bool		last = wants_proof(paging, chain, why);
	bool		enough = chain->limit > 0 && chain->records >= chain->limit;
	ApiSigns	signs;

	if (!first && !last)
		return why;
	api_signs_search(paging, page, chain->records, chain->judged + 1, &signs);
	if (first && signs.ordinal.behind)
	{
		api_error_set(err, API_ERR_PAGING, "the first page says %s: there are pages before it",
					  signs.ordinal.seen);
		api_error_hint(err, "Perhaps start_page '0'; start_page '1' takes this page for the first.");
	}
	else if (last)
		check_last(paging, chain, page, &signs, why, enough ? &chain->cut : err);
	return last && enough && api_error_is_set(&chain->cut) ? API_END_LIMIT : why;
}
