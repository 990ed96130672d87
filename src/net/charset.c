/*
 * charset.c
 *		From the charset that a Content-Type declares to UTF-8.  See charset.h.
 *
 * iconv keeps a shift state between calls, but no bytes: those of a character that is
 * cut between two arrivals wait here.
 */
#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "net/charset.h"

#define NAME_MAX_BYTES 40
#define WAITING_MAX 16			/* longer than any character with its shifts */
#define CHUNK 4096

typedef enum Mode
{
	MODE_CONVERT,
	MODE_GUESS,					/* ASCII so far; then as UTF-8, if that fits */
	MODE_COPY,					/* it is UTF-8 */
	MODE_UNKNOWN				/* ASCII, or an error */
} Mode;

struct ApiCharset
{
	char		name[NAME_MAX_BYTES + 1];
	Mode		mode;
	iconv_t		cd;				/* valid in MODE_CONVERT and MODE_GUESS */
	char		waiting[WAITING_MAX];	/* of a character that is cut */
	size_t		nwaiting;
};

/* ---- names ---- */

/* Where the value of charset= begins, or NULL. */
static const char *
find_charset(const char *content_type)
{
	const char *at = content_type;

	while (at != NULL && (at = strchr(at, ';')) != NULL)
	{
		at += strspn(at, "; \t");
		if (strncasecmp(at, "charset=", 8) == 0)
		{
			at += 8;
			return at + strspn(at, " \t\"'");
		}
	}
	return NULL;
}

/* Of ASCII, whatever the locale. */
static bool
is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Lower case, letters and digits alone. */
static void
fold(const char *name, char *folded)
{
	for (; *name != '\0'; name++)
		if (is_alnum(*name))
			*folded++ = *name >= 'A' && *name <= 'Z' ? (char) (*name - 'A' + 'a') : *name;
	*folded = '\0';
}

/* Copies a name, as far as it is one: no slash, for behind it iconv reads options of its own. */
static void
copy_name(const char *at, char *name)
{
	size_t		len = 0;

	while (len < NAME_MAX_BYTES && (is_alnum(*at) || (*at != '\0' && strchr("-_.:+", *at) != NULL)))
		name[len++] = *at++;
	name[len] = '\0';
}

static bool
is_one_of(const char *folded, const char *const *names)
{
	for (; *names != NULL; names++)
		if (strcmp(folded, *names) == 0)
			return true;
	return false;
}

/* UTF-8, or what is no name of a charset. */
static bool
is_plain(const char *folded)
{
	static const char *const names[] = {
		"", "ascii", "usascii", "iso646us", "ansix341968", "binary", "none", "json", "unicode11utf8", NULL
	};

	return strncmp(folded, "utf8", 4) == 0 || is_one_of(folded, names);
}

/* Declared by servers of themselves, whatever they send. */
static bool
is_western(const char *folded)
{
	static const char *const names[] = {
		"iso88591", "latin1", "l1", "cp819", "windows1252", "cp1252", NULL
	};

	return is_one_of(folded, names);
}

/* ASCII in it is not the same bytes: JSON has never been framed in it. */
static bool
is_wide(const char *folded)
{
	return strncmp(folded, "utf16", 5) == 0 || strncmp(folded, "utf32", 5) == 0 ||
		strncmp(folded, "utf7", 4) == 0 || strncmp(folded, "ucs", 3) == 0 ||
		strncmp(folded, "iso10646", 8) == 0 || strncmp(folded, "ebcdic", 6) == 0;
}

/* iconv's name, where another set is meant by it than it says, as browsers have it. */
static const char *
iconv_name(const char *folded, const char *name)
{
	static const struct
	{
		const char *folded;
		const char *meant;
	}			meanings[] = {
		{"shiftjis", "CP932"}, {"sjis", "CP932"}, {"xsjis", "CP932"}, {"mskanji", "CP932"},
		{"windows31j", "CP932"}, {"gb2312", "GB18030"}, {"gbk", "GB18030"}, {"xgbk", "GB18030"},
		{"euckr", "CP949"}, {"ksc56011987", "CP949"}, {"xeuckr", "CP949"}
	};

	for (size_t i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++)
		if (strcmp(folded, meanings[i].folded) == 0)
			return meanings[i].meant;
	return name;
}

ApiCharset *
api_charset_open(const char *content_type, ApiCharsetStatus *status)
{
	const char *at = content_type != NULL ? find_charset(content_type) : NULL;
	char		folded[NAME_MAX_BYTES + 1];
	ApiCharset *charset;

	*status = API_CHARSET_OK;
	if (at == NULL)
		return NULL;
	charset = calloc(1, sizeof(*charset));
	if (charset == NULL)
	{
		*status = API_CHARSET_NO_MEMORY;
		return NULL;
	}
	copy_name(at, charset->name);
	fold(charset->name, folded);
	if (is_plain(folded))
	{
		free(charset);
		return NULL;
	}
	charset->mode = is_western(folded) ? MODE_GUESS : MODE_CONVERT;
	charset->cd = is_wide(folded) ? (iconv_t) -1 :
		iconv_open("UTF-8", iconv_name(folded, charset->name));
	if (charset->cd == (iconv_t) -1)
		charset->mode = MODE_UNKNOWN;
	return charset;
}

const char *
api_charset_name(const ApiCharset *charset)
{
	return charset->name;
}

void
api_charset_free(ApiCharset *charset)
{
	if (charset == NULL)
		return;
	if (charset->cd != (iconv_t) -1)
		(void) iconv_close(charset->cd);
	free(charset);
}

/* ---- bytes ---- */

