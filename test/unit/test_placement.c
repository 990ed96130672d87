/*
 * test_placement.c
 *		What goes out has the template's shape, whatever the values are: templates and
 *		nasty values by the thousand, by a fixed seed.
 *
 * The generator writes a template and, beside it, what must come out; a reader of its
 * own takes apart what was sent.  A value that would have another shape must be an
 * error; one that is a plain word never is.
 */
#include <stdarg.h>
#include <stdlib.h>

#include "check.h"
#include "json/document.h"
#include "rest/endpoint.h"

#define COLUMNS 4
#define ROUNDS 20000

static const ApiParam columns[COLUMNS] = {
	{"a", "alpha", false, API_LIST_FANOUT, false},
	{"b", "beta", false, API_LIST_FANOUT, false},
	{"n", "number", true, API_LIST_FANOUT, true},
	{"d", "day", false, API_LIST_FANOUT, true}
};
static const char *const names = "abnd";
static const char *values[COLUMNS];
static bool given[COLUMNS];

static unsigned int seed = 20240506;

static int
chance(int n)
{
	seed = seed * 1103515245u + 12345u;
	return (int) ((seed >> 8) % (unsigned int) n);
}

/* ---- text that grows ---- */

typedef struct Text
{
	char		text[4096];
	size_t		len;
} Text;

static void
put(Text *text, const char *fmt,...)
{
	va_list		args;

	va_start(args, fmt);
	text->len += (size_t) vsnprintf(text->text + text->len, sizeof(text->text) - text->len, fmt, args);
	va_end(args);
}

/* The text inside a JSON string, each byte that is no letter or digit escaped. */
static void
put_escaped(Text *out, const char *text)
{
	for (; *text != '\0'; text++)
		if (strchr(" \"\\/{}[]:,&=+%'<>.-_()|!*?~^#", *text) != NULL || (unsigned char) *text < 0x20)
			put(out, "\\u%04x", *text);
		else
			put(out, "%c", *text);
}

/* ---- values ---- */

static const char *
nasty(void)
{
	static const char *const pieces[] = {
		"a", "Zz", "7", "\xc3\xa9", "\"", "\\", ",", "}", "]", ":", " ", " OR ", "not", "AND", "null", "\n",
		"\r\n", "%22", "&", "=", "+", "..", "--", "-", ".", "_", "@", "'", "\001", "/", "{a}", "\xc2\xa0",
		"(", "|", "#", ";", "*", "true", "\x7f", "t", "o"
	};
	static char room[8][64];
	static int	next;
	char	   *value = room[next++ % 8];

	*value = '\0';
	for (int i = chance(4); i >= 0; i--)
		strcat(value, pieces[chance((int) (sizeof(pieces) / sizeof(pieces[0])))]);
	return chance(12) == 0 ? "" : value;
}

static void
choose_values(bool plain)
{
	static const char *const numbers[] = {"1", "-7", "0.5", "12345678"};
	static const char *const words[] = {"red", "x-ray", "M\xc3\xbcnchen", "a.b@c"};

	values[0] = plain ? words[chance(4)] : nasty();
	values[1] = plain ? words[chance(4)] : nasty();
	memset(given, true, sizeof(given));
	values[2] = numbers[chance(4)];
	values[3] = chance(2) ? "2024-05-06" : "2024-05-06T07:08:09Z";
}

/* ---- shapes ---- */

static bool
is_word_byte(unsigned char c)
{
	return c > 0x7f || strchr("_.@-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", c) != NULL;
}

/* What a search language sees: words, its own words, strings, signs. */
static void
shape_of(const char *text, Text *shape)
{
	while (*text != '\0')
	{
		size_t		len = 0;
		const char *end = text + 1;

		while (text[len] != '\0' && is_word_byte((unsigned char) text[len]) &&
			   strncmp(text + len, "\xc2\xa0", 2) != 0 && (len > 0 || *text != '-'))
			len++;
		if (len > 0)
		{
			char		word[300];

			(void) snprintf(word, sizeof(word), " %.*s ", (int) len, text);
			put(shape, "%s", strcasestr(" and or not to null true false ", word) ? "K" : "w");
			for (size_t i = 1; i < len; i++)
				if (text[i] == text[i - 1] && (text[i] == '.' || text[i] == '-'))
					put(shape, "R");
			text += len;
			continue;
		}
		while (*text == '"' && *end != '\0' && *end != '"')
			end += *end == '\\' && end[1] != '\0' ? 2 : 1;
		put(shape, "%c", *text == '"' && *end == '"' ? 'q' : *text);
		text = *text == '"' && *end == '"' ? end + 1 : text + 1;
	}
}

