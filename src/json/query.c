/*
 * query.c
 *		Paths into a response's envelope.  See query.h.
 *
 * The text is cut at its "?" and its comparison; what is between is paths, and an
 * operand's "@" a path's "$".
 */
#include "json/query.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "json/decimal.h"
#include "json/reader.h"
#include "json/scalar.h"
#include "json/scan.h"
#include "json/string.h"

typedef enum CompareOp
{
	OP_NONE,
	OP_EQ,
	OP_NE,
	OP_LE,
	OP_GE,
	OP_LT,
	OP_GT
} CompareOp;

/* Longest first, so that "<=" is not read as "<". */
static const struct
{
	const char *text;
	CompareOp	op;
}			operators[] =
{
	{"==", OP_EQ}, {"!=", OP_NE}, {"<>", OP_NE}, {"<=", OP_LE}, {">=", OP_GE}, {"<", OP_LT},
	{">", OP_GT}
};

#define OPERATORS (sizeof(operators) / sizeof(operators[0]))

struct ApiQuery
{
	ApiPath    *path;			/* up to the filter, or all */
	ApiPath    *operand;		/* of the filter, from the match; NULL: no filter */
	CompareOp	filter;
	char	   *filter_literal; /* malloc'd JSON text */
	ApiPath    *rest;			/* behind the filter */
	CompareOp	compare;		/* OP_NONE: the match itself is wanted */
	char	   *literal;		/* malloc'd: what it is compared with, or NULL ... */
	ApiPath    *other;			/* ... the path */
	bool		skips_falsy;	/* matches that say nothing are none */
};

static bool
no_memory(ApiError *err)
{
	return api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
}

/* ---- parsing ---- */

static bool
malformed(const char *text, const char *what, ApiError *err)
{
	api_error_set(err, API_ERR_OPTION_VALUE, "invalid JSON path \"%s\": %s", text, what);
	api_error_hint(err, "Beside paths such as $.data[last].id there may be one filter, such as"
				   " $.links[*] ? (@.rel == \"next\").href, and one comparison, such as $.done == true.");
	return false;
}

/* The first of the characters outside of quotes and, unless inside, parentheses. */
static const char *
find_outside(const char *text, const char *end, const char *characters)
{
	int			depth = 0;
	bool		quoted = false;

	for (; text < end; text++)
	{
		if (*text == '"')
			quoted = !quoted;
		else if (quoted && *text == '\\')
			text++;
		else if (!quoted && depth == 0 && strchr(characters, *text) != NULL)
			return text;
		else if (!quoted && (*text == '(' || *text == '['))
			depth++;
		else if (!quoted && (*text == ')' || *text == ']'))
			depth--;
	}
	return NULL;
}

/* A copy without blanks around. */
static char *
copy_trimmed(const char *text, const char *end)
{
	while (text < end && isspace((unsigned char) *text))
		text++;
	while (end > text && isspace((unsigned char) end[-1]))
		end--;
	return strndup(text, (size_t) (end - text));
}

static ApiPath *
parse_path(const char *text, const char *end, ApiError *err)
{
	char	   *copy = copy_trimmed(text, end);
	ApiPath    *path = NULL;

	if (copy == NULL)
		no_memory(err);
	else
	{
		if (*copy == '@' && strncmp(copy, "@key", 4) != 0)
			*copy = '$';
		path = api_path_parse(copy, err);
	}
	free(copy);
	return path;
}

/* A literal as JSON text, or NULL with err. */
static char *
parse_literal(const char *text, const char *end, const char *whole, ApiError *err)
{
	char	   *literal = copy_trimmed(text, end);
	size_t		len = literal != NULL ? strlen(literal) : 0;
	ApiStringFault fault;

	if (literal == NULL)
		no_memory(err);
	else if (api_scalar_valid(literal, len) ||
			 (len >= 2 && literal[0] == '"' && literal[len - 1] == '"' &&
			  api_string_check(literal, len, &fault) == NULL))
		return literal;
	else
		malformed(whole, "a literal is missing behind the comparison", err);
	free(literal);
	return NULL;
}

/* Which operator stands at p, and how long it is; OP_NONE: none. */
static CompareOp
operator_at(const char *p, size_t *len)
{
	for (size_t i = 0; i < OPERATORS; i++)
		if (strncmp(p, operators[i].text, strlen(operators[i].text)) == 0)
		{
			*len = strlen(operators[i].text);
			return operators[i].op;
		}
	return OP_NONE;
}

