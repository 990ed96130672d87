/*
 * coding.c
 *		What a Content-Encoding header names.  See coding.h.
 */
#include <string.h>
#include <strings.h>

#include "net/coding.h"

/* The codings that are registered, and whether libcurl undoes them. */
static const struct
{
	const char *name;
	enum
	{
		ALWAYS, BROTLI, ZSTD, NEVER
	}			undone;
}			codings[] =
{
	{"identity", ALWAYS}, {"none", ALWAYS}, {"gzip", ALWAYS}, {"x-gzip", ALWAYS}, {"deflate", ALWAYS},
	{"br", BROTLI}, {"zstd", ZSTD},
	{"compress", NEVER}, {"x-compress", NEVER}, {"exi", NEVER}, {"pack200-gzip", NEVER},
	{"aes128gcm", NEVER}, {"dcb", NEVER}, {"dcz", NEVER}
};

static ApiCoding
judge(const char *name, size_t len, bool brotli, bool zstd)
{
	for (size_t i = 0; i < sizeof(codings) / sizeof(codings[0]); i++)
		if (strlen(codings[i].name) == len && strncasecmp(codings[i].name, name, len) == 0)
			return codings[i].undone == ALWAYS || (codings[i].undone == BROTLI && brotli) ||
				(codings[i].undone == ZSTD && zstd) ? API_CODING_UNDONE : API_CODING_FOREIGN;
	return API_CODING_NONE;
}

ApiCoding
api_coding_of(const ApiHeaders *headers, bool brotli, bool zstd)
{
	ApiCoding	worst = API_CODING_UNDONE;

	for (int i = 0; i < headers->count; i++)
	{
		const char *at = headers->items[i].value;

		if (strcasecmp(headers->items[i].name, "Content-Encoding") != 0)
			continue;
		while (*(at += strspn(at, " \t,")) != '\0')
		{
			size_t		len = strcspn(at, " \t,");
			ApiCoding	coding = judge(at, len, brotli, zstd);

			if (coding > worst)
				worst = coding;
			at += len;
		}
	}
	return worst;
}
