/*
 * shape_error.c
 *		Does a body without records tell of an error?
 */
#include "rest/shape_error.h"

#include <string.h>

#include "json/reader.h"
#include "json/scalar.h"
#include "json/spelling.h"

#define QUOTED 100				/* bytes of a value that are quoted */

/* Names, folded, whose values tell of an error if they are not false, 0 or empty. */
static const char *const told_by[] = {
	"error", "errors", "err", "fault", "faults", "exception", "errormessage", "errorcode", "errormsg", "errmsg",
	"errcode", "errortype", "errordescription"
};

/* Names whose value false tells of one. */
static const char *const denied_by[] = {"ok", "success", "succeeded", "successful"};

/* Names whose values may be words of failure. */
static const char *const judged_by[] = {"status", "result", "state"};
static const char *const failures[] = {"error", "fail", "failed", "failure", "fault"};

#define IS_AMONG(name, len, list) is_among(name, len, list, sizeof(list) / sizeof((list)[0]))

/* Is the text of a string, quotes included, one of the words in any case? */
static bool
is_among(const char *text, size_t len, const char *const *words, size_t count)
{
	if (*text != '"')
		return false;
	for (size_t i = 0; i < count; i++)
		if (api_spelling_folds_to(text + 1, len - 2, words[i], strlen(words[i])))
			return true;
	return false;
}

/* ApiMemberEmit */
static bool
look_at_member(void *arg, const char *name, size_t name_len, const char *text, size_t len)
{
	ApiError   *err = arg;

	if (!(IS_AMONG(name, name_len, told_by) && !api_text_falsy(text, len)) &&
		!(IS_AMONG(name, name_len, denied_by) && len == 5 && memcmp(text, "false", 5) == 0) &&
		!(IS_AMONG(name, name_len, judged_by) && IS_AMONG(text, len, failures)))
		return true;
	api_error_detail(err, "The response says %.*s: %.*s%s.", (int) name_len, name,
					 (int) (len < QUOTED ? len : QUOTED), text, len < QUOTED ? "" : "...");
	return false;
}

/* ApiSliceEmit: the root. */
static bool
look_at_root(void *arg, const char *text, size_t len)
{
	api_slice_members(text, len, look_at_member, arg);
	return false;
}

bool
api_shape_tells_error(const char *body, size_t len, ApiError *err)
{
	static const ApiPath members = {1, false, {{API_STEP_INDEX, NULL, 0, 0}}};
	bool		before = err->detail != NULL;

	/* lax: of an object [0] is the object itself */
	api_slice_records(body, len, false, &members, look_at_root, err);
	return !before && err->detail != NULL;
}
