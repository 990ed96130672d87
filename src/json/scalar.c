/*
 * scalar.c
 *		What an envelope's value says to a pager.
 */
#include "json/scalar.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "json/decimal.h"
#include "json/reader.h"
#include "json/scan.h"

bool
api_text_null(const char *text, size_t len)
{
	return api_text_is_null(text, len);
}

/* Is the number's text made of zeros, up to its exponent? */
static bool
is_zero(const char *text, size_t len)
{
	if (!api_number_valid(text, len))
		return false;
	for (size_t i = 0; i < len && text[i] != 'e' && text[i] != 'E'; i++)
		if (text[i] >= '1' && text[i] <= '9')
			return false;
	return true;
}

bool
api_text_falsy(const char *text, size_t len)
{
	if (len == 0 || api_text_is_null(text, len) || is_zero(text, len))
		return true;
	if (len == 5 && memcmp(text, "false", 5) == 0)
		return true;
	if (len == 2 && text[0] == '"')
		return true;
	return (*text == '[' || *text == '{') && api_space_skip(text + 1, text + len) == text + len - 1;
}

int
api_word_truth(const char *word)
{
	static const char *const yes[] = {"true", "yes", "y", "t", "on", "1"};
	static const char *const no[] = {"false", "no", "n", "f", "off", "0"};

	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
	{
		if (strcasecmp(word, yes[i]) == 0)
			return 1;
		if (strcasecmp(word, no[i]) == 0)
			return 0;
	}
	return -1;
}

bool
api_token_void(const char *token)
{
	static const char *const voids[] = {"", "0", "-1", "null", "None", "false", "undefined"};

	for (size_t i = 0; i < sizeof(voids) / sizeof(voids[0]); i++)
		if (strcasecmp(token, voids[i]) == 0)
			return true;
	return false;
}

bool
api_text_count(const char *text, size_t len, int64_t *count, bool *unknown)
{
	*unknown = api_text_is_null(text, len);
	*count = 0;
	if (*unknown)
		return true;
	if (len >= 2 && *text == '"')
	{
		text++;
		len -= 2;
	}
	switch (api_decimal_read(text, len, 0, false, count))
	{
		case API_DECIMAL_OK:
			break;
		case API_DECIMAL_RANGE:
			*count = *text == '-' ? -1 : API_COUNT_MAX;
			break;
		case API_DECIMAL_MALFORMED:
		case API_DECIMAL_FRACTION:
			return false;
	}
	*unknown = *count < 0;
	if (*count > API_COUNT_MAX)
		*count = API_COUNT_MAX;
	return true;
}

char *
api_text_plain(const char *text, size_t len, ApiError *err)
{
	char	   *plain = malloc(len + 1);
	long		plain_len = (long) len;

	if (plain == NULL)
	{
		api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
		return NULL;
	}
	if (len >= 2 && *text == '"')
		plain_len = api_string_decode(text, len, plain, err);
	else
		memcpy(plain, text, len);
	if (plain_len < 0)
	{
		free(plain);
		return NULL;
	}
	plain[plain_len] = '\0';
	return plain;
}
