/*
 * naming.c
 *		What the name of a member says to a pager.
 *
 * A name is cut into words, of each of which a table says in letters what it may be.
 * A second table says by patterns over these letters what a name is: "h?m[nrp]*a*" is
 * has_more, more_results, hasMorePages.  The whole name must match, so that a word
 * nobody knows makes a name that says nothing.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "rest/naming.h"

/*
 * What a word may be.  Upper case letters are single words' own; "-" is noise, "/" noise
 * that tells of paging.
 *
 *	h has, is		m more			x next			v previous		p page
 *	n results		r the records	l link, url		t cursor, token	o offset, start
 *	i id, number	k at			c count, size	f found			b per, current
 *	a available		u truncated		e reached		q limit			y transfer
 *	z last			d done			w no			s search		g estimated
 *	A after			B bookmark		C continue		D table			E end
 *	H hits			I visible		K token			L grand, full	M mark, scroll
 *	N number		O count, size	P pages			Q bare tokens	R remaining
 *	S state			T total			V evaluated		W resumption	X max
 *	Y exclusive		Z size
 *	$ money			# denied		% place			& for paging	( weak tokens below
 */
typedef struct Word
{
	const char *word;
	const char *letters;
} Word;

/* In the order of strcmp. */
static const Word words[] = {
	{"additional", "m"}, {"after", "oAQ"}, {"aggregations", "#"}, {"aggs", "#"}, {"amount", "$"},
	{"another", "m"}, {"api", "-"}, {"approximate", "g"}, {"are", "h"}, {"at", "k"}, {"attr", "%"},
	{"available", "a"}, {"balance", "$"}, {"batch", "i"}, {"begin", "o"}, {"bookmark", "tB"},
	{"can", "h"}, {"chunk", "i"}, {"collection", "an"}, {"complete", "d"}, {"completed", "d"},
	{"context", "%"}, {"continuation", "tC"}, {"continue", "C"}, {"cost", "$#"}, {"count", "cO"},
	{"counts", "cO"}, {"coverage", "#"}, {"currency", "$"}, {"current", "b"}, {"cursor", "t&Q"},
	{"cursors", "&("}, {"data", "n%"}, {"debug", "#"}, {"discount", "$"}, {"doc", "n"},
	{"docs", "n"}, {"document", "n"}, {"documents", "n"}, {"done", "d"}, {"element", "n"},
	{"elements", "n"}, {"end", "E"}, {"entities", "n"}, {"entity", "n"}, {"entries", "n"},
	{"entry", "n"}, {"eof", "E"}, {"errors", "#"}, {"estimated", "g"}, {"evaluated", "V"},
	{"exceeded", "e"}, {"exclusive", "Y"}, {"execution", "#"}, {"exhausted", "E"}, {"exist", "a"},
	{"exists", "a"}, {"explain", "#"}, {"extensions", "#"}, {"facet", "#"}, {"facets", "#"},
	{"fee", "$"}, {"filtered", "f"}, {"final", "z"}, {"finished", "d"}, {"found", "f"},
	{"from", "o"}, {"full", "L"}, {"further", "m"}, {"grand", "L"}, {"gross", "$"}, {"has", "h"},
	{"have", "h"}, {"header", "%"}, {"highlighting", "#"}, {"hit", "n"}, {"hits", "nH%"},
	{"href", "l"}, {"id", "i"}, {"in", "a"}, {"included", "#"}, {"includes", "#"},
	{"incomplete", "u"}, {"index", "i"}, {"info", "%"}, {"is", "h"}, {"item", "n"}, {"items", "n"},
	{"key", "t"}, {"last", "z"}, {"left", "R"}, {"limit", "q"}, {"limits", "#"}, {"link", "l&"},
	{"links", "l&"}, {"list", "-"}, {"load", "h"}, {"mark", "M"}, {"marker", "tQ"}, {"match", "n"},
	{"matched", "f"}, {"matches", "n"}, {"matching", "f"}, {"max", "iX"}, {"meta", "-&"},
	{"metadata", "&"}, {"min", "i"}, {"more", "m"}, {"name", "D"}, {"nb", "cN"}, {"net", "$"},
	{"next", "x"}, {"no", "wi"}, {"num", "cN"}, {"number", "icN"}, {"object", "n"},
	{"objects", "n"}, {"odata", "-"}, {"of", "-"}, {"offset", "oQ"}, {"overall", "L"},
	{"page", "p&"}, {"pager", "/&"}, {"pages", "pP&"}, {"pagination", "/&"}, {"paging", "/&"},
	{"params", "#"}, {"partial", "u"}, {"path", "i"}, {"per", "b"}, {"performance", "#"},
	{"position", "i"}, {"prev", "v"}, {"previous", "v"}, {"price", "$"}, {"profile", "#"},
	{"query", "i%"}, {"quota", "#"}, {"quotas", "#"}, {"range", "i"}, {"rate", "#"},
	{"reached", "e"}, {"record", "n"}, {"records", "n"}, {"relation", "v"}, {"remaining", "R"},
	{"resource", "n"}, {"resources", "n"}, {"response", "%"}, {"result", "n%"}, {"results", "n%"},
	{"resume", "W"}, {"resumption", "W"}, {"row", "n"}, {"rows", "n"}, {"scroll", "M"},
	{"search", "s"}, {"searchinfo", "&"}, {"sequence", "i"}, {"set", "in"}, {"shards", "#"},
	{"shipping", "$"}, {"size", "cOZ"}, {"skip", "o"}, {"start", "o"}, {"starting", "s"},
	{"state", "S"}, {"statistics", "#"}, {"stats", "#"}, {"status", "%"}, {"str", "i"},
	{"stream", "n"}, {"subtotal", "$"}, {"table", "D"}, {"tax", "$"}, {"the", "-"},
	{"throttle", "#"}, {"timing", "#"}, {"timings", "#"}, {"token", "tKQ"}, {"total", "T"},
	{"totals", "T"}, {"trace", "#"}, {"transfer", "y"}, {"truncated", "u"}, {"uri", "l"},
	{"url", "l"}, {"usage", "#"}, {"vat", "$"}, {"visible", "I"}, {"warnings", "#"}, {"wp", "-"},
	{"x", "-"},
};

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
	{API_NAMING_CUT, "h?e[yq]*q"},	/* exceededTransferLimit */
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
	{API_NAMING_REMAINING, "R[nr]+c?"}, /* remainingItemCount */
	{API_NAMING_REMAINING, "[nr]+c?R"}, /* items_left */
};

