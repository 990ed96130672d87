/*
 * test_charset.c
 *		From declared charsets to UTF-8, however the bytes are cut.
 */
#include <stdlib.h>

#include "check.h"
#include "net/charset.h"

#define E_ACUTE "\xc3\xa9"
#define LEN(array) ((int) (sizeof(array) / sizeof((array)[0])))

typedef struct Case
{
	const char *type;			/* Content-Type */
	const char *body;
	const char *wanted;			/* NULL: an error */
	ApiCharsetStatus status;
} Case;

static const Case cases[] = {
	{"application/json; charset=ISO-8859-1", "{\"a\": \"caf\xe9\"}", "{\"a\": \"caf" E_ACUTE "\"}", 0},
	{"text/json; Charset=\"latin1\"", "\xe9\xe8", E_ACUTE "\xc3\xa8", 0},
	{"application/json; x=y;charset=windows-1252", "\x80 5", "\xe2\x82\xac 5", 0},
	{"application/json; charset=windows-1252", "\xe9\x81", NULL, API_CHARSET_WRONG},
	{"application/json; charset=iso-8859-15", "\xa4", "\xe2\x82\xac", 0},
	{"application/json; charset=windows-1251", "\xcf\xf0\xe8", "\xd0\x9f\xd1\x80\xd0\xb8", 0},
	{"application/json; charset=koi8-r", "\xf0", "\xd0\x9f", 0},

	/* Western by name, UTF-8 in fact: the first character beyond ASCII decides */
	{"application/json; charset=ISO-8859-1", "caf" E_ACUTE, "caf" E_ACUTE, 0},
	{"application/json; charset=ISO-8859-1", "\xe2\x82\xac", "\xe2\x82\xac", 0},
	{"application/json; charset=ISO-8859-1", "\xf0\x9f\x98\x80!", "\xf0\x9f\x98\x80!", 0},
	{"application/json; charset=ISO-8859-1", "\xe9t" E_ACUTE, E_ACUTE "t\xc3\x83\xc2\xa9", 0},
	{"application/json; charset=ISO-8859-1", "\xe2\x82", "\xc3\xa2\xc2\x82", 0},
	{"application/json; charset=ISO-8859-1", "\xe2", "\xc3\xa2", 0},
	{"application/json; charset=ISO-8859-1", "plain", "plain", 0},

	/* second bytes that are a backslash or a brace in ASCII */
	{"application/json; charset=Shift_JIS", "\"\x83\x5c\x83\x7b\\n\"", "\"\xe3\x82\xbd\xe3\x83\x9c\\n\"", 0},
	{"application/json; charset=sjis", "~\\", "~\\", 0},
	{"application/json; charset=GBK", "\xc1\xaa\xcd\xa8\x81\x5c", "\xe8\x81\x94\xe9\x80\x9a\xe4\xb9\x97", 0},
	{"application/json; charset=gb2312", "\xd6\xd0", "\xe4\xb8\xad", 0},
	{"application/json; charset=Big5", "\xa4\xa4\xa5\x5c", "\xe4\xb8\xad\xe5\x8a\x9f", 0},
	{"application/json; charset=EUC-KR", "\xc7\xd1", "\xed\x95\x9c", 0},
	{"application/json; charset=iso-2022-jp", "\"\x1b$B%=\x1b(B\"", "\"\xe3\x82\xbd\"", 0},
	{"application/json; charset=Shift_JIS", "a\x83", NULL, API_CHARSET_WRONG},
	{"application/json; charset=EUC-JP", "\xa4\x20", NULL, API_CHARSET_WRONG},

	/* what is not read is told where it matters */
	{"application/json; charset=x-martian", "{\"a\": 1}", "{\"a\": 1}", 0},
	{"application/json; charset=x-martian", "{\"a\": \"\xe9\"}", NULL, API_CHARSET_UNKNOWN},
	{"application/json; charset=utf-16", "\xff\xfe{\0}", NULL, API_CHARSET_UNKNOWN},
	{"application/json; charset=UTF-32BE", "\xff", NULL, API_CHARSET_UNKNOWN},
	{"application/json; charset=latin1//IGNORE", "\xe9", E_ACUTE, 0},
	{"application/json; charset=koi8-r//TRANSLIT", "\xf0", "\xd0\x9f", 0},
};

/* Nothing to convert. */
static const char *const plain[] = {
	NULL, "", "application/json", "application/json;", "application/json; charset=", "application/json; charset",
	"application/json; charset=UTF-8", "application/json; charset=utf8", "application/json;charset=\"Utf_8\"",
	"application/json; charset=utf-8; charset=utf-8", "application/json; charset=us-ascii",
	"text/plain; charset=utf8mb4",
	"application/json; charset=binary", "charset=latin1", "application/json; xcharset=latin1"
};

/* Does this system's iconv lack it?  The Western ones are always there. */
static bool
is_missing(const Case *c, ApiCharsetStatus status)
{
	return status == API_CHARSET_UNKNOWN && c->status != status && strcasestr(c->type, "8859") == NULL &&
		strstr(c->type, "1252") == NULL;
}

