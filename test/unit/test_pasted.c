/*
 * test_pasted.c
 *		A pasted URL that is taken apart: nothing but what can be pasted, whatever it holds.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/secret.h"
#include "check.h"
#include "rest/pasted.h"

static char *
hint_of(const char *text)
{
	ApiError	err = API_ERROR_INIT;
	char	   *hint;

	api_error_set(&err, API_ERR_OPTION_VALUE, "no");
	api_pasted_hint(text, &err);
	hint = err.hint;
	err.hint = NULL;
	api_error_clear(&err);
	return hint;
}

static void
expect(const char *text, const char *wanted)
{
	char	   *hint = hint_of(text);

	check_text(hint != NULL ? hint : "none", wanted, text);
	free(hint);
}

/* Letters that matter, in every order that comes: it must end, within its bounds. */
static void
test_any(void)
{
	static const char letters[] = "a/?&=#%2+'\"\\:h@\x01\xC3";
	unsigned	seed = 1;
	char		text[48];

	for (int i = 0; i < 20000; i++)
	{
		size_t		len;

		seed = seed * 1103515245 + 12345;
		len = seed / 65536 % (sizeof(text) - 1);
		for (size_t k = 0; k < len; k++)
		{
			seed = seed * 1103515245 + 12345;
			text[k] = letters[seed / 65536 % (sizeof(letters) - 1)];
		}
		text[len] = '\0';
		free(hint_of(text));
	}
}

int
main(void)
{
	expect("/p?a=1&b=x%20y+z", "Take it apart: path '/p', params '{\"a\": \"1\", \"b\": \"x y z\"}'.");
	expect("http://h/p?a=1&a=2#x",
		   "Take it apart: base_url 'http://h', path '/p', params '{\"a\": [\"1\", \"2\"]}'.");
	expect("?a", "Take it apart: path '', params '{\"a\": \"\"}'.");
	expect("/p?my_token=s3cret&key=s3cret",
		   "Take it apart: path '/p', params '{\"my_token\": \"...\", \"key\": \"...\"}'.");
	expect("/p?a=%00", "none");
	expect("/p?a=%2", "none");
	expect("/p?a=%FF", "none");
	expect("/p", "none");
	expect("http://u:p@h/p?a=1", "none");
	test_any();
	check(api_secret_name("X-Api-Key") && !api_secret_name("id"));
	return check_end();
}
