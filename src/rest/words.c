/*
 * words.c
 *		The words that names of members are made of.
 */
#include <ctype.h>
#include <limits.h>
#include <string.h>

#include "rest/words.h"

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
 *	Y exclusive		Z size			F all there is	G stream		J previous
 *	U plural of r or n
 *	! sales			$ money			# denied		% place			& for paging	( weak tokens below
 */
typedef struct Word
{
	const char *word;
	const char *letters;
} Word;

/*
 * In the order of strcmp.  What pages are called is here in the languages, too, in which
 * public offices of Europe and South America name it.
 */
static const Word words[] = {
	{"aantal", "cN"}, {"additional", "m"}, {"after", "oAQ"}, {"aggregations", "#"}, {"aggs", "#"},
	{"all", "F"}, {"amount", "$"}, {"another", "m"}, {"antal", "cN"}, {"anterior", "vJ"},
	{"anzahl", "cN"}, {"api", "-"}, {"approximate", "g"}, {"are", "h"}, {"at", "k"}, {"attr", "%"},
	{"available", "aF"}, {"balance", "$"}, {"basket", "!"}, {"batch", "i"}, {"begin", "o"},
	{"bill", "!"}, {"bookmark", "tB"}, {"can", "h"}, {"cantidad", "cO"},
	{"cart", "!"}, {"celkem", "T"}, {"checkout", "!"}, {"chunk", "i"}, {"collection", "an"},
	{"complete", "d"}, {"completed", "d"}, {"context", "%"}, {"continuation", "tC"},
	{"continue", "C"}, {"cost", "$#"}, {"count", "cO"}, {"counts", "cO"}, {"coverage", "#"},
	{"currency", "$"}, {"current", "b"}, {"cursor", "t&Q"}, {"cursors", "&("}, {"dados", "nU%"},
	{"dalsi", "x"}, {"data", "n%"}, {"datos", "nU%"}, {"debug", "#"}, {"discount", "$"},
	{"doc", "n"}, {"docs", "nU"}, {"document", "n"}, {"documents", "nU"}, {"done", "d"},
	{"element", "n"}, {"elementi", "nU%"}, {"elementos", "nU%"}, {"elements", "nU"}, {"end", "E"},
	{"entities", "nU"}, {"entity", "n"}, {"entries", "nU"}, {"entry", "n"}, {"eof", "E"},
	{"ergebnisse", "nU%"}, {"errors", "#"}, {"estimated", "g"}, {"evaluated", "V"},
	{"exceeded", "e"}, {"exclusive", "Y"}, {"execution", "#"}, {"exhausted", "E"}, {"exist", "a"},
	{"exists", "a"}, {"explain", "#"}, {"extensions", "#"}, {"facet", "#"}, {"facets", "#"},
	{"fee", "$"}, {"filtered", "f"}, {"final", "z"}, {"finished", "d"}, {"foregaende", "vJ"},
	{"found", "f"}, {"from", "o"}, {"full", "L"}, {"further", "m"}, {"gesamt", "T"},
	{"grand", "L"}, {"gross", "$"}, {"has", "h"}, {"have", "h"}, {"header", "%"},
	{"highlighting", "#"}, {"hit", "n"}, {"hits", "nUH%"}, {"href", "l"}, {"id", "i"}, {"in", "a"},
	{"included", "#"}, {"includes", "#"}, {"incomplete", "u"}, {"index", "i"}, {"info", "%"},
	{"information", "%"}, {"invoice", "!"}, {"is", "h"}, {"item", "n"}, {"items", "nU"},
	{"key", "t"}, {"last", "z"}, {"left", "R"}, {"liczba", "cN"}, {"limit", "q"},
	{"limits", "#"}, {"link", "l&"}, {"links", "l&"}, {"list", "-"}, {"load", "h"}, {"mark", "M"},
	{"marker", "tQ"}, {"match", "n"}, {"matched", "f"}, {"matches", "nU"}, {"matching", "f"},
	{"max", "iX"}, {"meta", "-&"}, {"metadata", "&"}, {"min", "i"}, {"more", "m"},
	{"naechste", "x"}, {"naechster", "x"}, {"name", "D"}, {"nasta", "x"}, {"nastepna", "x"},
	{"nb", "cN"}, {"net", "$"}, {"next", "x"}, {"no", "wi"}, {"num", "cN"}, {"number", "icN"},
	{"numero", "icN"}, {"object", "n"}, {"objects", "nU"}, {"odata", "-"}, {"of", "-"},
	{"offset", "oQ"}, {"overall", "L"}, {"page", "p&"}, {"pager", "/&"}, {"pages", "pP&"},
	{"pagina", "p&"}, {"paginacao", "/&"}, {"paginacion", "/&"}, {"paginas", "pP&"},
	{"pagination", "/&"}, {"paginering", "/&"}, {"paging", "/&"}, {"paginierung", "/&"},
	{"parameter", "#"}, {"parameters", "#"}, {"params", "#"}, {"partial", "u"}, {"path", "i"},
	{"per", "b"}, {"performance", "#"},
	{"pocet", "cN"}, {"por", "b"}, {"position", "i"}, {"precedent", "vJ"}, {"precedente", "vJ"},
	{"predchozi", "vJ"}, {"prev", "vJ"}, {"previous", "vJ"}, {"price", "$"}, {"profile", "#"},
	{"proxima", "x"}, {"proximo", "x"}, {"purchase", "!"}, {"quantidade", "cO"}, {"query", "i%"},
	{"quota", "#"}, {"quotas", "#"}, {"range", "i"}, {"rate", "#"}, {"reached", "e"},
	{"receipt", "!"}, {"record", "n"}, {"records", "nU"}, {"registros", "nU%"}, {"relation", "v"},
	{"remaining", "R"}, {"resource", "n"}, {"resources", "nU"}, {"response", "%"},
	{"restantes", "R"}, {"result", "n%"}, {"resultados", "nU%"}, {"resultaten", "nU%"},
	{"resultats", "nU%"}, {"results", "nU%"}, {"resume", "W"}, {"resumption", "W"},
	{"risultati", "nU%"}, {"row", "n"}, {"rows", "nU"}, {"scroll", "M"}, {"search", "s"},
	{"searchinfo", "&"}, {"seguinte", "x"}, {"seite", "p&"}, {"seiten", "pP&"}, {"sequence", "i"},
	{"set", "in"}, {"shards", "#"}, {"shipping", "$"}, {"sida", "p&"}, {"sidor", "pP&"},
	{"siguiente", "x"}, {"size", "cOZ"}, {"skip", "o"}, {"start", "o"}, {"starting", "s"},
	{"state", "S"}, {"statistics", "#"}, {"stats", "#"}, {"status", "%"}, {"str", "i"},
	{"stran", "pP&"}, {"strana", "p&"}, {"stream", "nG"}, {"stron", "pP&"}, {"strona", "p&"},
	{"subtotal", "$"}, {"successiva", "x"}, {"successivo", "x"}, {"suivant", "x"},
	{"suivante", "x"}, {"table", "D"}, {"tax", "$"}, {"the", "-"}, {"throttle", "#"},
	{"timing", "#"}, {"timings", "#"}, {"token", "tKQ"}, {"totaal", "T"}, {"total", "T"},
	{"totale", "T"}, {"totals", "T"}, {"totaux", "T"}, {"trace", "#"}, {"traffar", "nU%"},
	{"transfer", "y"}, {"treffer", "nU%"}, {"truncated", "u"}, {"uri", "l"}, {"url", "l"},
	{"usage", "#"}, {"vat", "$"}, {"visible", "I"}, {"volgende", "x"}, {"vorherige", "vJ"},
	{"vorige", "vJ"}, {"vysledky", "nU%"}, {"warnings", "#"}, {"wp", "-"}, {"wyniki", "nU%"},
	{"x", "-"},
};

