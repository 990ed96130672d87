/*
 * naming.c
 *		What the name of a member says to a pager.
 *
 * words.c says in letters what each of its words may be; a table says by patterns over
 * these letters what a name is: "h*m[nrp]*a*" is has_more, more_results, hasMorePages.  The
 * whole name must match, so that a word nobody knows makes a name that says nothing.
 */
#include <string.h>
#include <strings.h>

#include "rest/naming.h"

/* What is known of names by the letters of their words; the first that matches. */
static const struct
{
	ApiNamingKind kind;
	const char *pattern;
}			patterns[] =
{
	{API_NAMING_MORE, "h*m[nrp]*a*"},	/* more, has_more_items, more_results_available */
	{API_NAMING_MORE, "hx[nrp]*a*"},	/* has_next, hasNextPage */
	{API_NAMING_MORE, "xp?a"},	/* next_exists */
	{API_NAMING_CUT, "h?[nrs]*u[nrs]*"},	/* truncated, incomplete_results */
	{API_NAMING_CUT, "h?e[yqnrX]*q"},	/* exceededTransferLimit, reached_record_limit */
	{API_NAMING_CUT, "h?[Xnr]*[qnr]e"}, /* limit_reached, max_results_exceeded */
	{API_NAMING_LAST, "h?[zE][nrp]?e?"},	/* last, is_last_page, end_of_records */
	{API_NAMING_LAST, "hkE"},	/* is_at_end */
	{API_NAMING_LAST, "kE"},
	{API_NAMING_LAST, "wm[nrp]*a*"},	/* no_more_results */
	{API_NAMING_DONE, "h?d"},	/* done, is_complete */
	{API_NAMING_WEAK, "Et"},	/* end_cursor */
	{API_NAMING_WEAK, "B"},		/* bookmark */
	{API_NAMING_WEAK, "Mi"},	/* scroll_id */
	{API_NAMING_WEAK, "z[it]"}, /* last_id, last_key */
	{API_NAMING_WEAK, "x?tM"},	/* nextCursorMark */
	{API_NAMING_WEAK, "xG[it]"},	/* next_stream_position */
	{API_NAMING_NEXT, "x"},
	{API_NAMING_TOKEN, "[ltoipnCS]*x[ltoipnCSk]+"}, /* next_cursor, nextRecordsUrl */
	{API_NAMING_TOKEN, "[ltoipnC]+x"},	/* page_next */
	{API_NAMING_TOKEN, "[si]*C[tlin]*"},	/* continue, continuation_token, search-continue */
	{API_NAMING_TOKEN, "p[tS]"},	/* page_token, page_state */
	{API_NAMING_TOKEN, "Wt"},	/* resumption_token */
	{API_NAMING_TOKEN, "sA"},	/* starting_after, search_after */
	{API_NAMING_TOKEN, "Yot"},	/* exclusive_start_key */
	{API_NAMING_TOKEN, "zV[tDl]"},	/* last_evaluated_key */
	{API_NAMING_TOKEN, "At"},	/* after_cursor */
	{API_NAMING_TOKEN, "m[nrp]+l"}, /* more_topics_url */
	{API_NAMING_BARE, "Q"},	/* cursor, offset, after, marker */
	{API_NAMING_PAGES, "[LT]c?p"},	/* total_pages, total_number_of_pages */
	{API_NAMING_PAGES, "[LT]pc"},	/* total_page_count */
	{API_NAMING_NONE, "p[ZN]"}, /* page_size, page_number */
	{API_NAMING_PAGES, "p[Tc]"},	/* page_count, pages_total */
	{API_NAMING_PAGES, "cp"},	/* nb_pages */
	{API_NAMING_PAGES, "zIp"},	/* last_visible_page */
	{API_NAMING_PAGES, "zpi"},	/* last_page_number */
	{API_NAMING_PAGES, "Xp"},	/* max_page */
	{API_NAMING_PAGES, "P"},	/* pages */
	{API_NAMING_COUNT, "H"},
	{API_NAMING_COUNT, "O"},	/* count, size */
	{API_NAMING_NONE, "[nr]*[ZN]"}, /* number, row_number, object_size */
	{API_NAMING_TOTAL, "[LTgcnrf]*[LTcf][LTgcnrf]*"},	/* total_count, numFound, results_total */
	{API_NAMING_TOTAL, "s?[LTcnr]+F"},	/* totalAvailable, results_available, CountAll */
	{API_NAMING_REMAINING, "R[nrp]*c?"},	/* remaining, remainingItemCount */
	{API_NAMING_REMAINING, "[nrp]+c?R"},	/* items_left, pages_remaining */
	{API_NAMING_NOUN, "U"},		/* records, results */
};

