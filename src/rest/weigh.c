/*
 * weigh.c
 *		What the signs that a search found come to.
 *
 * Words weigh more than tokens and links, those more than numbers.  Of several numbers
 * the one nearest to the records counts.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "json/scalar.h"
#include "rest/advise.h"
#include "rest/bounds.h"
#include "rest/doubts.h"
#include "rest/rounds.h"
#include "rest/sublist.h"
#include "rest/weigh.h"

/* What a sign comes to, weakest first. */
typedef enum Weight
{
	WEIGHT_NONE,
	WEIGHT_WEAK,
	WEIGHT_END,					/* by null, or a total that is reached */
	WEIGHT_DOUBT,				/* more, but it may be data; a total that is reached beats it */
	WEIGHT_NUMBER,
	WEIGHT_DONE,				/* done: true */
	WEIGHT_TOKEN,
	WEIGHT_MORE,
	WEIGHT_LAST,				/* has_more: false, last: true */
	WEIGHT_CUT					/* truncated: true, or one of several ancestors has more */
} Weight;

static const ApiSignsVerdict verdicts[] = {
	[WEIGHT_NONE] = API_SIGNS_NONE,
	[WEIGHT_WEAK] = API_SIGNS_WEAK,
	[WEIGHT_END] = API_SIGNS_END,
	[WEIGHT_DOUBT] = API_SIGNS_DOUBTFUL,
	[WEIGHT_NUMBER] = API_SIGNS_MORE_NUMBER,
	[WEIGHT_DONE] = API_SIGNS_END_WORD,
	[WEIGHT_TOKEN] = API_SIGNS_MORE_TOKEN,
	[WEIGHT_MORE] = API_SIGNS_MORE_WORD,
	[WEIGHT_LAST] = API_SIGNS_END_WORD,
	[WEIGHT_CUT] = API_SIGNS_MORE_WORD,
};

/* ---- links ---- */

bool
api_weigh_is_link(const char *text)
{
	return strncasecmp(text, "http://", 7) == 0 || strncasecmp(text, "https://", 8) == 0 ||
		*text == '/' || *text == '?';
}

/* The path of a URL or reference, and its length, without a slash at the end. */
static const char *
path_of(const char *url, size_t *len)
{
	const char *host = strstr(url, "://");

	if (host != NULL)
		url = host + 3 + strcspn(host + 3, "/?#");
	*len = strcspn(url, "?#");
	while (*len > 0 && url[*len - 1] == '/')
		--*len;
	return url;
}

/* Does the query have an item for paging? */
static bool
pages_by_query(const char *link)
{
	const char *item = strchr(link, '?');

	while (item != NULL)
	{
		size_t		len = strcspn(++item, "=&#");
		ApiNaming	naming = api_naming_read(item, len, NULL);

		if (naming.neighbour || naming.kind == API_NAMING_TOKEN || naming.kind == API_NAMING_BARE)
			return true;
		item = strchr(item, '&');
	}
	return false;
}

bool
api_weigh_is_kin(const char *url, const char *link)
{
	size_t		len;
	size_t		link_len;
	const char *path = path_of(url, &len);
	const char *link_path = path_of(link, &link_len);
	size_t		last = len;
	size_t		link_last = link_len;

	if (link_len == 0 || pages_by_query(link))
		return true;
	if (link_len >= len && memcmp(path, link_path, len) == 0 &&
		(link_len == len || link_path[len] == '/'))
		return len > 0 || link_len == 0;
	while (last > 0 && path[last - 1] != '/')
		last--;
	while (link_last > 0 && link_path[link_last - 1] != '/')
		link_last--;
	return len - last > 0 && len - last == link_len - link_last &&
		memcmp(path + last, link_path + link_last, len - last) == 0;
}

/* ---- values ---- */

/* 1 or 0; -1: it is neither. */
static int
read_truth(const ApiSign *sign)
{
	/* 1, y and off may be data but where a question is asked */
	return sign->naming.has || strlen(sign->value) > 3 || strcasecmp(sign->value, "yes") == 0 ||
		strcasecmp(sign->value, "no") == 0 ? api_word_truth(sign->value) : -1;
}