/* A template, what must come of it, and the same with an "x" for each text value. */
typedef struct Made
{
	Text		template;
	Text		wanted;
	Text		model;
	bool		alone;			/* nothing but a placeholder */
	bool		fits;			/* has the model's shape */
} Made;

/* Text with placeholders; quotes are closed. */
static void
make_text(Made *made, bool escape)
{
	static const char *const words[] = {"is:open ", "name:", " AND ", "(", ")", " ", "..", "x", ",", "N", "-"};
	int			pieces = 1 + chance(5);
	bool		quoted = false;

	memset(made, 0, sizeof(*made));
	made->alone = pieces == 1;
	for (int i = 0; i < pieces; i++)
	{
		int			which = chance(COLUMNS);
		const char *plain = words[chance(sizeof(words) / sizeof(words[0]))];

		if (pieces > 1 && chance(4) == 0)
			quoted = !quoted, plain = "\"";
		else if (pieces == 1 || chance(2))
		{
			put(&made->template, "{%c}", names[which]);
			put(&made->wanted, "%s", values[which]);
			put(&made->model, "%s", which >= 2 ? values[which] : "x");
			continue;
		}
		put(&made->template, escape && *plain == '"' ? "\\%s" : "%s", plain);
		put(&made->wanted, "%s", plain);
		put(&made->model, "%s", plain);
	}
	if (quoted)
	{
		put(&made->template, escape ? "\\\"" : "\"");
		put(&made->wanted, "\"");
		put(&made->model, "\"");
	}
}

static void
judge(Made *made)
{
	Text		sent = {{0}, 0};
	Text		model = {{0}, 0};

	shape_of(made->wanted.text, &sent);
	shape_of(made->model.text, &model);
	made->fits = made->alone || strchr(made->template.text, '{') == NULL ||
		strcmp(sent.text, model.text) == 0;
}

/* JSON with placeholders; made->wanted is JSON, too. */
static void
make_json(Made *made, int depth)
{
	int			kind = depth == 0 ? 4 + chance(2) : chance(depth > 2 ? 4 : 6);
	int			count = 1 + chance(3);
	int			which = chance(COLUMNS);
	Made		text;

	if (kind == 0 && depth > 0)
	{
		put(&made->template, "{%c}", names[which]);
		put(&made->wanted, which == 2 ? "%s" : "\"", values[which]);
		if (which != 2)
			put_escaped(&made->wanted, values[which]), put(&made->wanted, "\"");
	}
	else if (kind == 1)
	{
		make_text(&text, true);
		judge(&text);
		made->fits &= text.fits;
		put(&made->template, "\"%s\"", text.template.text);
		put(&made->wanted, "\"");
		put_escaped(&made->wanted, text.wanted.text);
		put(&made->wanted, "\"");
	}
	else if (kind < 4)
		put(&made->template, "%d", count), put(&made->wanted, "%d", count);
	else
		for (int i = 0; i <= count; i++)
		{
			const char *mark = i == count ? (kind == 4 ? "}" : "]") : i > 0 ? "," : kind == 4 ? "{" : "[";

			put(&made->template, "%s", mark);
			put(&made->wanted, "%s", mark);
			if (i == count)
				continue;
			if (kind == 4)
				put(&made->template, "\"m%d\":", i), put(&made->wanted, "\"m%d\":", i);
			make_json(made, depth + 1);
		}
}

/* ---- what was sent ---- */

static bool
same(const ApiNode *a, const ApiNode *b)
{
	const char *x = api_node_text(a);
	const char *y = api_node_text(b);

	if (api_node_kind(a) != api_node_kind(b) || api_node_count(a) != api_node_count(b) ||
		(x == NULL) != (y == NULL) || (x != NULL && strcmp(x, y) != 0))
		return false;
	for (int i = 0; i < api_node_count(a); i++)
		if ((api_node_kind(a) == API_NODE_OBJECT && strcmp(api_node_name(a, i), api_node_name(b, i)) != 0) ||
			!same(api_node_child(a, i), api_node_child(b, i)))
			return false;
	return true;
}

