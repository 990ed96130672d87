/*
 * endpoint_check.c
 *		What the validator can say of a path or template by itself.
 */
#include <string.h>

#include "base/mark.h"
#include "rest/endpoint_state.h"
#include "rest/pasted.h"

static bool
bad_path(ApiError *err, const char *why)
{
	api_error_set(err, API_ERR_OPTION_VALUE, "path is not usable: %s", why);
	api_error_hint(err, "The path begins with one \"/\" and is appended to base_url, such as"
				   " '/repos/{owner}/issues'; a query goes into the option params.");
	return false;
}

/* Braces must hold a placeholder: a misspelt one would be sent as it is. */
static bool
check_braces(const char *text, const char *option, ApiError *err)
{
	const char *name;
	size_t		name_len;
	bool		slashes;

	while (*text != '\0')
	{
		size_t		len = api_template_placeholder(text, &name, &name_len, &slashes);

		if (len == 0)
			len = api_mark_placeholder(text, &name, &name_len);
		if (len == 0 && (*text == '{' || *text == '}'))
		{
			api_error_set(err, API_ERR_OPTION_VALUE, "%s holds a brace that is no placeholder",
						  option);
			api_error_hint(err, "A placeholder is {name}: letters, digits and underscores."
						   " A brace itself is written %%7B or %%7D.");
			return false;
		}
		text += len > 0 ? len : 1;
	}
	return true;
}

bool
api_endpoint_check_path(const char *path, ApiError *err)
{
	if (*path == '\0')
		return true;
	if (*path != '/')
	{
		bad_path(err, "it must begin with \"/\"");
		api_pasted_hint(path, err);
		return false;
	}
	for (const char *c = path; *c != '\0'; c++)
	{
		size_t		segment = strcspn(c + 1, "/");

		if ((unsigned char) *c <= 0x20 || *c == 0x7F || *c == '\\')
			return bad_path(err, "it holds a blank, backslash or control character");
		if (*c == '?' || *c == '#')
		{
			bad_path(err, "it holds a query or a fragment");
			api_pasted_hint(path, err);
			return false;
		}
		if (*c != '/')
			continue;
		if (c[1] == '/')
			return bad_path(err, "it holds \"//\"");
		if (api_segment_is_dots(c + 1, segment))
			return bad_path(err, "it holds a \".\" or \"..\" segment");
	}
	return check_braces(path, "path", err);
}

/* In params and headers other braces are plain text: values may be JSON. */
bool
api_endpoint_check_template(const char *text, ApiError *err)
{
	for (; *text != '\0'; text++)
		if (*text == '\r' || *text == '\n')
			return api_error_set(err, API_ERR_OPTION_VALUE, "the value holds a line break");
	return true;
}