/* A count: digits, with commas in groups; -1: it is none. */
static int64_t
read_number(const char *text)
{
	int64_t		number = 0;
	int			digits = 0;

	for (; *text != '\0'; text++)
	{
		if (*text == ',' && digits > 0 && strlen(text) >= 4)
			continue;
		if (!isdigit((unsigned char) *text) || ++digits > 15)
			return -1;
		number = number * 10 + (*text - '0');
	}
	return digits > 0 ? number : -1;
}

/* 2024-05-01, 2024-05-01T10:00:00Z */
static bool
is_date(const char *text)
{
	for (int i = 0; i < 10; i++)
		if (i == 4 || i == 7 ? text[i] != '-' : !isdigit((unsigned char) text[i]))
			return false;
	return true;
}

static bool
is_digits(const char *text)
{
	return *text != '\0' && strspn(text, "0123456789") == strlen(text);
}

/* +02:00, -0530: a zone's offset */
static bool
is_zone(const char *text)
{
	return (*text == '+' || *text == '-') && strspn(text + 1, "0123456789:") == strlen(text + 1) &&
		(strlen(text) == 5 || strlen(text) == 6);
}

bool
api_weigh_is_opaque(const char *text)
{
	return strlen(text) >= 4 && strpbrk(text, " \t") == NULL &&
		strpbrk(text, "0123456789=%ABCDEFGHIJKLMNOPQRSTUVWXYZ") != NULL;
}

/* ---- one sign ---- */

/* Does it stand where pages are spoken of? */
static bool
is_at_home(const ApiSearch *search, const ApiSign *sign, bool round)
{
	return sign->paging || sign->header || *sign->beside != '\0' || sign->sized || search->generic || round;
}

static Weight
weigh_word(const ApiSearch *search, const ApiSign *sign, const ApiSignsScope *scope, bool round)
{
	int			truth = read_truth(sign);
	bool		near = sign->near && !sign->within;

	if (sign->naming.kind == API_NAMING_LAST && api_doubts_last(sign, scope))
		return WEIGHT_DOUBT;
	/* last, more, done alone are data but around the records */
	if (truth < 0 || (!sign->near && (sign->naming.single || sign->naming.kind == API_NAMING_DONE)))
		return WEIGHT_NONE;
	switch (sign->naming.kind)
	{
		case API_NAMING_CUT:
			return truth == 1 ? WEIGHT_CUT : WEIGHT_NONE;
		case API_NAMING_MORE:
			if (truth == 0)
				return near ? WEIGHT_LAST : WEIGHT_NONE;
			return sign->within ? WEIGHT_CUT : WEIGHT_MORE;
		case API_NAMING_DONE:
			if (truth == 1)
				return near ? WEIGHT_DONE : WEIGHT_NONE;
			if (sign->within)
				return api_sublist_cut(sign) ? WEIGHT_CUT : WEIGHT_NONE;
			/* the records of a lesson that is not completed are all there */
			return near && is_at_home(search, sign, round) ? WEIGHT_MORE : WEIGHT_NONE;
		default:
			if (truth == 1)
				return near ? WEIGHT_LAST : WEIGHT_NONE;
			return sign->within ? WEIGHT_CUT : WEIGHT_MORE;
	}
}

/* next alone, which may be data. */
static Weight
weigh_next(const ApiSearch *search, const ApiSign *sign, const ApiSignsScope *scope, bool round)
{
	Weight		doubt = api_doubts_next(search, sign, scope) ? WEIGHT_DOUBT : WEIGHT_NONE;

	/* "view": {"next": "/r?page=2"}, whatever that is */
	if (!sign->near)
		return sign->aside && strchr(sign->value, '?') != NULL && api_weigh_is_link(sign->value) &&
			scope->url != NULL && api_weigh_is_kin(scope->url, sign->value) ? WEIGHT_TOKEN : doubt;
	if (!sign->filled)
		return WEIGHT_END;
	if (sign->paging)
		return WEIGHT_TOKEN;
	if (api_weigh_is_link(sign->value))
		return scope->url == NULL || api_weigh_is_kin(scope->url, sign->value) ||
			is_at_home(search, sign, round) ? WEIGHT_TOKEN : WEIGHT_NONE;
	if (is_date(sign->value))
		return WEIGHT_NONE;
	if (strcmp(sign->value, "true") == 0)
		return WEIGHT_TOKEN;
	if (!sign->string || is_digits(sign->value))
		return *sign->beside != '\0' || sign->sized || scope->paged ? WEIGHT_TOKEN : doubt;
	return sign->paged || api_weigh_is_opaque(sign->value) ? WEIGHT_TOKEN : WEIGHT_NONE;
}

