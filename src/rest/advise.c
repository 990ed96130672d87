/*
 * advise.c
 *		What is said of a sign.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "rest/advise.h"
#include "rest/doubts.h"
#include "rest/weigh.h"

#define VALUE_MAX 48			/* bytes of a value that are quoted */
#define TOKEN_MAX 16			/* of a token */
#define PARAMETER "[]_-.abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

/* ---- quoting ---- */

/* Copies what is printable; of a link not the query, of a token only its beginning. */
static void
quote_value(const ApiSign *sign, char *out)
{
	size_t		max = VALUE_MAX;
	size_t		len = 0;
	const char *p = sign->value;

	if (api_weigh_is_link(p))
		max = strcspn(p, "?#") < max ? strcspn(p, "?#") : max;
	else if (sign->string && strlen(p) > TOKEN_MAX + 4)
		max = TOKEN_MAX;
	for (; *p != '\0' && len < max; p++)
		out[len++] = isprint((unsigned char) *p) ? *p : '?';
	strcpy(out + len, *p == '?' || *p == '#' || *p == '\0' ? "" : "...");
	if (*p == '?')
		strcat(out, "?...");
}

static void
quote_name(const char *name, char *out, size_t room)
{
	size_t		len = 0;

	for (; *name != '\0' && len < room - 1; name++)
		out[len++] = isprint((unsigned char) *name) ? *name : '?';
	out[len] = '\0';
}

void
api_advise_quote(const ApiSign *sign, char *out, size_t room)
{
	char		name[sizeof(sign->name)];
	char		value[VALUE_MAX + 8];

	quote_name(sign->name, name, sizeof(name));
	quote_value(sign, value);
	if (sign->header && sign->frame == 0)
		snprintf(out, room, "%s: %s", name, value);
	else
		snprintf(out, room, sign->string ? "\"%s\": \"%s\"" : "\"%s\": %s", name, value);
}

/* ---- options ---- */

/* The option that reads the sign where it stands: "total_path '$.total'"; "": none does. */
static void
name_place(const ApiSign *sign, const char *path, const char *header, char *out, size_t room)
{
	*out = '\0';
	if (sign->header && sign->frame == 0 && header != NULL)
		snprintf(out, room, ", %s '%.64s'", header, sign->member);
	else if (*sign->place != '\0' && strspn(sign->place, "$.[]*?()=\"@#-_: abcdefghijklmnopqrstuvwxyz0123456789"
											"ABCDEFGHIJKLMNOPQRSTUVWXYZ") == strlen(sign->place))
		snprintf(out, room, ", %s '%s'", path, sign->place);
}

/* Has an object, which names the token, the token's text only?  Its name, but for those called next. */
static bool
is_part_of_token(const ApiSign *sign, char *parent)
{
	static const char *const texts[] = {"token", "value", "text", "#text", "_text", "$", "$t", "_"};
	const char *dot = strrchr(sign->name, '.');

	if (dot == NULL || dot == sign->name || strncasecmp(sign->name, "next", 4) == 0)
		return false;
	memcpy(parent, sign->name, (size_t) (dot - sign->name));
	parent[dot - sign->name] = '\0';
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (strcasecmp(dot + 1, texts[i]) == 0)
			return true;
	return false;
}

