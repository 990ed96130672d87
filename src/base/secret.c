/*
 * secret.c
 *		Names that secrets are known by.  See secret.h.
 */
#include "base/secret.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

bool
api_secret_name(const char *name)
{
	static const char *const words[] = {"secret", "token", "passw", "api_key", "apikey", "api-key",
		"access_key", "signature", "credential"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcasestr(name, words[i]) != NULL)
			return true;
	return strcasecmp(name, "pwd") == 0;
}