static bool
same_json(const char *sent, const char *wanted)
{
	ApiDocument *a = sent == NULL ? NULL : api_document_parse(sent, strlen(sent), NULL);
	ApiDocument *b = api_document_parse(wanted, strlen(wanted), NULL);
	bool		equal = a != NULL && b != NULL && same(api_document_root(a), api_document_root(b));

	if (a != NULL)
		api_document_free(a);
	if (b != NULL)
		api_document_free(b);
	return equal;
}

/* The decoded value of the only item of a query, or of a form; NULL: there are others. */
static const char *
only_item(const char *text, const char *name)
{
	static char decoded[4096];
	size_t		len = 0;

	if (text == NULL || strncmp(text, name, strlen(name)) != 0 || strpbrk(text, "&#") != NULL)
		return NULL;
	for (text += strlen(name); *text != '\0'; text++)
	{
		unsigned int byte = (unsigned char) *text;

		if (*text == '%' && sscanf(text + 1, "%2x", &byte) == 1)
			text += 2;
		decoded[len++] = *text == '+' ? ' ' : (char) byte;
	}
	decoded[len] = '\0';
	return decoded;
}

/* Is every value there that was given? */
static bool
all_there(const Made *made, const char *got)
{
	for (int i = 0; i < COLUMNS; i++)
	{
		char		braces[4] = {'{', names[i], '}', '\0'};

		if (given[i] && strstr(made->template.text, braces) != NULL && strstr(got, values[i]) == NULL)
			return false;
	}
	return true;
}

/* Is the request right: what was wanted, or, where values are missing, all that are given? */
static bool
is_right(const Made *made, const char *got, bool json)
{
	for (int i = 0; i < COLUMNS; i++)
		if (!given[i])
			return all_there(made, got != NULL ? got : "");
	return got != NULL && (json ? same_json(got, made->wanted.text) :
						   strcmp(got, made->wanted.text) == 0);
}

/* Compiles and fills; what there is to see is checked against made. */
static bool
sends(const Made *made, int place, bool json)
{
	ApiPair		pair = {"q", made->template.text};
	char		form[4200];
	ApiEndpointSpec spec = {.base_url = "http://h",.path = "",.columns = columns,.ncolumns = COLUMNS};
	ApiError	err = API_ERROR_INIT;
	ApiBindings *bindings = api_bindings_create(COLUMNS, NULL);
	ApiEndpoint *endpoint;
	ApiRequest	request;
	const char *got = NULL;
	bool		ok = false;

	(void) snprintf(form, sizeof(form), "q=%s", made->template.text);
	spec.method = place >= 2 ? API_METHOD_POST : API_METHOD_GET;
	spec.params = place == 0 ? &pair : NULL;
	spec.nparams = place == 0;
	spec.headers = place == 1 ? &pair : NULL;
	spec.nheaders = place == 1;
	spec.body = place == 2 ? made->template.text : place == 3 ? form : NULL;
	spec.content_type = place == 3 ? API_CONTENT_TYPE_FORM : NULL;
	endpoint = api_endpoint_create(&spec, &err);
	if (!check_case(endpoint != NULL, made->template.text))
		printf("  %s\n", err.message);
	for (int i = 0; i < COLUMNS; i++)
	{
		char		braces[4] = {'{', names[i], '}', '\0'};

		if (given[i] && strstr(made->template.text, braces) != NULL)
			check(api_bindings_add(bindings, i, values[i], NULL));
	}
	if (endpoint != NULL && api_endpoint_fill(endpoint, bindings, 0, &(ApiAsk) API_ASK_INIT, &request, &err))
	{
		ok = true;
		got = place == 0 ? only_item(request.url, "http://h?q=") :
			place == 1 ? api_headers_get(&request.headers, "q") :
			place == 2 ? request.body.data : only_item(request.body.data, "q=");
		if (!check_case(is_right(made, got, json), made->template.text))
			printf("  got:    %s\n  wanted: %s\n", got != NULL ? got : request.url, made->wanted.text);
	}
	else if (!check_case(err.code == API_ERR_VALUE_INVALID || err.code == API_ERR_VALUE_MISSING,
						 made->template.text))
		printf("  %s\n", err.message);
	if (endpoint != NULL)
		api_request_free(&request);
	api_endpoint_free(endpoint);
	api_bindings_free(bindings);
	api_error_clear(&err);
	return ok;
}