/* The parameter that may take a token: next_page_token goes by page_token. */
static void
name_parameter(const ApiSign *sign, char *out, size_t room)
{
	const char *name = sign->member;
	const char *next = strcasestr(name, "continuation");
	char		parent[sizeof(sign->name)];

	if (sign->header && next != NULL)
		name = next;
	/* the object is called as the parameter is: "resumptionToken": {"token": .. } */
	if (is_part_of_token(sign, parent))
		name = parent;
	if (strncasecmp(name, "x-", 2) == 0)
		name += 2;
	next = strcasestr(name, "next");
	if (next != NULL && next[4] != '\0' && strcasecmp(next + 4, "token") != 0 &&
		strcasecmp(next + 4, "_token") != 0)
		name = next + 4;
	name += strspn(name, "_-.@ ");
	quote_name(name, out, room);
	if (next != NULL && isupper((unsigned char) *out) && !isupper((unsigned char) *sign->member))
		*out = (char) tolower((unsigned char) *out);
	for (char *p = out; sign->header && *p != '\0'; p++)
		*p = (char) tolower((unsigned char) *p);
	if (strcasecmp(name, "endCursor") == 0 || strncasecmp(name, "after", 5) == 0 ||
		strcasecmp(name, "end_cursor") == 0)
		snprintf(out, room, "after");
	if (*out == '\0' || strspn(out, "_-abcdefghijklmnopqrstuvwxyz0123456789"
							   "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != strlen(out))
		snprintf(out, room, "cursor");
	else if (strcasecmp(out, "next") == 0)
		snprintf(out, room, strcmp(sign->value, "2") == 0 ? "page" : "cursor");
}

static void
advise_token(const ApiSign *sign, char *out, size_t room)
{
	char		place[API_SEARCH_PLACE + 32];
	char		parameter[64];

	if (sign->header && strncmp(sign->member, "Link ", strlen("Link ")) == 0)
	{
		snprintf(out, room, "pagination 'link_header'");
		return;
	}
	if (!sign->header && (sign->naming.link || api_weigh_is_link(sign->value)))
	{
		name_place(sign, "next_url_path", NULL, place, sizeof(place));
		if (*place != '\0')
			snprintf(out, room, "pagination 'next_url'%s", place);
		return;
	}
	name_place(sign, "cursor_path", "cursor_header", place, sizeof(place));
	name_parameter(sign, parameter, sizeof(parameter));
	if (*place != '\0')
		snprintf(out, room, "pagination 'cursor', cursor_param '%s'%s", parameter, place);
}

/*
 * Pages by number, or by offset where an offset stands beside the sign, or by what the
 * request itself has.  The page came unasked for: one that calls itself 0 is the first.
 */
static void
advise_count(const ApiSearch *search, const ApiSign *sign, const char *url, const char *place,
			 char *out, size_t room)
{
	char		name[sizeof(sign->beside)];
	bool		offset;
	int64_t		page = url != NULL ? api_doubts_page(url, name, sizeof(name), &offset) : -1;

	if (page >= 0 && strspn(name, PARAMETER) == strlen(name))
	{
		snprintf(out, room, offset ? "pagination 'offset', offset_param '%s'%s%s" :
				 "pagination 'page_number', page_param '%s'%s%s", name,
				 page == 0 && !offset ? ", start_page '0'" : "", place);
		return;
	}
	quote_name(sign->beside, name, sizeof(name));
	if (sign->by_offset && strpbrk(name, "'") == NULL)
		snprintf(out, room, "pagination 'offset', offset_param '%s'%s%s", name,
				 sign->from_one ? ", start_offset '1'" : "", place);
	else
		snprintf(out, room, "pagination 'page_number', page_param 'page'%s%s",
				 search->ordinal.zero ? ", start_page '0'" : "", place);
}

static void
advise_number(const ApiSearch *search, const ApiSign *sign, const char *url, char *out, size_t room)
{
	bool		pages = sign->naming.kind == API_NAMING_PAGES || sign->naming.pages ||
		sign->naming.kind == API_NAMING_LAST;
	char		place[API_SEARCH_PLACE + 32];

	if (sign->naming.kind == API_NAMING_REMAINING || sign->lower)
		*place = '\0';
	else
		name_place(sign, pages ? "total_pages_path" : "total_path",
				   pages ? "total_pages_header" : "total_header", place, sizeof(place));
	advise_count(search, sign, url, place, out, room);
}

/* A link to the last page names the parameter. */
static void
advise_last(const ApiSign *sign, char *out, size_t room)
{
	char		name[64];
	bool		offset;

	if (api_doubts_page(sign->value, name, sizeof(name), &offset) < 0 ||
		strspn(name, PARAMETER) != strlen(name))
		return;
	snprintf(out, room, offset ? "pagination 'offset', offset_param '%s'" :
			 "pagination 'page_number', page_param '%s'", name);
}

/* A word says that there is more, but only another sign how to ask for it. */
static void
advise_word(const ApiSearch *search, const ApiSign *sign, const char *url, char *out, size_t room)
{
	bool		last = sign->naming.kind == API_NAMING_LAST || sign->naming.kind == API_NAMING_DONE;
	char		place[API_SEARCH_PLACE + 32];
	size_t		len;

	/* first of all a link */
	for (int i = 0; i < 2 * search->nsigns && *out == '\0'; i++)
	{
		const ApiSign *other = &search->signs[i % search->nsigns];

		if (i < search->nsigns && !api_weigh_is_link(other->value))
			continue;
		if (other->filled && !other->within && other->near &&
			(other->string || strcmp(other->value, "true") != 0) &&
			(other->naming.kind == API_NAMING_TOKEN || other->naming.kind == API_NAMING_NEXT ||
			 (other->naming.kind >= API_NAMING_BARE && other->naming.kind <= API_NAMING_WEAK && other->string)))
			advise_token(other, out, room);
	}
	name_place(sign, "has_more_path", NULL, place, sizeof(place));
	if (*out == '\0')
		advise_count(search, sign, url, "", out, room);
	len = strlen(place);
	if (len == 0)
		return;
	if (last)
		snprintf(place + len - 1, sizeof(place) - len + 1, " == %s'", sign->string ? "\"false\"" : "false");
	snprintf(out + strlen(out), room - strlen(out), "%s", place);
}

void
api_advise_options(const ApiSearch *search, const ApiSign *sign, const char *url, char *out, size_t room)
{
	*out = '\0';
	if (sign->within)
		return;
	switch (sign->naming.kind)
	{
		case API_NAMING_NEXT:
		case API_NAMING_TOKEN:
		case API_NAMING_BARE:
			if (!sign->string && strcmp(sign->value, "true") == 0)
				advise_word(search, sign, url, out, room);
			else
				advise_token(sign, out, room);
			break;
		case API_NAMING_MORE:
		case API_NAMING_CUT:
		case API_NAMING_LAST:
		case API_NAMING_DONE:
			if (api_weigh_is_link(sign->value))
			{
				advise_last(sign, out, room);
				break;
			}
			if (sign->naming.kind != API_NAMING_LAST || !isdigit((unsigned char) *sign->value) ||
				(!sign->naming.pages && !sign->paging))
			{
				advise_word(search, sign, url, out, room);
				break;
			}
			advise_number(search, sign, url, out, room);
			break;
		default:
			advise_number(search, sign, url, out, room);
			break;
	}
}