static Weight
weigh_token(const ApiSearch *search, const ApiSign *sign, bool round)
{
	if (*sign->value == '-' && is_digits(sign->value + 1))
		return WEIGHT_NONE;
	if (!sign->filled)
		return sign->near ? WEIGHT_END : WEIGHT_NONE;
	if (is_date(sign->value) && !sign->naming.opaque)
		return WEIGHT_NONE;
	if (sign->naming.sure)
		return WEIGHT_TOKEN;
	/* next_id, next_offset: the next of what?  "[\"1612890918000\",\"2300\"]" is made by a program */
	return sign->near && ((sign->string && *sign->value == '[') || is_at_home(search, sign, round)) ?
		WEIGHT_TOKEN : WEIGHT_NONE;
}

static Weight
weigh_bare(const ApiSign *sign)
{
	bool		none = strcmp(sign->value, "null") == 0 || (sign->string && *sign->value == '\0');

	if (!sign->near || (sign->naming.inner && !sign->paging))
		return WEIGHT_NONE;
	if (none)
		return WEIGHT_END;
	if (!sign->string || !sign->filled || is_zone(sign->value))
		return WEIGHT_NONE;
	if (!sign->naming.sure && (is_date(sign->value) || (!api_weigh_is_opaque(sign->value) && !sign->paging) ||
							   (is_digits(sign->value) && !sign->paging)))
		return WEIGHT_NONE;
	return WEIGHT_TOKEN;
}

/* Is a number one that counts the records, and not something else? */
static bool
is_supported(const ApiSearch *search, const ApiSign *sign, const ApiSignsScope *scope, bool round)
{
	bool		named = search->generic && sign->naming.kind != API_NAMING_PAGES &&
		strcasecmp(sign->name, "size") != 0;

	if (sign->header)
		return sign->naming.kind != API_NAMING_COUNT || sign->naming.paging || round;
	if (sign->naming.kind == API_NAMING_PAGES && sign->naming.single)
		return sign->neighbour || sign->paging;
	/* start 0, count 10: the size of a page that was not filled */
	if (sign->naming.kind == API_NAMING_COUNT && sign->by_offset && !sign->sized && !round &&
		api_rounds_is(read_number(sign->value)))
		return false;
	/* a list of pages that were asked for has a total */
	if (scope->counted && (sign->naming.kind == API_NAMING_TOTAL ||
						   (sign->naming.kind == API_NAMING_PAGES && !sign->naming.single)))
		return true;
	return named || round || sign->neighbour || sign->paging || sign->naming.own;
}

/* Does a count of this page's records stand beside the sign? */
static bool
is_counted(const ApiSearch *search, const ApiSign *sign, const ApiSignsScope *scope)
{
	for (int i = 0; i < search->nsigns; i++)
		if (search->signs[i].frame == sign->frame && search->signs[i].naming.kind == API_NAMING_COUNT &&
			scope->page_records > 0 && read_number(search->signs[i].value) == scope->page_records)
			return true;
	return false;
}

