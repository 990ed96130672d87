/*
 * owed.c
 *		What the last page of a chain says, and no option has read.  See owed.h.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

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
				  why == API_END_SHORT ? "fewer records than asked for" : "no records", seen);
	if (*option != '\0')
		api_error_hint(err, "Perhaps %s%s.", option, why == API_END_SHORT ?
					   "" : "; stop_on_empty 'on' takes an empty page for the end");
	else
		api_error_hint(err, "has_more_path says what counts%s.", why == API_END_SHORT ?
					   "" : "; stop_on_empty 'on' takes an empty page for the end");
}

/* A total that is larger than what came. */
static void
tell_total(const ApiPaging *paging, const ApiChain *chain, const ApiSigns *signs, ApiEnd why, ApiError *err)
{
	const char *option = api_owed_option(signs);

	api_error_set(err, API_ERR_PAGING, "the response says %s, and %lld record%s came on %lld page%s", signs->seen,
				  (long long) chain->records, chain->records == 1 ? "" : "s",
				  (long long) chain->judged + 1, chain->judged == 0 ? "" : "s");
	if (why == API_END_SHORT)
		api_error_hint(err, "The API may cut its pages below page_size: drop stop_on_short%s%s.",
					   *option != '\0' ? ", or set " : "", option);
	else if (api_owed_misnamed(paging))
		api_error_hint(err, "%s", api_owed_pager_hint(paging));
	else
		api_error_hint(err, "If the API lets pages go no deeper, ask for less by WHERE%s.  What counts is told"
					   " by %s%sstop_on_empty 'on'.", api_owed_from_one(paging) ?
					   "; if it counts them from 0, set start_page '0'" : "",
					   option, *option != '\0' ? ", or by " : "");
}

/* Is the end only that no records came, or few, where no total of them is declared? */
static bool
wants_proof(const ApiPaging *paging, const ApiChain *chain, ApiEnd why)
{
	bool		insists = paging->spec.stop_on_empty_given && paging->spec.stop_on_empty;
	bool		empty = (why == API_END_EMPTY || why == API_END_TOTAL) && chain->empties > 0;

	return ((empty && !insists) || why == API_END_SHORT) && !api_owed_declared(chain);
}

bool
api_owed_declared(const ApiChain *chain)
{
	return chain->declared && chain->total_max >= 0;
}

/* Quotes what the page says of more in seen, which has room for it; false: nothing. */
static bool
says_more(const ApiChain *chain, ApiPage *page, const ApiSigns *signs, char *seen, ApiError *err)
{
	bool		declared = api_owed_declared(chain) && chain->records >= chain->total_max;
	bool		reached = declared || signs->reached || signs->verdict == API_SIGNS_END ||
		signs->verdict == API_SIGNS_END_WORD;
	char	   *link = NULL;

	*seen = '\0';
	if (signs->verdict == API_SIGNS_MORE_WORD || (signs->verdict == API_SIGNS_MORE_TOKEN && !reached) ||
		(signs->verdict == API_SIGNS_MORE_NUMBER && !chain->skipped))
		strcpy(seen, signs->seen);
	else if (!reached && api_link_next(page, &link, err) && link != NULL)
		strcpy(seen, "in its Link header that there is a next page");
	free(link);
	return *seen != '\0';
}

/* What the last page says; err: there is more. */
static void
check_last(const ApiPaging *paging, const ApiChain *chain, ApiPage *page, const ApiSigns *signs, ApiEnd why,
		   ApiError *err)
{
	char		seen[API_SIGNS_SEEN];

	if (!says_more(chain, page, signs, seen, err))
		return;
	if (signs->verdict == API_SIGNS_MORE_NUMBER)
		tell_total(paging, chain, signs, why, err);
	else
		tell_more(signs, seen, why, err);
}

/* Where it goes what the last page says: a LIMIT may have enough, and what options contradict is a warning. */
static ApiError *
told_to(ApiChain *chain, ApiEnd why, ApiError *err)
{
	if (chain->limit > 0 && chain->records >= chain->limit)
		return &chain->cut;
	return why == API_END_TOTAL ? &chain->doubt : err;
}

/* A page without records says nothing, but those before it told of a total. */
static void
doubt_empty(const ApiChain *chain, const ApiSigns *signs, ApiError *doubt)
{
	if (signs->verdict > API_SIGNS_WEAK || !chain->told_total || chain->skipped)
		return;
	api_error_set(doubt, API_ERR_PAGING, "the page has no records, but one before it says %s, and %lld came",
				  chain->told, (long long) chain->records);
	api_error_hint(doubt, "If the API lets pages go no deeper, ask for less by WHERE; stop_on_empty 'on' takes"
				   " an empty page for the end.");
}

/*
 * The page lost is one that was stepped over: of pages that are counted from 0 the last of so
 * many is empty.  Some APIs count one too many.
 */
