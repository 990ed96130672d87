/*
 * test_scalar.c
 *		What an envelope's value says to a pager.
 */
#include <string.h>

#include "check.h"
#include "json/scalar.h"

int
main(void)
{
	static const char *const none[] = {"", "0", "-1", "null", "NULL", "None", "false", "undefined"};
	static const char *const tokens[] = {"1", "00", "-2", "nullable", "a", "0x", "true"};
	static const char *const falsy[] = {"null", "0", "0.0", "-0", "0e5", "false", "\"\"", "[ ]", "{}", ""};
	static const char *const full[] = {"\"0\"", "\"null\"", "true", "-1", "1e0", "[0]", "{\"a\": null}"};

	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		check(api_token_void(none[i]));
	for (size_t i = 0; i < sizeof(tokens) / sizeof(tokens[0]); i++)
		check(!api_token_void(tokens[i]));
	for (size_t i = 0; i < sizeof(falsy) / sizeof(falsy[0]); i++)
		check(api_text_falsy(falsy[i], strlen(falsy[i])));
	for (size_t i = 0; i < sizeof(full) / sizeof(full[0]); i++)
		check(!api_text_falsy(full[i], strlen(full[i])));
	return check_end();
}