/* A number: NUMBER or END, or NONE. */
static Weight
weigh_number(const ApiSearch *search, const ApiSign *sign, const ApiSignsScope *scope, bool round)
{
	bool		pages = sign->naming.kind == API_NAMING_PAGES || sign->naming.pages;
	int64_t		number = read_number(sign->value);
	int64_t		have = pages ? scope->pages : sign->own >= 0 ? sign->own : scope->records;

	if (number < 0 || !(sign->placed || sign->header) || (sign->within && !api_sublist_counts(search, sign)))
		return WEIGHT_NONE;
	/* of all lists in the records together */
	if (!sign->within && !pages && search->inner > 0 && number == search->inner && scope->pages == 1)
		return WEIGHT_END;
	if (sign->naming.kind == API_NAMING_TOTAL && sign->naming.single && sign->money)
		return WEIGHT_NONE;
	if (sign->naming.kind == API_NAMING_REMAINING)
	{
		/* seats remaining, of those of which three are taken */
		if (sign->naming.single)
			return number > 0 && is_counted(search, sign, scope) ? WEIGHT_DOUBT : WEIGHT_NONE;
		return number > 0 ? WEIGHT_NUMBER : WEIGHT_END;
	}
	if (sign->naming.kind == API_NAMING_NOUN && number > have)
		return *sign->beside != '\0' || sign->sized ? WEIGHT_NUMBER : sign->paging ? WEIGHT_DOUBT : WEIGHT_NONE;
	if (number > have && api_doubts_sum(sign, scope, number))
		return WEIGHT_DOUBT;
	if (number > have)
		return is_supported(search, sign, scope, round) ? WEIGHT_NUMBER :
			api_doubts_number(sign) ? WEIGHT_DOUBT : WEIGHT_NONE;
	if (sign->within || number < have || !sign->naming.sure)
		return WEIGHT_NONE;
	/* "relation": "gte" */
	if (sign->lower && number > 0)
		return WEIGHT_DOUBT;
	if (api_doubts_total(sign, scope) && api_rounds_is(number))
		return WEIGHT_DOUBT;
	return !pages || sign->naming.kind == API_NAMING_TOTAL ? WEIGHT_END : WEIGHT_NONE;
}

/* ---- all signs ---- */

/*
 * The number that counts: of those nearest to the records one that says more, unless
 * one that a filter left says no more.  Pages that are as many as this page's records
 * may count these: they need a total that says more.
 */
static const ApiSign *
pick_number(const ApiSearch *search, const ApiSignsScope *scope, bool round, Weight *weight)
{
	const ApiSign *best = NULL;
	bool		reached = false;

	for (int i = 0; i < search->nsigns; i++)
		if (search->signs[i].naming.kind >= API_NAMING_TOTAL &&
			read_number(search->signs[i].value) == scope->page_records &&
			search->signs[i].naming.kind <= API_NAMING_COUNT && scope->pages == 1)
			reached = true;
	*weight = WEIGHT_NONE;
	for (int i = 0; i < search->nsigns; i++)
	{
		const ApiSign *sign = &search->signs[i];
		Weight		own;
		bool		better;

		if ((sign->naming.kind < API_NAMING_TOTAL && !sign->naming.pages) || sign->within)
			continue;
		own = api_doubts_outdone(search, sign) ? WEIGHT_NONE : weigh_number(search, sign, scope, round);
		if (own == WEIGHT_NONE || (reached && read_number(sign->value) == scope->page_records &&
								   (sign->naming.kind == API_NAMING_PAGES || sign->counts_pages)))
			continue;
		/* what nothing supports counts only where there is nothing else */
		if (best != NULL && (own == WEIGHT_DOUBT) != (*weight == WEIGHT_DOUBT))
			better = *weight == WEIGHT_DOUBT;
		else
			better = best == NULL || sign->distance < best->distance;
		if (!better && sign->distance == best->distance && own != WEIGHT_DOUBT)
			better = own == WEIGHT_NUMBER ?
				*weight == WEIGHT_END && !best->naming.filtered && !sign->naming.grand :
				own == WEIGHT_END && (sign->naming.filtered || best->naming.grand);
		if (!better)
			continue;
		best = sign;
		*weight = own;
	}
	return best;
}