static void
doubt_start(const ApiPaging *paging, const ApiChain *chain, ApiError *doubt)
{
	if (!chain->pages_told || chain->planned < 2 || api_owed_declared(chain) ||
		chain->judged + 1 != chain->planned || chain->empties != 1 || api_error_is_set(doubt))
		return;
	if (chain->fell)
	{
		api_error_set(doubt, API_ERR_PAGING, "the API declared %lld pages, and then fewer", (long long) chain->planned);
		api_error_hint(doubt, "Records were removed while the pages were read, and others may have slipped by: try"
					   " again.");
	}
	if (chain->fell || !api_owed_from_one(paging))
		return;
	api_error_set(doubt, API_ERR_PAGING, "the last of the %lld pages that the API declares has no records",
				  (long long) chain->planned);
	api_error_hint(doubt, "If the API counts pages from 0, set start_page '0'; start_page '1' says that it"
				   " does not.");
}

/* Does the name tell of pages, or of an offset? */
static bool
names_page(const char *name)
{
	ApiNaming	naming = api_naming_read(name, strlen(name), NULL);

	return strcasecmp(name, "p") == 0 || strcasecmp(name, "pg") == 0 ||
		(naming.beside && !naming.offset && !naming.limit && strncasecmp(name, "page", 4) == 0);
}

bool
api_owed_misnamed(const ApiPaging *paging)
{
	if (paging->spec.kind == API_PAGER_OFFSET)
		return names_page(paging->spec.offset_param);
	return api_owed_from_one(paging) &&
		api_naming_read(paging->spec.page_param, strlen(paging->spec.page_param), NULL).offset;
}

const char *
api_owed_pager_hint(const ApiPaging *paging)
{
	return paging->spec.kind == API_PAGER_OFFSET ?
		"Perhaps pagination 'page_number' with page_param instead of offset_param." :
		"Perhaps pagination 'offset' with offset_param instead of page_param.";
}

bool
api_owed_from_one(const ApiPaging *paging)
{
	return paging->spec.kind == API_PAGER_PAGE_NUMBER && paging->spec.start_page > 0 &&
		!paging->spec.start_page_given;
}

/* Offsets went where a page's number goes, or the other way round: nothing but the name tells. */
static void
doubt_pager(const ApiPaging *paging, const ApiChain *chain, const ApiSigns *signs, ApiError *doubt)
{
	bool		offset = paging->spec.kind == API_PAGER_OFFSET;

	if (!api_owed_misnamed(paging) || chain->records < 2 || signs->verdict >= API_SIGNS_END || api_error_is_set(doubt))
		return;
	api_error_set(doubt, API_ERR_PAGING, offset ? "by its name offset_param '%s' takes a page's number, and offsets"
				  " were sent" : "by its name page_param '%s' takes an offset, and pages' numbers were sent",
				  offset ? paging->spec.offset_param : paging->spec.page_param);
	api_error_hint(doubt, "%s  stop_on_empty 'on' says that an empty page is the end.", api_owed_pager_hint(paging));
}

/* An empty page ends the pages, and says nothing of more. */
static void
doubt_end(const ApiPaging *paging, const ApiChain *chain, const ApiSigns *signs, ApiError *doubt)
{
	doubt_empty(chain, signs, doubt);
	doubt_pager(paging, chain, signs, doubt);
}

/*
 * By offsets: two pages in a row call themselves by the offsets that were sent, so that the
 * parameter takes a page's number, and those between were not asked for.
 */
static bool
check_ordinal(const ApiPaging *paging, ApiChain *chain, const ApiSigns *signs, ApiError *err)
{
	int64_t		sent = paging->spec.start_offset + chain->judged * chain->size;
	int64_t		before = chain->ordinal;

	chain->ordinal = signs->ordinal.numbered ? signs->ordinal.number : -1;
	if (paging->spec.kind != API_PAGER_OFFSET || chain->judged == 0 || chain->size < 2 ||
		chain->ordinal != sent || before != sent - chain->size)
		return true;
	api_error_set(err, API_ERR_PAGING, "the page calls itself %lld, which is the offset that was sent: it was asked"
				  " for by its number", (long long) sent);
	api_error_hint(err, "Perhaps pagination 'page_number', page_param '%s'.", paging->spec.offset_param);
	return false;
}

/* What a page says of those to come, by which its end and a failure behind it are judged. */
static ApiEnd
weigh_end(const ApiPaging *paging, ApiChain *chain, ApiPage *page, const ApiSigns *signs, ApiEnd why,
		  ApiError *err)
{
	ApiError   *told = told_to(chain, why, err);
	bool		leads;

	if (why == API_END_EMPTY)
		api_owed_doubt_fall(chain, signs);
	if (wants_proof(paging, chain, why))
	{
		check_last(paging, chain, page, signs, why, told);
		if (told == err && why == API_END_EMPTY && !api_error_is_set(err))
			doubt_end(paging, chain, signs, &chain->doubt);
		return api_error_is_set(&chain->cut) ? API_END_LIMIT : why;
	}
	if (api_page_counted(page) == 0)
		return why;
	chain->told_total = says_more(chain, page, signs, chain->told, err) &&
		signs->verdict == API_SIGNS_MORE_NUMBER;
	/* the next page shows who is right */
	leads = signs->numbered && signs->verdict == API_SIGNS_MORE_TOKEN;
	return why == API_END_TOTAL && (*chain->told != '\0' || leads || chain->lower) ? API_END_OPEN : why;
}