/* page, per_page, startAt, items_per_page, maxResults: where a page is, and how large. */
#define BESIDE "[poqbickXnrt]*[poq][poqbickXnrt]*"
#define BESIDE_MAX "Xn"
#define NEIGHBOUR "[xvpltoic]*[xv][xvpltoic]*"

/* A word of a name as letters; of the records' own name "r" and what else it may be. */
typedef struct Letters
{
	char		of[8];
} Letters;

/* Is one of the word's letters in the set? */
static bool
in_set(const Letters *word, const char *set, size_t len)
{
	for (const char *letter = word->of; *letter != '\0'; letter++)
		if (memchr(set, *letter, len) != NULL)
			return true;
	return false;
}

static bool
matches(const char *pattern, const Letters *name, int count)
{
	const char *set = pattern;
	size_t		len = 1;
	char		times;

	if (*pattern == '\0')
		return count == 0;
	if (*pattern == '[')
	{
		set = pattern + 1;
		len = (size_t) (strchr(set, ']') - set);
		pattern = set + len;
	}
	times = pattern[1];
	if (times != '\0' && strchr("?*+", times) != NULL)
	{
		if (times != '+' && matches(pattern + 2, name, count))
			return true;
		for (int i = 0; i < count && in_set(&name[i], set, len); i++)
			if (matches(pattern + 2, name + i + 1, count - i - 1))
				return true;
			else if (times == '?')
				return false;
		return false;
	}
	return count > 0 && in_set(name, set, len) && matches(pattern + 1, name + 1, count - 1);
}

static bool
any_has(const Letters *name, int count, const char *letters)
{
	for (int i = 0; i < count; i++)
		if (in_set(&name[i], letters, strlen(letters)))
			return true;
	return false;
}

/* What the words say one by one: of neighbours and objects. */
static void
read_words(const ApiParts *parts, ApiNaming *naming)
{
	for (int i = 0; i < parts->count; i++)
		for (const char *letter = parts->letters[i]; letter != NULL && *letter != '\0'; letter++)
		{
			naming->money |= *letter == '$';
			naming->sale |= *letter == '!';
			naming->denied |= *letter == '#';
			naming->place |= *letter == '%' || *letter == '&';
			naming->paging |= *letter == '&';
			naming->weak |= *letter == '(';
		}
}

/* The letters of all words but noise. */
static int
spell(const ApiParts *parts, Letters *name, ApiNaming *naming)
{
	int			count = 0;

	for (int i = 0; i < parts->count; i++)
	{
		const char *letters = parts->letters[i] != NULL ? parts->letters[i] : "";

		naming->inner |= *letters == '/';
		if (*letters == '-' || *letters == '/')
			continue;
		name[count].of[0] = '\0';
		if (parts->own[i])
			strcpy(name[count].of, "r");
		strcat(name[count++].of, letters);
	}
	return count;
}

/* What all words together say. */
static void
read_name(const Letters *name, int count, ApiNaming *naming)
{
	bool		paging = naming->inner;

	naming->inner = false;
	naming->neighbour = matches(NEIGHBOUR, name, count);
	for (size_t i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++)
		if (matches(patterns[i].pattern, name, count))
		{
			naming->kind = patterns[i].kind;
			break;
		}
	naming->beside = (naming->kind == API_NAMING_NONE || naming->kind == API_NAMING_BARE) &&
		(matches(BESIDE, name, count) || matches(BESIDE_MAX, name, count));
	naming->neighbour |= naming->beside;
	naming->previous = naming->neighbour && any_has(name, count, "J");
	naming->has = any_has(name, count, "hm");
	naming->own = any_has(name, count, "r");
	naming->filtered = any_has(name, count, "f");
	naming->grand = any_has(name, count, "LF");
	naming->link = any_has(name, count, "l");
	naming->offset = any_has(name, count, "o");
	naming->limit = naming->beside && (any_has(name, count, "qZX") || matches("[npr]*b[npr]*", name, count));
	naming->single = count == 1;
	naming->pages = naming->kind == API_NAMING_LAST && matches("zp", name, count);
	switch (naming->kind)
	{
		case API_NAMING_BARE:
			/* pagination_token, but not any token */
			if (paging && any_has(name, count, "t"))
				naming->kind = API_NAMING_TOKEN;
			naming->inner = any_has(name, count, "K");
			naming->sure = naming->opaque = any_has(name, count, "t");
			break;
		case API_NAMING_TOKEN:
			naming->sure = any_has(name, count, "tlpnCASV");
			naming->opaque = any_has(name, count, "tlCASV");
			break;
		default:
			naming->sure = any_has(name, count, "LTfF");
			break;
	}
}