/* page, per_page, startAt, items_per_page, maxResults: where a page is, and how large. */
#define BESIDE "[poqbickXnrt]*[poq][poqbickXnrt]*"
#define BESIDE_MAX "Xn"
#define NEIGHBOUR "[xvpltoic]*[xv][xvpltoic]*"

/* ---- words ---- */

/* A word ends where another begins: at a separator, or before a capital. */
bool
api_naming_split(const char *name, size_t len, ApiWords *split)
{
	size_t		at = 0;

	split->count = 0;
	for (size_t i = 0; i <= len; i++)
	{
		unsigned char c = i < len ? (unsigned char) name[i] : '_';
		bool		low_before = i > 0 && islower((unsigned char) name[i - 1]);
		bool		low_behind = i + 1 < len && islower((unsigned char) name[i + 1]);

		if (at > 0 && (!isalnum(c) || (isupper(c) && (low_before || low_behind))))
		{
			split->words[split->count++][at] = '\0';
			at = 0;
		}
		if (i == len || !isalnum(c))
			continue;
		if (split->count == API_NAMING_WORDS || at == API_NAMING_WORD - 1)
			return false;
		split->words[split->count][at++] = (char) tolower(c);
	}
	return true;
}

static int
compare_word(const void *a, const void *b)
{
	return strcmp(a, ((const Word *) b)->word);
}

/* The letters of a word, or NULL. */
static const char *
letters_of(const char *word)
{
	const Word *found = bsearch(word, words, sizeof(words) / sizeof(words[0]), sizeof(words[0]),
								compare_word);

	return found != NULL ? found->letters : NULL;
}

/* Length of a noun without what makes it plural. */
static size_t
stem_length(const char *word)
{
	size_t		len = strlen(word);

	if (len > 4 && strcmp(word + len - 3, "ies") == 0)
		return len - 3;
	if (len > 4 && strcmp(word + len - 2, "es") == 0)
		return len - 2;
	if (len > 3 && (word[len - 1] == 's' || word[len - 1] == 'y' || word[len - 1] == 'e'))
		return len - 1;
	return len;
}

/* Is the word what the records are called, in the singular or plural? */
static bool
is_noun(const char *word, const ApiWords *noun)
{
	size_t		len = stem_length(word);

	if (noun == NULL)
		return false;
	for (int i = 0; i < noun->count; i++)
		if (len >= 3 && stem_length(noun->words[i]) == len && strncmp(noun->words[i], word, len) == 0)
			return true;
	return false;
}

/* Words that are glued together (totalcount): cuts them apart; false: they are not all known. */
static bool
unglue(const char *word, const ApiWords *noun, ApiWords *out)
{
	size_t		len = strlen(word);
	char		part[API_NAMING_WORD];

	if (len == 0)
		return true;
	if (out->count == API_NAMING_WORDS)
		return false;
	for (size_t i = len; i > 1; i--)
	{
		int			count = out->count;

		memcpy(part, word, i);
		part[i] = '\0';
		if (letters_of(part) == NULL && !is_noun(part, noun))
			continue;
		strcpy(out->words[out->count++], part);
		if (unglue(word + i, noun, out))
			return true;
		out->count = count;
	}
	return false;
}