#define NWORDS ((int) (sizeof(words) / sizeof(words[0])))

/*
 * A word ends where another begins: at a separator, or before a capital.  What stands
 * before a colon is a namespace: opensearch:totalResults.
 */
bool
api_words_split(const char *name, size_t len, ApiWords *split)
{
	size_t		at = 0;
	size_t		from = 0;

	split->count = 0;
	for (size_t i = 0; i + 1 < len; i++)
		if (name[i] == ':')
			from = i + 1;
	for (size_t i = from; i <= len; i++)
	{
		unsigned char c = i < len ? (unsigned char) name[i] : '_';
		bool		low_before = i > from && islower((unsigned char) name[i - 1]);
		bool		low_behind = i + 1 < len && islower((unsigned char) name[i + 1]);

		if (at > 0 && (!isalnum(c) || (isupper(c) && (low_before || low_behind))))
		{
			split->words[split->count++][at] = '\0';
			at = 0;
		}
		if (i == len || !isalnum(c))
			continue;
		if (split->count == API_WORDS_MAX || at == API_WORD_BYTES - 1)
			return false;
		split->words[split->count][at++] = (char) tolower(c);
	}
	return true;
}

const char *
api_word_letters(const char *word)
{
	static short from[UCHAR_MAX + 2];	/* by first letter: where its words begin */
	int			low;
	int			high;

	if (from[UCHAR_MAX + 1] == 0)
		for (int c = 0, i = 0; c <= UCHAR_MAX + 1; c++)
		{
			while (i < NWORDS && (unsigned char) *words[i].word < c)
				i++;
			from[c] = (short) i;
		}
	low = from[(unsigned char) *word];
	high = from[(unsigned char) *word + 1];
	while (low < high)
	{
		int			mid = (low + high) / 2;
		int			order = strcmp(word, words[mid].word);

		if (order == 0)
			return words[mid].letters;
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
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

static bool
add_part(ApiParts *parts, const char *word, const ApiWords *noun)
{
	const char *letters = api_word_letters(word);
	bool		own = is_noun(word, noun);

	if ((letters == NULL && !own) || parts->count == API_WORDS_MAX)
		return false;
	parts->letters[parts->count] = letters;
	parts->own[parts->count++] = own;
	return true;
}

/* Words that are glued together (totalcount): cuts them apart; false: they are not all known. */
static bool
unglue(const char *word, const ApiWords *noun, ApiParts *parts)
{
	size_t		len = strlen(word);
	char		part[API_WORD_BYTES];

	if (len == 0)
		return true;
	/* parts have two letters at least, a word of its own may have one */
	for (size_t i = len; i > 1 || i == len; i--)
	{
		int			count = parts->count;

		memcpy(part, word, i);
		part[i] = '\0';
		if (add_part(parts, part, noun) && unglue(word + i, noun, parts))
			return true;
		parts->count = count;
	}
	return false;
}

bool
api_words_know(const ApiWords *split, int first, const ApiWords *noun, ApiParts *parts, int *unknown)
{
	*unknown = -1;
	parts->count = 0;
	for (int i = first; i < split->count; i++)
		if (!unglue(split->words[i], noun, parts) && *unknown < 0)
			*unknown = i;
	return *unknown < 0;
}