/* " (@.rel == "next").href": what stands behind the question mark. */
static bool
parse_filter(ApiQuery *query, const char *text, const char *end, const char *whole, ApiError *err)
{
	const char *open = text + strspn(text, " \t\r\n");
	const char *close;
	const char *compare;
	size_t		len;
	char	   *rest;

	if (open >= end || *open != '(')
		return malformed(whole, "\"(\" is missing behind \"?\"", err);
	close = find_outside(open + 1, end, ")");
	if (close == NULL)
		return malformed(whole, "\")\" is missing", err);
	compare = find_outside(open + 1, close, "=!<>");
	query->filter = compare != NULL ? operator_at(compare, &len) : OP_NONE;
	if (query->filter == OP_NONE)
		return malformed(whole, "a filter needs a comparison", err);
	query->operand = parse_path(open + 1, compare, err);
	query->filter_literal = parse_literal(compare + len, close, whole, err);
	if (query->operand == NULL || query->filter_literal == NULL)
		return false;
	rest = malloc((size_t) (end - close) + 1);
	if (rest == NULL)
		return no_memory(err);
	rest[0] = '$';
	memcpy(rest + 1, close + 1, (size_t) (end - close - 1));
	query->rest = parse_path(rest, rest + (end - close), err);
	free(rest);
	return query->rest != NULL;
}

static bool
parse_comparison(ApiQuery *query, const char *text, const char *end, const char *whole,
				 ApiError *err)
{
	size_t		len;
	const char *right;

	query->compare = operator_at(text, &len);
	if (query->compare == OP_NONE)
		return malformed(whole, "no such comparison", err);
	right = text + len + strspn(text + len, " \t\r\n");
	if (right < end && *right == '$')
		query->other = parse_path(right, end, err);
	else
		query->literal = parse_literal(right, end, whole, err);
	return query->other != NULL || query->literal != NULL;
}

static bool
parse(ApiQuery *query, const char *text, ApiError *err)
{
	const char *end = text + strlen(text);
	const char *compare = find_outside(text, end, "=!<>");
	const char *left = compare != NULL ? compare : end;
	const char *filter = find_outside(text, left, "?");

	query->path = parse_path(text, filter != NULL ? filter : left, err);
	return query->path != NULL &&
		(filter == NULL || parse_filter(query, filter + 1, left, text, err)) &&
		(compare == NULL || parse_comparison(query, compare, end, text, err));
}

ApiQuery *
api_query_parse(const char *text, ApiError *err)
{
	ApiQuery   *query = calloc(1, sizeof(*query));

	if (query == NULL)
		no_memory(err);
	else if (parse(query, text, err))
		return query;
	api_query_free(query);
	return NULL;
}

void
api_query_free(ApiQuery *query)
{
	if (query == NULL)
		return;
	api_path_free(query->path);
	api_path_free(query->operand);
	api_path_free(query->rest);
	api_path_free(query->other);
	free(query->filter_literal);
	free(query->literal);
	free(query);
}

int
api_query_prefixes(const ApiQuery *query, const ApiPath *prefixes[2])
{
	prefixes[0] = query->path;
	prefixes[1] = query->other;
	return query->other != NULL ? 2 : 1;
}

int
api_query_split(const char *text, char *parts[], int room, ApiError *err)
{
	const char *end = text + strlen(text);
	int			count = 0;

	for (;;)
	{
		const char *comma = find_outside(text, end, ",");

		if (count == room)
			malformed(text, "too many paths", err);
		else if ((parts[count] = copy_trimmed(text, comma != NULL ? comma : end)) == NULL)
			no_memory(err);
		else
			count++;
		if (api_error_is_set(err))
			break;
		if (comma == NULL)
			return count;
		text = comma + 1;
	}
	while (count > 0)
		free(parts[--count]);
	return -1;
}

/* ---- comparing ---- */

/* -1, 0, 1; false: they do not compare. */
static bool
compare_numbers(const ApiText *a, const ApiText *b, int *order)
{
	int64_t		left;
	int64_t		right;
	char		texts[2][64];
	double		values[2];

	if (!api_number_valid(a->text, a->len) || !api_number_valid(b->text, b->len))
		return false;
	if (api_decimal_read(a->text, a->len, 0, false, &left) == API_DECIMAL_OK &&
		api_decimal_read(b->text, b->len, 0, false, &right) == API_DECIMAL_OK)
	{
		*order = (left > right) - (left < right);
		return true;
	}
	if (a->len >= sizeof(texts[0]) || b->len >= sizeof(texts[0]))
		return false;
	for (int i = 0; i < 2; i++)
	{
		const ApiText *side = i == 0 ? a : b;

		memcpy(texts[i], side->text, side->len);
		texts[i][side->len] = '\0';
		values[i] = strtod(texts[i], NULL);
	}
	*order = (values[0] > values[1]) - (values[0] < values[1]);
	return true;
}

/* Do two strings' texts decode to the same? */
static bool
same_strings(const ApiText *a, const ApiText *b)
{
	char	   *decoded;
	size_t		len;
	bool		same;

	if (a->len == b->len && memcmp(a->text, b->text, a->len) == 0)
		return true;
	decoded = malloc(b->len + 1);
	same = decoded != NULL &&
		api_string_unescape(b->text, b->len, decoded, &len) == API_STRING_FINE &&
		api_string_equals(a->text, a->len, decoded, len);
	free(decoded);
	return same;
}

