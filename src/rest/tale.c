/*
 * tale.c
 *		What the members of an object tell of errors: the names and words.
 */
#include "rest/tale.h"

#include <stdio.h>
#include <string.h>

#include "json/reader.h"
#include "json/scalar.h"
#include "json/spelling.h"

#define MEMBERS_MAX 20000		/* of an object that are looked at: more is a map of data */

/* Names, folded, whose values tell of an error if there is something in them. */
static const char *const told_by[] = {
	"error", "errors", "err", "fault", "faults", "exception", "errormessage", "errorcode", "errormsg", "errmsg",
	"errcode", "errortype", "errordescription", "errordetail", "errordetails", "timedout",
	/* in other languages */
	"fehler", "fehlermeldung", "erreur", "erreurs", "errore", "errori", "erro", "erros", "fout", "fouten", "blad",
	"hata", "virhe", "chyba", "hiba"
};

/* Names whose value false tells of one. */
static const char *const denied_by[] = {"ok", "success", "succeeded", "successful", "issuccess", "jobcomplete",
	"sucesso", "exito", "successo", "succes"
};

/* Names whose value true does, and names of an HTTP status. */
static const char *const affirmed_by[] = {"haserror", "haserrors", "iserror"};
static const char *const status_by[] = {"statuscode", "httpstatus", "httpcode", "httpstatuscode"};

/* Names whose values may be words of failure. */
static const char *const judged_by[] = {"status", "result", "state", "stat", "returncode", "resultcode"};
static const char *const failures[] = {"error", "fail", "failed", "failure", "fault"};

/* Names of what counts the parts of a search that failed. */
static const char *const parts_by[] = {"shards", "clusters"};

/* Names of what is said, of its number, and words that say that all is well. */
static const char *const said_by[] = {"message", "msg", "detail", "details", "resultmsg", "returnmsg", "retmsg",
	"statusmessage", "mensaje", "mensagem", "messaggio", "nachricht", "meldung", "bericht", "komunikat"
};
static const char *const aside_by[] = {"description", "reason", "info", "notice", "note", "information"};
static const char *const titled_by[] = {"title"};
static const char *const numbered_by[] = {"code", "status", "statuscode", "httpstatus", "httpstatuscode"};
static const char *const good_words[] = {"ok", "okay", "success", "successful", "succeeded", "done", "none",
	"no error", "noerror", "n/a"
};

/* Names of objects that tell how a request went. */
static const char *const told_in[] = {"meta", "metadata", "status", "header", "responseheader", "responsemetadata",
"responsestatus"};

/* What a sentence about no records, or no more of them, has in it. */
static const char *const nothing_words[] = {
	"no ", "nodata", "no_data", "not found", "nothing", "none ", "empty", "success", "beyond", "past the",
	"out of range", "last page", "end of", "page number", "invalid page"
};

/* What a refusal has in it, whatever it is about; and what one may have, or something else. */
static const char *const refused_words[] = {
	"too many requests", "limit exceeded", "rate limited", "limit reached", "throttl",
	"access denied", "permission denied", "unauthorized", "not authorized", "unauthenticated",
	"forbidden", "invalid token", "invalid api key", "token expired", "timed out",
	"unavailable", "try again", "internal server", "internal error", "quota exceeded", "exceeded your", "upgrade your"
};
static const char *const failed_words[] = {
	"rate limit", "quota", "denied", "expired", "timeout", "an error", "unsuccessful", "failed", "failure", "exceeded"
};

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))
#define IS_AMONG(name, len, list) is_among(name, len, list, COUNT(list))

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
	for (size_t i = 0; i < COUNT(ends); i++)
		if (len - 2 > strlen(ends[i]) && memcmp(text + len - 1 - strlen(ends[i]), ends[i], strlen(ends[i])) == 0)
			return true;
	return len - 2 > 8 && memcmp(text + 1, "INVALID_", 8) == 0;
}

/* Is it the number of an HTTP error, other than that of nothing found, or one below 0? */
static bool
is_error_number(const char *text, size_t len)
{
	if (*text == '"')
	{
		text++;
		len -= 2;
	}
	/* -1121 */
	if (len > 1 && *text == '-' && strspn(text + 1, "0123456789") >= len - 1 && strspn(text + 1, "0") < len - 1)
		return true;
	return len == 3 && (*text == '4' || *text == '5') && strspn(text, "0123456789") >= 3 &&
		memcmp(text, "404", 3) != 0;
}