void
api_owed_doubt(const ApiSigns *signs, int64_t records, ApiError *doubt)
{
	const char *option = api_owed_option(signs);
	const char *more = strstr(option, " and another");
	int			len = (int) (more != NULL ? (size_t) (more - option) : strlen(option));

	api_error_set(doubt, API_ERR_PAGING, "the response says %s, and %lld record%s came", signs->seen,
				  (long long) records, records == 1 ? "" : "s");
	api_error_hint(doubt, "If it counts the table's records, correct where the next page is told.  If it counts"
				   " something else, %.*s%scheck_total 'off' says so.", len, option,
				   len > 0 ? " with " : "a total and ");
}

void
api_owed_remember(ApiChain *chain, const ApiSigns *signs)
{
	if (signs->total > chain->said)
		chain->said = signs->total;
	chain->lower |= api_owed_declared(chain) && signs->bound >= 0 && signs->bound == chain->total_max;
}

void
api_owed_doubt_fall(ApiChain *chain, const ApiSigns *signs)
{
	if (signs->total < 0 || signs->total >= chain->said || chain->records >= chain->said || chain->skipped ||
		api_owed_declared(chain) || api_error_is_set(&chain->doubt))
		return;
	api_error_set(&chain->doubt, API_ERR_PAGING, "the response tells of %lld records in all, and one before it of %lld",
				  (long long) signs->total, (long long) chain->said);
	api_error_hint(&chain->doubt, "Records were removed while the pages were read, and others may have slipped by:"
				   " try again.");
}

void
api_owed_doubt_more(const ApiPaging *paging, ApiChain *chain, const ApiSigns *signs)
{
	bool		enough = chain->limit > 0 && chain->records >= chain->limit;
	bool		word = signs->verdict == API_SIGNS_MORE_WORD;
	bool		next = signs->numbered && !signs->reached && paging->pager->countable;

	if (!(word || signs->owes || next) || enough || chain->skipped || api_owed_declared(chain) ||
		paging->spec.check_total == API_TOTAL_TRUSTED || api_error_is_set(&chain->doubt))
		return;
	if (signs->owes && signs->total >= 0)
		api_error_set(&chain->doubt, API_ERR_PAGING, "has_more_path finds no more, but the response tells of %lld"
					  " records in all, and %lld came", (long long) signs->total, (long long) chain->records);
	else
		api_error_set(&chain->doubt, API_ERR_PAGING, "has_more_path finds no more, but the response %s%s", word ?
					  "says " : "tells of a further page", word ? signs->seen : "");
	api_error_hint(&chain->doubt, "If there are more, correct has_more_path, which has to find what is true where there"
				   " are.  If not, check_total 'off' says so.");
}

bool
api_owed_chained(const ApiPaging *paging, ApiChain *chain, ApiPage *page, ApiSigns *signs)
{
	api_signs_search(paging, page, chain->records, chain->judged + 1, signs);
	api_owed_remember(chain, signs);
	return chain->lower || signs->verdict == API_SIGNS_MORE_WORD || signs->verdict == API_SIGNS_MORE_NUMBER;
}

ApiEnd
api_owed_counted(const ApiPaging *paging, ApiChain *chain, ApiPage *page, ApiEnd why, ApiError *err)
{
	bool		first = api_owed_from_one(paging) && chain->judged == 0;
	bool		reached = api_owed_declared(chain) && chain->records >= chain->total_max;
	ApiSigns	signs;

	if (chain->has_more >= 0)
		*chain->told = '\0';
	if (chain->has_more > 0 && chain->judged > 0 && !reached && paging->spec.kind != API_PAGER_OFFSET)
		return why;
	api_signs_search(paging, page, chain->records, chain->judged + 1, &signs);
	api_owed_remember(chain, &signs);
	if (first && signs.ordinal.behind)
	{
		api_error_set(err, API_ERR_PAGING, "the first page says %s: there are pages before it",
					  signs.ordinal.seen);
		api_error_hint(err, "Perhaps start_page '0'; start_page '1' takes this page for the first.");
	}
	else if (check_ordinal(paging, chain, &signs, err) && chain->has_more < 0)
		why = weigh_end(paging, chain, page, &signs, why, err);
	if (why == API_END_HAS_MORE)
		api_owed_doubt_more(paging, chain, &signs);
	if (why == API_END_TOTAL)
		doubt_start(paging, chain, &chain->doubt);
	return why;
}