static ApiCharsetStatus
append(ApiBuffer *out, const char *data, size_t len)
{
	switch (api_buffer_append(out, data, len))
	{
		case API_BUFFER_OK:
			return API_CHARSET_OK;
		case API_BUFFER_FULL:
			return API_CHARSET_FULL;
		default:
			return API_CHARSET_NO_MEMORY;
	}
}

/* Converts what is whole; *data and *len are what is left: a character that is cut. */
static ApiCharsetStatus
run(ApiCharset *charset, const char **data, size_t *len, ApiBuffer *out)
{
	for (;;)
	{
		char		chunk[CHUNK];
		char	   *to = chunk;
		size_t		room = sizeof(chunk);
		size_t		got = iconv(charset->cd, (char **) data, len, &to, &room);
		int			reason = errno;
		ApiCharsetStatus status = append(out, chunk, sizeof(chunk) - room);

		if (status != API_CHARSET_OK)
			return status;
		if (got != (size_t) -1 || reason == EINVAL)
			return API_CHARSET_OK;
		if (reason != E2BIG)
			return API_CHARSET_WRONG;
	}
}

/* A character that waits takes bytes until it is whole. */
static ApiCharsetStatus
finish_waiting(ApiCharset *charset, const char **data, size_t *len, ApiBuffer *out)
{
	while (charset->nwaiting > 0 && *len > 0)
	{
		const char *from = charset->waiting;
		size_t		left;
		ApiCharsetStatus status;

		if (charset->nwaiting == WAITING_MAX)
			return API_CHARSET_WRONG;
		charset->waiting[charset->nwaiting++] = *(*data)++;
		(*len)--;
		left = charset->nwaiting;
		status = run(charset, &from, &left, out);
		if (status != API_CHARSET_OK)
			return status;
		memmove(charset->waiting, from, left);
		charset->nwaiting = left;
	}
	return API_CHARSET_OK;
}

static ApiCharsetStatus
convert(ApiCharset *charset, const char *data, size_t len, ApiBuffer *out)
{
	ApiCharsetStatus status = finish_waiting(charset, &data, &len, out);

	if (status == API_CHARSET_OK && len > 0)
		status = run(charset, &data, &len, out);
	if (status != API_CHARSET_OK || len == 0)
		return status;
	if (len > WAITING_MAX)
		return API_CHARSET_WRONG;
	memcpy(charset->waiting, data, len);
	charset->nwaiting = len;
	return API_CHARSET_OK;
}

static size_t
count_ascii(const char *data, size_t len)
{
	size_t		n = 0;

	while (n < len && (unsigned char) data[n] < 0x80)
		n++;
	return n;
}

/* How many bytes its first one says that a character of UTF-8 has; 0: it is none. */
static size_t
utf8_length(unsigned char first)
{
	if (first >= 0xC2 && first <= 0xDF)
		return 2;
	if (first >= 0xE0 && first <= 0xEF)
		return 3;
	return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
}

/* Its first character beyond ASCII, as far as it is there, is UTF-8? */
static bool
may_be_utf8(const char *data, size_t len)
{
	size_t		wanted = utf8_length((unsigned char) data[0]);

	for (size_t i = 1; i < len && i < wanted; i++)
		if (((unsigned char) data[i] & 0xC0) != 0x80)
			return false;
	return wanted > 0;
}

/* Reads until the first character beyond ASCII is whole, which decides. */
static ApiCharsetStatus
guess(ApiCharset *charset, const char **data, size_t *len, ApiBuffer *out)
{
	ApiCharsetStatus status;

	if (charset->nwaiting == 0)
	{
		size_t		n = count_ascii(*data, *len);

		status = append(out, *data, n);
		*data += n;
		*len -= n;
		if (status != API_CHARSET_OK)
			return status;
	}
	while (*len > 0)
	{
		charset->waiting[charset->nwaiting++] = *(*data)++;
		(*len)--;
		if (!may_be_utf8(charset->waiting, charset->nwaiting))
			charset->mode = MODE_CONVERT;
		else if (charset->nwaiting == utf8_length((unsigned char) charset->waiting[0]))
			charset->mode = MODE_COPY;
		else
			continue;
		break;
	}
	return API_CHARSET_OK;
}

/* What waited for the guess is of a known kind now. */
static ApiCharsetStatus
flush_guess(ApiCharset *charset, ApiBuffer *out)
{
	char		bytes[WAITING_MAX];
	size_t		n = charset->nwaiting;

	memcpy(bytes, charset->waiting, n);
	charset->nwaiting = 0;
	return charset->mode == MODE_COPY ? append(out, bytes, n) : convert(charset, bytes, n, out);
}

ApiCharsetStatus
api_charset_convert(ApiCharset *charset, const char *data, size_t len, ApiBuffer *out)
{
	ApiCharsetStatus status = API_CHARSET_OK;

	if (charset->mode == MODE_GUESS)
	{
		status = guess(charset, &data, &len, out);
		if (status == API_CHARSET_OK && charset->mode != MODE_GUESS)
			status = flush_guess(charset, out);
	}
	if (status != API_CHARSET_OK || len == 0)
		return status;
	if (charset->mode == MODE_UNKNOWN && count_ascii(data, len) < len)
		return API_CHARSET_UNKNOWN;
	return charset->mode == MODE_CONVERT ? convert(charset, data, len, out) : append(out, data, len);
}

ApiCharsetStatus
api_charset_end(ApiCharset *charset, ApiBuffer *out)
{
	ApiCharsetStatus status = API_CHARSET_OK;

	if (charset->mode == MODE_GUESS && charset->nwaiting > 0)
	{
		charset->mode = MODE_CONVERT;
		status = flush_guess(charset, out);
	}
	if (status == API_CHARSET_OK && charset->nwaiting > 0)
		status = API_CHARSET_WRONG;
	return status;
}