/* ApiMemberEmit: has it a member failed above 0? */
static bool
look_for_failed(void *arg, const char *name, size_t name_len, const char *text, size_t len)
{
	if (name_len == strlen("\"failed\"") && memcmp(name, "\"failed\"", name_len) == 0 &&
		len > 0 && *text >= '1' && *text <= '9')
		*(bool *) arg = true;
	return !*(bool *) arg;
}

static bool
has_failed(const char *text, size_t len)
{
	bool		failed = false;

	api_slice_members(text, len, look_for_failed, &failed);
	return failed;
}

/* Keeps the first. */
static void
keep(ApiTold *kept, const ApiTold *told)
{
	if (kept->name == NULL)
		*kept = *told;
}

/* Is it false, or the text "false"? */
static bool
is_false(const char *text, size_t len)
{
	static const char *const no[] = {"false"};

	return (len == 5 && memcmp(text, "false", 5) == 0) || IS_AMONG(text, len, no);
}

/* Notes what an object says that is there to tell how a request went. */
static void
look_inside(ApiTale *tale, const char *text, size_t len)
{
	ApiTale		own = {.inner = true};

	tale->more = true;
	api_tale_read(text, len, &own);
	if (own.error.name != NULL)
		keep(&tale->error, &own.error);
	if (own.said.name != NULL && api_tale_said(&own.said) == API_SAID_REFUSED)
		keep(&tale->said, &own.said);
	if (own.numbered.name == NULL || own.said.name == NULL)
		return;
	keep(&tale->numbered, &own.numbered);
	keep(&tale->said, &own.said);
}

/* ApiMemberEmit */
static bool
look_at_member(void *arg, const char *name, size_t name_len, const char *text, size_t len)
{
	ApiTale    *tale = arg;
	ApiTold		told = {name, name_len, text, len};

	if (tale->members++ >= MEMBERS_MAX)
	{
		tale->more = true;
		return false;
	}
	tale->data |= name_len == strlen("\"data\"") && memcmp(name, "\"data\"", name_len) == 0;
	if (*text == '{' && !tale->inner && IS_AMONG(name, name_len, told_in))
		look_inside(tale, text, len);
	else if (IS_AMONG(name, name_len, told_by) && !is_good(text, len))
		keep(&tale->error, &told);
	else if ((IS_AMONG(name, name_len, denied_by) && is_false(text, len)) ||
			 (IS_AMONG(name, name_len, affirmed_by) && len == 4 && memcmp(text, "true", 4) == 0) ||
			 (IS_AMONG(name, name_len, status_by) && is_error_number(text, len) && *text != '-') ||
			 (IS_AMONG(name, name_len, judged_by) && (IS_AMONG(text, len, failures) || is_refusal(text, len))))
		keep(&tale->denied, &told);
	else if (IS_AMONG(name, name_len, parts_by) && has_failed(text, len))
		keep(&tale->failed, &told);
	else if (*text == '"' && IS_AMONG(name, name_len, said_by))
		keep(&tale->said, &told);
	else if (*text == '"' && IS_AMONG(name, name_len, aside_by))
		keep(&tale->aside, &told);
	else if (*text == '"' && IS_AMONG(name, name_len, titled_by))
		keep(&tale->titled, &told);
	else if (IS_AMONG(name, name_len, numbered_by))
		tale->numbered = is_error_number(text, len) ? told : tale->numbered;
	else
		tale->more = true;
	return true;
}

void
api_tale_read(const char *text, size_t len, ApiTale *tale)
{
	api_slice_members(text, len, look_at_member, tale);
}

/* Has the text one of the words in it, in any case? */
static bool
mentions(const char *text, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcasestr(text, words[i]) != NULL)
			return true;
	return false;
}

