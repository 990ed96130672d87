/*
 * wait.c
 *		The place in a refusal's body that says how long to wait.  See wait.h.
 */
#include <stdlib.h>
#include <string.h>

#include "rest/wait.h"

static bool
ends_with(const char *path, size_t len, const char *end)
{
	size_t		own = strlen(end);

	return len > own && strncmp(path + len - own, end, own) == 0;
}

/* Does the path's last name speak of milliseconds? */
static bool
says_ms(const char *path)
{
	size_t		len = strlen(path);

	while (len > 0 && strchr("\" ", path[len - 1]) != NULL)
		len--;
	return ends_with(path, len, "_ms") || ends_with(path, len, "Ms") || ends_with(path, len, "MS") ||
		ends_with(path, len, "illis") || ends_with(path, len, "illiseconds");
}

static char *
find_wait(const ApiWaitFinder *self, const char *body, size_t len, bool *in_ms)
{
	const ApiWaitPath *wait = (const ApiWaitPath *) self;
	ApiText		whole[2] = {{body, len}, {body, len}};
	int			steps[2] = {0, 0};
	ApiText		found = {NULL, 0};
	ApiError	err = API_ERROR_INIT;
	char	   *text = NULL;

	if (api_query_find(wait->query, whole, steps, &found, &err) && found.text != NULL)
		text = api_text_plain(found.text, found.len, &err);
	api_error_clear(&err);
	*in_ms = wait->in_ms;
	return text;
}

bool
api_wait_path_init(ApiWaitPath *wait, const char *path, ApiError *err)
{
	wait->finder.find = find_wait;
	wait->in_ms = says_ms(path);
	wait->query = api_query_parse(path, err);
	return wait->query != NULL;
}

void
api_wait_path_free(ApiWaitPath *wait)
{
	api_query_free(wait->query);
	wait->query = NULL;
}

const ApiWaitFinder *
api_wait_path_finder(const ApiWaitPath *wait)
{
	return wait->query != NULL ? &wait->finder : NULL;
}
