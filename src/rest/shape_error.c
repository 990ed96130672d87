/*
 * shape_error.c
 *		Does a body without records tell of an error?
 */
#include "rest/shape_error.h"

#include <stdio.h>
#include <string.h>

#include "json/reader.h"
#include "json/scalar.h"
#include "json/scan.h"
#include "json/spelling.h"

#define QUOTED 100				/* bytes of a value that are quoted */

/* Names, folded, whose values tell of an error if there is something in them. */
static const char *const told_by[] = {
	"error", "errors", "err", "fault", "faults", "exception", "errormessage", "errorcode", "errormsg", "errmsg",
	"errcode", "errortype", "errordescription", "timedout"
};

/* Names whose value false tells of one. */
static const char *const denied_by[] = {"ok", "success", "succeeded", "successful", "issuccess", "jobcomplete"};

/* Names whose values may be words of failure. */
static const char *const judged_by[] = {"status", "result", "state"};
static const char *const failures[] = {"error", "fail", "failed", "failure", "fault"};

/* Names of what is said, of its number, and words that say that all is well. */
static const char *const said_by[] = {"message", "msg"};
static const char *const numbered_by[] = {"code", "status", "statuscode"};
static const char *const good_words[] = {"ok", "okay", "success", "successful", "succeeded", "done", "none"};

/* What a sentence about no records has in it. */
static const char *const nothing_words[] = {"no ", "not found", "nothing", "none ", "empty", "success"};

#define IS_AMONG(name, len, list) is_among(name, len, list, sizeof(list) / sizeof((list)[0]))

/* A value, and the name of its member. */
typedef struct Told
{
	const char *name;			/* quotes included; NULL: there is none */
	size_t		name_len;
	const char *text;
	size_t		len;
} Told;

/* What the members tell. */
typedef struct Tale
{
	Told		error;			/* what tells of an error */
	bool		named;			/* and is named after it */
	Told		said;			/* a message */
	Told		numbered;		/* the number of an HTTP error */
	bool		more;			/* there is something else */
} Tale;

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

/* ApiMemberEmit: is there nothing in any of the members? */
static bool
look_for_nothing(void *arg, const char *name, size_t name_len, const char *text, size_t len)
{
	(void) name;
	(void) name_len;
	*(bool *) arg = api_text_falsy(text, len) || IS_AMONG(text, len, good_words);
	return *(bool *) arg;
}

/* Does the value of an error's member say that there is none: 0, "", "00000", 200, "ok"? */
static bool
is_good(const char *text, size_t len)
{
	bool		nothing = false;

	if (*text == '{')
		api_slice_members(text, len, look_for_nothing, &nothing);
	if (nothing || api_text_falsy(text, len) || IS_AMONG(text, len, good_words))
		return true;
	if (*text == '"')
	{
		text++;
		len -= 2;
	}
	return strspn(text, "0") >= len || (len == 3 && memcmp(text, "200", 3) == 0);
}

/* Is it the status of an error, as Google's services name them: REQUEST_DENIED, OVER_QUERY_LIMIT? */
static bool
is_refusal(const char *text, size_t len)
{
	static const char *const ends[] = {"_DENIED", "_LIMIT", "_ERROR", "_EXCEEDED"};

	if (*text != '"' || strspn(text + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_") != len - 2)
		return false;
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (len - 2 > strlen(ends[i]) && memcmp(text + len - 1 - strlen(ends[i]), ends[i], strlen(ends[i])) == 0)
			return true;
	return len - 2 > 8 && memcmp(text + 1, "INVALID_", 8) == 0;
}

/* Is it the number of an HTTP error, other than that of nothing found? */
static bool
is_error_number(const char *text, size_t len)
{
	if (*text == '"')
	{
		text++;
		len -= 2;
	}
	return len == 3 && (*text == '4' || *text == '5') && strspn(text, "0123456789") >= 3 &&
		memcmp(text, "404", 3) != 0;
}

/* Does the message say no more than that there are no records? */
static bool
says_nothing(const char *text, size_t len)
{
	char		words[QUOTED + 1];

	if (*text != '"' || len - 2 > QUOTED)
		return *text != '"';
	memcpy(words, text + 1, len - 2);
	words[len - 2] = '\0';
	for (size_t i = 0; i < sizeof(nothing_words) / sizeof(nothing_words[0]); i++)
		if (strcasestr(words, nothing_words[i]) != NULL)
			return true;
	return is_good(text, len);
}

/* ApiMemberEmit */
static bool
look_at_member(void *arg, const char *name, size_t name_len, const char *text, size_t len)
{
	Tale	   *tale = arg;
	Told		told = {name, name_len, text, len};
	bool		named = IS_AMONG(name, name_len, told_by) && !is_good(text, len);

	if (named || (IS_AMONG(name, name_len, denied_by) && len == 5 && memcmp(text, "false", 5) == 0) ||
		(IS_AMONG(name, name_len, judged_by) && (IS_AMONG(text, len, failures) || is_refusal(text, len))))
	{
		if (tale->error.name == NULL || (named && !tale->named))
			tale->error = told;
		tale->named |= named;
	}
	else if (IS_AMONG(name, name_len, said_by))
		tale->said = told;
	else if (IS_AMONG(name, name_len, numbered_by))
		tale->numbered = is_error_number(text, len) ? told : tale->numbered;
	else
		tale->more = true;
	return true;
}

/* ApiSliceEmit: the root. */
static bool
look_at_root(void *arg, const char *text, size_t len)
{
	api_slice_members(text, len, look_at_member, arg);
	return false;
}

/* Writes the member to out; of a long value its beginning. */
static void
show(const Told *told, const char *before, char *out, size_t room)
{
	snprintf(out, room, "%s%.*s: %.*s%s", before, (int) told->name_len, told->name,
			 (int) (told->len < QUOTED ? told->len : QUOTED), told->text, told->len < QUOTED ? "" : "...");
}

bool
api_shape_tells_error(const char *body, size_t len, ApiError *err)
{
	static const ApiPath members = {1, false, {{API_STEP_INDEX, NULL, 0, 0}}};
	Tale		tale = {0};
	Told	   *told = &tale.error;
	char		said[3 * QUOTED] = "";
	char		shown[3 * QUOTED];

	/* lax: of an object [0] is the object itself; of an array it is a record, or was */
	if (len > 0 && *api_space_skip(body, body + len) == '{')
		api_slice_records(body, len, false, &members, look_at_root, &tale);
	if (told->name == NULL && tale.said.name != NULL && tale.numbered.name != NULL)
		told = &tale.numbered;
	if (told->name == NULL && tale.said.name != NULL && !tale.more &&
		!says_nothing(tale.said.text, tale.said.len))
		told = &tale.said;
	if (told->name == NULL)
		return false;
	if (!api_error_is_set(err))
		api_error_set(err, API_ERR_RECORDS, "the response has no records, and tells of an error");
	if (told != &tale.said && tale.said.name != NULL)
		show(&tale.said, ", ", said, sizeof(said));
	show(told, "", shown, sizeof(shown));
	api_error_detail(err, "The response says %s%s.", shown, said);
	api_error_hint(err, "Where an answer without records may say so, tell by the table's option error_path"
				   " where errors stand, such as '$.error': then nothing else is taken for one.");
	return true;
}