/* The words of a name from first on. */
static ApiNaming
read_split(const ApiWords *split, int first, const ApiWords *noun, int *unknown)
{
	ApiNaming	naming = {.kind = API_NAMING_NONE};
	ApiParts	parts;
	Letters		letters[API_WORDS_MAX];
	bool		known = api_words_know(split, first, noun, &parts, unknown);
	int			count = known ? spell(&parts, letters, &naming) : 0;

	read_words(&parts, &naming);
	if (count > 0)
		read_name(letters, count, &naming);
	return naming;
}

/* Orders@odata.nextLink: the length of the name that is annotated, if the records have it. */
static size_t
annotated(const char *name, size_t len, const ApiWords *noun)
{
	const char *sign = memchr(name, '@', len);
	ApiWords	split;

	if (noun == NULL || sign == NULL || sign == name ||
		!api_words_split(name, (size_t) (sign - name), &split) || split.count != noun->count)
		return 0;
	for (int i = 0; i < split.count; i++)
		if (strcmp(split.words[i], noun->words[i]) != 0)
			return 0;
	return (size_t) (sign - name);
}

ApiNaming
api_naming_read(const char *name, size_t len, const ApiWords *noun)
{
	ApiNaming	naming = {.kind = API_NAMING_NONE};
	ApiWords	split;
	size_t		from;
	int			unknown;

	if (name == NULL || len == 0)
		return naming;
	from = annotated(name, len, noun);
	if (!api_words_split(name + from, len - from, &split))
		return naming;
	naming = read_split(&split, 0, noun, &unknown);
	naming.own |= from > 0;
	/* the attributes of XML */
	naming.place |= *name == '@';
	naming.paging |= len >= 5 && strncasecmp(name, "@attr", 5) == 0;
	return naming;
}

/* What the name of a header says. */
static ApiNaming
read_header(const char *name)
{
	ApiNaming	naming = {.kind = API_NAMING_NONE};
	ApiNaming	vendor;
	ApiWords	split;
	int			unknown;
	int			other;

	if (!api_words_split(name, strlen(name), &split))
		return naming;
	naming = read_split(&split, 0, NULL, &unknown);
	if (unknown < 0 || unknown + 1 == split.count)
		return naming;
	/* without the first word, by which a vendor's headers begin */
	vendor = read_split(&split, unknown + 1, NULL, &other);
	return vendor.kind == API_NAMING_TOKEN ? vendor : naming;
}

#define KNOWN 32				/* names of headers that are kept, a power of two */
#define KNOWN_NAME 40			/* and how long they may be */

ApiNaming
api_naming_read_header(const char *name)
{
	/* servers send the same with each response */
	static struct
	{
		char		name[KNOWN_NAME];
		ApiNaming	naming;
	}			known[KNOWN];
	size_t		len = strlen(name);
	size_t		place;

	if (len == 0 || len >= KNOWN_NAME)
		return read_header(name);
	place = (len * 3 + (unsigned char) name[0] * 5 + (unsigned char) name[len - 1]) % KNOWN;
	if (strcmp(known[place].name, name) != 0)
	{
		known[place].naming = read_header(name);
		memcpy(known[place].name, name, len + 1);
	}
	return known[place].naming;
}

bool
api_naming_generic(const ApiWords *noun)
{
	static const char *const generic[] = {"value", "values", "content", "contents", "list", "features",
		"edges", "nodes", "children", "member", "members", "payload", "body", "response",
	};

	for (int i = 0; i < noun->count; i++)
	{
		const char *letters = api_word_letters(noun->words[i]);
		bool		known = letters != NULL && strchr(letters, 'n') != NULL;

		for (size_t j = 0; j < sizeof(generic) / sizeof(generic[0]) && !known; j++)
			known = strcmp(noun->words[i], generic[j]) == 0;
		if (!known)
			return false;
	}
	return noun->count > 0;
}

bool
api_naming_sizes(const char *name, size_t len)
{
	static const char *const sizes[] = {"top", "first", "take", "pagelen"};
	ApiNaming	ignored = {.kind = API_NAMING_NONE};
	ApiWords	split;
	ApiParts	parts;
	Letters		letters[API_WORDS_MAX];
	int			unknown;
	int			count;

	if (!api_words_split(name, len, &split))
		return false;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]) && split.count == 1; i++)
		if (strcmp(split.words[0], sizes[i]) == 0)
			return true;
	if (!api_words_know(&split, 0, NULL, &parts, &unknown))
		return false;
	count = spell(&parts, letters, &ignored);
	return count > 0 && (matches("[pnX]*[qZO]", letters, count) || matches("n?bp", letters, count) ||
						 matches("Xn", letters, count) || matches("n", letters, count) ||
						 matches("q[pn]?", letters, count));
}