/* A header takes no controls, nor blanks at its ends. */
static bool
fits_header(const char *text)
{
	size_t		len = strlen(text);

	for (const char *c = text; *c != '\0'; c++)
		if ((unsigned char) *c < 0x20 || *c == 0x7f)
			return false;
	return len == 0 || (text[0] != ' ' && text[len - 1] != ' ');
}

/* Values that are missing: what is given goes out, or is an error; alone it always goes. */
static int
play_missing(void)
{
	static const char *const told[COLUMNS] = {"qa1", "qb2", "918273", "2031-05-06"};
	Made		made;
	bool		json = chance(2);
	bool		ok;
	int			count = 0;

	choose_values(true);
	for (int i = 0; i < COLUMNS; i++)
	{
		values[i] = told[i];
		given[i] = chance(3) > 0;
		count += given[i];
	}
	memset(&made, 0, sizeof(made));
	if (json)
		make_json(&made, 0);
	else
		make_text(&made, false);
	ok = sends(&made, json ? chance(3) : 0, json);
	if (made.alone || count == 0 || count == COLUMNS)
		check_case(ok, made.template.text);
	return ok;
}

static int
play(bool plain)
{
	Made		made;
	bool		json = chance(2);
	int			place = chance(4);
	bool		ok;

	choose_values(plain);
	if (place == 2)
		json = true;
	memset(&made, 0, sizeof(made));
	made.fits = true;
	if (json)
		make_json(&made, 0);
	else
	{
		make_text(&made, false);
		judge(&made);
	}

	/* what a form's own text must not hold */
	if (place == 3 && strpbrk(made.template.text, "+%&"))
		place = 0;
	/* arrays with texts that are no JSON are other text */
	ok = sends(&made, place, json);
	if (!made.fits && !check_case(!ok, made.template.text))
		printf("  sent: %s\n", made.wanted.text);
	if (made.fits && plain && (place != 1 || json || fits_header(made.wanted.text)))
		check_case(ok, made.template.text);
	return ok;
}

/* What the generator meets too seldom: a template, {a}'s value, may it stand there? */
static const struct
{
	const char *template;
	const char *value;
	bool		stands;
}			known[] = {
	{"x-{a}", "note", true}, {"x-{a}", "not", false}, {"x-{a}", "NULL", false},
	{"N{a}", "ote", true}, {"N{a}", "ot", false}, {"{a}ue", "tr", false}, {"{a}.x", "1.", false},
	{"x.{a}", ".1", false}, {"{a}..9", "1", true}, {"\"{a}", "x y", false}, {"\"{a}\"", "x y", true},
	{"\\\"{a}\\\"", "x y", false}, {"\"x\"{a}\"y\"", "x y", false}, {" {a}", "x y", false},
	{"[{a} TO *]", "x", true}, {"[{a} TO *]", "x y", false}, {"{\"x\": {a}}", "x y", true},
	{"\"x\\{a}\"", "", false}, {"{x} {a}", "x y", false}, {"{+a}/x", "a/b", false}, {"{a},2", "1,3", false}
};

static void
play_known(void)
{
	ApiPair		pair = {"q", NULL};
	ApiParam	two[] = {{"a", "alpha", false, API_LIST_FANOUT, false}, {"x", "xi", false, API_LIST_FANOUT, false}};
	ApiEndpointSpec spec = {.base_url = "http://h",.path = "",.columns = two,.ncolumns = 2,.params = &pair,
	.nparams = 1};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
	{
		ApiBindings *bindings = api_bindings_create(2, NULL);
		ApiEndpoint *endpoint;
		ApiRequest	request;

		pair.value = known[i].template;
		endpoint = api_endpoint_create(&spec, NULL);
		check(api_bindings_add(bindings, 0, known[i].value, NULL) && api_bindings_add(bindings, 1, "x", NULL));
		check_case(api_endpoint_fill(endpoint, bindings, 0, &(ApiAsk) API_ASK_INIT, &request, NULL) ==
				   known[i].stands, known[i].template);
		api_request_free(&request);
		api_endpoint_free(endpoint);
		api_bindings_free(bindings);
	}
}

int
main(void)
{
	int			sent = 0;

	play_known();

	for (int i = 0; i < ROUNDS; i++)
		sent += play(i % 2 == 0);
	for (int i = 0; i < ROUNDS; i++)
		sent += play_missing();
	check(sent > ROUNDS);
	return check_end();
}