/* SERVICE_KEY_IS_NOT_REGISTERED_ERROR */
static bool
is_shouted(const char *words)
{
	size_t		len = strlen(words);
	size_t		end = strlen("ERROR");

	return len > end && strspn(words, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_ ") == len &&
		strcmp(words + len - end, "ERROR") == 0 && !mentions(words, nothing_words, COUNT(nothing_words));
}

ApiSaid
api_tale_said(const ApiTold *said)
{
	char		words[API_TALE_QUOTED + 1];
	size_t		len;

	if (said->name == NULL || *said->text != '"')
		return API_SAID_NOTHING;
	len = said->len - 2 < API_TALE_QUOTED ? said->len - 2 : API_TALE_QUOTED;
	memcpy(words, said->text + 1, len);
	words[len] = '\0';
	if (is_shouted(words) || mentions(words, refused_words, COUNT(refused_words)))
		return API_SAID_REFUSED;
	if (is_good(said->text, said->len) || mentions(words, nothing_words, COUNT(nothing_words)))
		return API_SAID_NOTHING;
	return mentions(words, failed_words, COUNT(failed_words)) ? API_SAID_FAILED : API_SAID_OTHER;
}

const ApiTold *
api_tale_without_records(const ApiTale *tale)
{
	ApiSaid		said = api_tale_said(&tale->said);
	ApiSaid		aside = api_tale_said(&tale->aside);

	if (tale->error.name != NULL)
		return &tale->error;
	if (tale->denied.name != NULL)
		return &tale->denied;
	if (tale->failed.name != NULL)
		return &tale->failed;
	if ((tale->said.name != NULL || tale->titled.name != NULL) && tale->numbered.name != NULL)
		return &tale->numbered;
	if (!tale->more && (aside == API_SAID_REFUSED || aside == API_SAID_FAILED))
		return &tale->aside;
	return said == API_SAID_REFUSED || (said != API_SAID_NOTHING && !tale->more) ? &tale->said : NULL;
}

const ApiTold *
api_tale_of_group(const ApiTale *tale)
{
	bool		alone = tale->denied.name == NULL && tale->failed.name == NULL;

	if (tale->error.name != NULL || alone || !tale->more)
		return api_tale_without_records(tale);
	return NULL;
}

const ApiTold *
api_tale_status(const ApiTale *tale)
{
	const ApiTold *told = &tale->numbered;

	return told->name != NULL && !api_spelling_folds_to(told->name + 1, told->name_len - 2, "code", 4) ?
		told : NULL;
}

/* ---- GraphQL ---- */

/* Of an error. */
typedef struct Error
{
	bool		message;
	bool		place;
} Error;

/* ApiMemberEmit */
static bool
look_at_error(void *arg, const char *name, size_t name_len, const char *text, size_t len)
{
	Error	   *error = arg;
	ApiTold		told = {name, name_len, text, len};

	error->message |= *told.text == '"' && IS_AMONG(name, name_len, said_by);
	error->place |= *told.text == '[' && (api_spelling_folds_to(name + 1, name_len - 2, "path", 4) ||
										  api_spelling_folds_to(name + 1, name_len - 2, "locations", 9));
	return true;
}

/* ApiSliceEmit: the first of the errors. */
static bool
look_at_first(void *arg, const char *text, size_t len)
{
	api_slice_members(text, len, look_at_error, arg);
	return false;
}

bool
api_tale_is_graphql(const ApiTale *tale)
{
	Error		error = {false, false};

	if (!tale->data || tale->error.name == NULL || *tale->error.text != '[')
		return false;
	(void) api_slice_elements(tale->error.text, tale->error.len, look_at_first, &error, NULL);
	return error.message && error.place;
}

/* ---- showing ---- */

void
api_tale_show(const ApiTold *told, const char *before, char out[API_TALE_SHOWN])
{
	size_t		len = told->len < API_TALE_QUOTED ? told->len : API_TALE_QUOTED;

	/* whole characters */
	while (len < told->len && ((unsigned char) told->text[len] & 0xC0) == 0x80)
		len--;
	snprintf(out, API_TALE_SHOWN, "%s%.*s: %.*s%s", before, (int) told->name_len, told->name, (int) len,
			 told->text, len < told->len ? "..." : "");
}

void
api_tale_quote(const ApiTale *tale, const ApiTold *told, char shown[API_TALE_SHOWN], char said[API_TALE_SHOWN])
{
	const ApiTold *beside = tale->said.name != NULL ? &tale->said :
		tale->aside.name != NULL ? &tale->aside : &tale->titled;

	*said = '\0';
	if (beside->name != NULL && told->text != beside->text)
		api_tale_show(beside, ", ", said);
	api_tale_show(told, "", shown);
}