/* ---- patterns ---- */

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

/* What the words that are known say one by one: of neighbours and objects. */
static void
read_words(const ApiWords *split, ApiNaming *naming)
{
	for (int i = 0; i < split->count; i++)
	{
		const char *letters = letters_of(split->words[i]);
		ApiWords	parts = {0};

		if (letters == NULL && unglue(split->words[i], NULL, &parts))
			read_words(&parts, naming);
		if (letters == NULL)
			continue;
		naming->money |= strchr(letters, '$') != NULL;
		naming->denied |= strchr(letters, '#') != NULL;
		naming->place |= strpbrk(letters, "%&") != NULL;
		naming->paging |= strchr(letters, '&') != NULL;
		naming->weak |= strchr(letters, '(') != NULL;
	}
}

/* The letters of all words but noise; -1: one is not known.  first: words to leave out. */
static int
spell(const ApiWords *split, int first, const ApiWords *noun, Letters *name, ApiNaming *naming)
{
	ApiWords	whole = {0};
	int			count = 0;

	for (int i = first; i < split->count; i++)
		if (letters_of(split->words[i]) == NULL && !is_noun(split->words[i], noun))
		{
			if (!unglue(split->words[i], noun, &whole))
				return -1;
		}
		else if (whole.count < API_NAMING_WORDS)
			strcpy(whole.words[whole.count++], split->words[i]);
		else
			return -1;
	for (int i = 0; i < whole.count; i++)
	{
		const char *letters = letters_of(whole.words[i]);
		Letters    *word = &name[count];

		naming->inner |= letters != NULL && strchr(letters, '/') != NULL;
		if (letters != NULL && strpbrk(letters, "-/") != NULL)
			continue;
		word->of[0] = '\0';
		if (is_noun(whole.words[i], noun))
			strcpy(word->of, "r");
		if (letters != NULL)
			strcat(word->of, letters);
		count++;
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
	naming->has = any_has(name, count, "hm");
	naming->own = any_has(name, count, "r");
	naming->filtered = any_has(name, count, "f");
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
			naming->sure = any_has(name, count, "LTf");
			break;
	}
}

ApiNaming
api_naming_read(const char *name, size_t len, const ApiWords *noun)
{
	ApiNaming	naming = {.kind = API_NAMING_NONE};
	ApiWords	split;
	Letters		letters[API_NAMING_WORDS];
	int			count;

	if (name == NULL || !api_naming_split(name, len, &split))
		return naming;
	read_words(&split, &naming);
	/* the attributes of XML */
	naming.place |= *name == '@';
	count = spell(&split, 0, noun, letters, &naming);
	if (count > 0)
		read_name(letters, count, &naming);
	return naming;
}

/* Names without the first word, which a vendor's headers begin with. */
ApiNaming
api_naming_read_header(const char *name)
{
	ApiNaming	naming = api_naming_read(name, strlen(name), NULL);
	ApiNaming	vendor = {.kind = API_NAMING_NONE};
	ApiWords	split;
	Letters		letters[API_NAMING_WORDS];
	int			first = 0;
	int			count;

	if (naming.kind != API_NAMING_NONE || !api_naming_split(name, strlen(name), &split))
		return naming;
	while (first < split.count && letters_of(split.words[first]) != NULL)
		first++;
	count = first < split.count ? spell(&split, first + 1, NULL, letters, &vendor) : -1;
	if (count > 0)
		read_name(letters, count, &vendor);
	return vendor.kind == API_NAMING_TOKEN ? vendor : naming;
}

bool
api_naming_generic(const ApiWords *noun)
{
	static const char *const generic[] = {"value", "values", "content", "contents", "list", "features",
		"edges", "nodes", "children", "members", "payload", "body", "response",
	};

	for (int i = 0; i < noun->count; i++)
	{
		const char *letters = letters_of(noun->words[i]);
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
	Letters		letters[API_NAMING_WORDS];
	int			count;

	if (!api_naming_split(name, len, &split))
		return false;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]) && split.count == 1; i++)
		if (strcmp(split.words[0], sizes[i]) == 0)
			return true;
	count = spell(&split, 0, NULL, letters, &ignored);
	return count > 0 && (matches("[pnX]*[qZO]", letters, count) || matches("n?bp", letters, count) ||
						 matches("Xn", letters, count) || matches("n", letters, count) ||
						 matches("q[pn]?", letters, count));
}