static Weight
weigh_sign(const ApiSearch *search, const ApiSign *sign, const ApiSignsScope *scope, bool round)
{
	/* what says "next" is none, whatever it says */
	if (sign->naming.kind == API_NAMING_BARE && api_doubts_echo(sign, scope))
		return WEIGHT_NONE;
	if (sign->within && sign->naming.kind >= API_NAMING_TOTAL)
		return !api_doubts_outdone(search, sign) && weigh_number(search, sign, scope, round) == WEIGHT_NUMBER ?
			WEIGHT_CUT : WEIGHT_NONE;
	if (sign->within && (sign->naming.kind == API_NAMING_NEXT || sign->naming.kind == API_NAMING_TOKEN ||
						 sign->naming.kind == API_NAMING_BARE))
		return api_sublist_cut(sign) ? WEIGHT_CUT : WEIGHT_NONE;
	switch (sign->naming.kind)
	{
		case API_NAMING_MORE:
		case API_NAMING_CUT:
		case API_NAMING_LAST:
		case API_NAMING_DONE:
			return weigh_word(search, sign, scope, round);
		case API_NAMING_NEXT:
			return weigh_next(search, sign, scope, round);
		case API_NAMING_TOKEN:
			return weigh_token(search, sign, round);
		case API_NAMING_BARE:
			return weigh_bare(sign);
		case API_NAMING_WEAK:
			if (!sign->filled)
				return sign->near ? WEIGHT_END : WEIGHT_NONE;
			return WEIGHT_WEAK;
		default:
			return WEIGHT_NONE;
	}
}

/* The totals that a chain of pages remembers. */
static void
note_totals(const ApiSearch *search, const ApiSign *number, Weight weight, ApiSigns *signs)
{
	bool		counts = number != NULL && number->naming.kind == API_NAMING_TOTAL && !number->naming.pages &&
		number->own < 0 && !number->lower;

	signs->total = counts && weight >= WEIGHT_END ? read_number(number->value) : -1;
	signs->owes = weight == WEIGHT_NUMBER;
	signs->bound = api_bounds_total(search);
}

void
api_weigh(const ApiSearch *search, const ApiSignsScope *scope, ApiSigns *signs)
{
	const ApiSign *best;
	ApiSign		said;
	Weight		weight;
	bool		reached;

	memset(signs, 0, sizeof(*signs));
	signs->full = scope->asked > 0 && scope->page_records == scope->asked;
	signs->round = signs->full || api_rounds_is(scope->page_records);
	best = pick_number(search, scope, signs->round, &weight);
	signs->reached = reached = weight == WEIGHT_END;
	note_totals(search, best, weight, signs);
	signs->ordinal = search->ordinal;
	for (int i = 0; i < search->nsigns; i++)
	{
		Weight		own = weigh_sign(search, &search->signs[i], scope, signs->round);

		signs->numbered |= own == WEIGHT_TOKEN && read_number(search->signs[i].value) >= scope->pages;
		/* a null of what is next beats a total that is no exact one */
		if (own == WEIGHT_END && weight == WEIGHT_DOUBT && best->lower)
			weight = WEIGHT_NONE;
		if (own < weight || (own == WEIGHT_DOUBT && reached) || own == WEIGHT_NONE ||
			(own == WEIGHT_TOKEN && reached && api_doubts_link(search, &search->signs[i], scope)))
			continue;
		/* of several tokens a link, which needs no parameter */
		if (own == weight && (own != WEIGHT_TOKEN || api_weigh_is_link(best->value) ||
							  !api_weigh_is_link(search->signs[i].value)))
			continue;
		best = &search->signs[i];
		weight = own;
	}
	/* full by its own word, which supports nothing */
	signs->round |= search->size > 0 && scope->page_records == search->size;
	/* a first page that leads to one before it: what is next may be called so */
	if (weight == WEIGHT_END && !reached && search->back && scope->pages == 1)
		weight = WEIGHT_NONE;
	signs->verdict = verdicts[weight];
	signs->own = best != NULL && best->within ? best->own : -1;
	if (weight == WEIGHT_NONE)
		return;
	api_advise_quote(best, signs->seen, sizeof(signs->seen));
	/* what counts this page only would end the next ones */
	said = *best;
	said.lower |= signs->verdict == API_SIGNS_DOUBTFUL && api_doubts_total(best, scope);
	if (api_signs_more(signs) || signs->verdict == API_SIGNS_DOUBTFUL)
		api_advise_options(search, &said, scope->url, signs->options, sizeof(signs->options));
}