/* The body in pieces of that size. */
static ApiCharsetStatus
convert(const Case *c, size_t piece, ApiBuffer *out)
{
	ApiCharsetStatus status;
	ApiCharset *charset = api_charset_open(c->type, &status);
	size_t		len = strlen(c->body);

	check_case(charset != NULL, c->type);
	for (size_t at = 0; charset != NULL && status == API_CHARSET_OK && at < len; at += piece)
		status = api_charset_convert(charset, c->body + at, len - at < piece ? len - at : piece, out);
	if (status == API_CHARSET_OK)
		status = api_charset_end(charset, out);
	api_charset_free(charset);
	return status;
}

static void
test_conversions(void)
{
	for (int i = 0; i < LEN(cases); i++)
		for (size_t piece = 1; piece <= 8; piece++)
		{
			const Case *c = &cases[i];
			ApiBuffer	out;
			ApiCharsetStatus status;
			char		name[120];

			(void) snprintf(name, sizeof(name), "case %d, %s, by %zu", i, c->type, piece);
			api_buffer_init(&out, 1 << 20);
			status = convert(c, piece, &out);
			check_case(status == c->status || is_missing(c, status), name);
			if (c->wanted != NULL && !is_missing(c, status))
				check_text(out.data, c->wanted, name);
			api_buffer_free(&out);
		}
}

static void
test_plain(void)
{
	for (int i = 0; i < LEN(plain); i++)
	{
		ApiCharsetStatus status;

		check_case(api_charset_open(plain[i], &status) == NULL && status == API_CHARSET_OK,
				   plain[i] != NULL ? plain[i] : "none");
	}
}

/* The cap counts what comes out. */
static void
test_cap(void)
{
	ApiCharsetStatus status;
	ApiCharset *charset = api_charset_open("x; charset=latin1", &status);
	ApiBuffer	out;

	api_buffer_init(&out, 5);
	check(api_charset_convert(charset, "\xe9\xe9", 2, &out) == API_CHARSET_OK && out.len == 4);
	check(api_charset_convert(charset, "\xe9", 1, &out) == API_CHARSET_FULL);
	check_text(api_charset_name(charset), "latin1", "its name");
	api_charset_free(charset);
	api_buffer_free(&out);
}

/* More than a chunk at once, cut in the middle of characters. */
static void
test_long(void)
{
	ApiCharsetStatus status;
	ApiCharset *charset = api_charset_open("x; charset=gbk", &status);
	ApiBuffer	out;
	char		in[9999];

	for (size_t i = 0; i < sizeof(in); i++)
		in[i] = i % 2 == 0 ? '\xd6' : '\xd0';
	api_buffer_init(&out, 1 << 20);
	status = api_charset_convert(charset, in, sizeof(in), &out);
	if (status != API_CHARSET_UNKNOWN)
	{
		check(status == API_CHARSET_OK);
		check(api_charset_convert(charset, "\xd0", 1, &out) == API_CHARSET_OK);
		check(api_charset_end(charset, &out) == API_CHARSET_OK);
		check(out.len == 15000 && memcmp(out.data + 14997, "\xe4\xb8\xad", 3) == 0);
	}
	api_charset_free(charset);
	api_buffer_free(&out);
}

/* Bytes by chance: in whatever pieces they come, the verdict and the text are the same. */
static void
test_pieces(void)
{
	static const char *const types[] = {
		"x; charset=latin1", "x; charset=windows-1252", "x; charset=sjis", "x; charset=gbk", "x; charset=big5",
		"x; charset=euc-jp", "x; charset=iso-2022-jp", "x; charset=koi8-r", "x; charset=x-martian"
	};
	unsigned int chance = 4711;

	for (int i = 0; i < 9 * 3000; i++)
	{
		ApiCharsetStatus first = API_CHARSET_OK;
		ApiBuffer	outs[2];
		char		in[24];
		size_t		len = (size_t) rand_r(&chance) % sizeof(in);

		for (size_t k = 0; k < len; k++)
			in[k] = (char) (rand_r(&chance) % 3 == 0 ? 'a' : rand_r(&chance));
		for (int run = 0; run < 2; run++)
		{
			ApiCharsetStatus status;
			ApiCharset *charset = api_charset_open(types[i % 9], &status);

			api_buffer_init(&outs[run], 1000);
			for (size_t at = 0, piece; status == API_CHARSET_OK && at < len; at += piece)
			{
				piece = run == 0 ? len : 1 + (size_t) rand_r(&chance) % (len - at);
				status = api_charset_convert(charset, in + at, piece, &outs[run]);
			}
			if (status == API_CHARSET_OK)
				status = api_charset_end(charset, &outs[run]);
			api_charset_free(charset);
			first = run == 0 ? status : first;
			if (run == 1 && !check_case(status == first, types[i % 9]))
				printf("round %d: %d, in pieces %d\n", i, (int) first, (int) status);
		}
		if (first == API_CHARSET_OK)
			check_case(outs[0].len == outs[1].len &&
					   (outs[0].len == 0 || memcmp(outs[0].data, outs[1].data, outs[0].len) == 0), types[i % 9]);
		api_buffer_free(&outs[0]);
		api_buffer_free(&outs[1]);
	}
}

int
main(void)
{
	test_pieces();
	test_conversions();
	test_plain();
	test_cap();
	test_long();
	return check_end();
}