/* Only numbers have an order. */
static bool
compares(CompareOp op, const ApiText *a, const ApiText *b)
{
	int			order;

	return op == OP_EQ || op == OP_NE || compare_numbers(a, b, &order);
}

static bool
holds(CompareOp op, const ApiText *a, const ApiText *b)
{
	int			order;

	if (compare_numbers(a, b, &order))
		switch (op)
		{
			case OP_EQ:
				return order == 0;
			case OP_NE:
				return order != 0;
			case OP_LE:
				return order <= 0;
			case OP_GE:
				return order >= 0;
			case OP_LT:
				return order < 0;
			case OP_GT:
				return order > 0;
			case OP_NONE:
				return false;
		}
	if (*a->text == '"' && *b->text == '"')
		order = same_strings(a, b) ? 0 : 1;
	else
		order = a->len == b->len && memcmp(a->text, b->text, a->len) == 0 ? 0 : 1;
	return op == OP_EQ ? order == 0 : op == OP_NE && order != 0;
}

/* ---- finding ---- */

/* For api_slice_unfold: keeps the first match. */
static bool
keep_first(void *arg, const char *text, size_t len)
{
	*(ApiText *) arg = (ApiText) {text, len};
	return false;
}

/* For api_slice_unfold: keeps the first match that is not null, false, 0 or empty. */
static bool
keep_first_true(void *arg, const char *text, size_t len)
{
	return api_text_falsy(text, len) || keep_first(arg, text, len);
}

/* The first match of a path's steps behind the first so many; false: malformed. */
static bool
find_first(const ApiText *text, const ApiPath *path, int steps, ApiText *found, ApiError *err)
{
	*found = (ApiText) {NULL, 0};
	if (text->text == NULL)
		return true;
	return api_slice_unfold(text->text, text->len, path, steps, keep_first, found, err) ||
		found->text != NULL;
}

/* The first match that counts of a path's steps behind the first so many. */
static bool
find_counting(const ApiQuery *query, const ApiText *text, const ApiPath *path, int steps,
			  ApiText *found, ApiError *err)
{
	*found = (ApiText) {NULL, 0};
	if (!query->skips_falsy || query->compare != OP_NONE || text->text == NULL)
		return find_first(text, path, steps, found, err);
	return api_slice_unfold(text->text, text->len, path, steps, keep_first_true, found, err) ||
		found->text != NULL;
}

/* A search with a filter. */
typedef struct Search
{
	const ApiQuery *query;
	ApiText		found;
	ApiError	err;
} Search;

/* For api_slice_unfold: is this match one that the filter lets through? */
static bool
try_match(void *arg, const char *text, size_t len)
{
	Search	   *search = arg;
	const ApiQuery *query = search->query;
	ApiText		match = {text, len};
	ApiText		literal = {query->filter_literal, strlen(query->filter_literal)};
	ApiText		operand;

	if (!find_first(&match, query->operand, 0, &operand, &search->err))
		return false;
	if (operand.text == NULL || !holds(query->filter, &operand, &literal))
		return true;
	return find_counting(query, &match, query->rest, 0, &search->found, &search->err) &&
		search->found.text == NULL;
}

static bool
find_filtered(const ApiQuery *query, const ApiText *text, int steps, ApiText *found, ApiError *err)
{
	Search		search = {query, {NULL, 0}, API_ERROR_INIT};
	ApiError	unfolding = API_ERROR_INIT;

	*found = (ApiText) {NULL, 0};
	if (text->text == NULL)
		return true;
	(void) api_slice_unfold(text->text, text->len, query->path, steps, try_match, &search,
							&unfolding);
	*found = search.found;
	if (found->text == NULL && api_error_is_set(&search.err))
		api_error_move(err, &search.err);
	else if (found->text == NULL && api_error_is_set(&unfolding))
		api_error_move(err, &unfolding);
	api_error_clear(&search.err);
	api_error_clear(&unfolding);
	return !api_error_is_set(err);
}

void
api_query_skip_falsy(ApiQuery *query)
{
	query->skips_falsy = true;
}

bool
api_query_find(const ApiQuery *query, const ApiText prefixes[2], const int steps[2],
			   ApiText *found, ApiError *err)
{
	ApiText		right = {query->literal, query->literal != NULL ? strlen(query->literal) : 0};
	bool		ok;
	bool		yes;

	if (query->operand != NULL)
		ok = find_filtered(query, &prefixes[0], steps[0], found, err);
	else
		ok = find_counting(query, &prefixes[0], query->path, steps[0], found, err);
	if (!ok || query->compare == OP_NONE || found->text == NULL)
		return ok;
	if (query->other != NULL && !find_first(&prefixes[1], query->other, steps[1], &right, err))
		return false;
	if (right.text == NULL || !compares(query->compare, found, &right))
	{
		*found = (ApiText) {NULL, 0};
		return true;
	}
	yes = holds(query->compare, found, &right);
	*found = yes ? (ApiText) {"true", 4} : (ApiText) {"false", 5};
	return true;
}
