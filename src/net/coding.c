/*
 * coding.c
 *		What a Content-Encoding header asks of the reader.  See coding.h.
 */
#include <string.h>
#include <strings.h>

#include "net/coding.h"

/* The codings that are registered; any other name is none. */
static const struct
{
	const char *name;
	ApiCoding	coding;
}			codings[] =
{
	{"gzip", API_CODING_INFLATE}, {"x-gzip", API_CODING_INFLATE}, {"deflate", API_CODING_DEFLATE},
	{"br", API_CODING_FOREIGN}, {"zstd", API_CODING_FOREIGN},
	{"compress", API_CODING_FOREIGN}, {"x-compress", API_CODING_FOREIGN}, {"exi", API_CODING_FOREIGN},
	{"pack200-gzip", API_CODING_FOREIGN}, {"aes128gcm", API_CODING_FOREIGN},
	{"dcb", API_CODING_FOREIGN}, {"dcz", API_CODING_FOREIGN}
};

static ApiCoding
judge(const char *name, size_t len)
{
	for (size_t i = 0; i < sizeof(codings) / sizeof(codings[0]); i++)
		if (strlen(codings[i].name) == len && strncasecmp(codings[i].name, name, len) == 0)
			return codings[i].coding;
	return API_CODING_NONE;
}

/* A coding beside those before it. */
static ApiCoding
add(ApiCoding all, ApiCoding coding)
{
	if (coding == API_CODING_NONE)
		return all;
	if (all == API_CODING_NONE)
		return coding;
	return all < API_CODING_TWICE && coding < API_CODING_TWICE ? API_CODING_TWICE : API_CODING_FOREIGN;
}

ApiCoding
api_coding_of(const ApiHeaders *headers)
{
	ApiCoding	all = API_CODING_NONE;

	for (int i = 0; i < headers->count; i++)
	{
		const char *at = headers->items[i].value;

		if (strcasecmp(headers->items[i].name, "Content-Encoding") != 0)
			continue;
		while (*(at += strspn(at, " \t,")) != '\0')
		{
			size_t		len = strcspn(at, " \t,");

			all = add(all, judge(at, len));
			at += len;
		}
	}
	return all;
}
