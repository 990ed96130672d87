/*
 * mark.c
 *		Marks in place of secrets.  See mark.h.
 *
 * A mark is "~", the random word, a letter for its kind, the name, "~".
 */
#include <string.h>

#include "base/mark.h"

#define BRACE "{secret:"
#define KINDS "hpqjk"			/* in the order of ApiMarkKind */

static char start[API_MARK_WORD + 2] = "~";

void
api_mark_seed(const char *word)
{
	memcpy(start + 1, word, API_MARK_WORD);
}

bool
api_mark_seeded(void)
{
	return start[1] != '\0';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* Bytes of the name that text begins with; 0: none, or too long. */
static size_t
name_length(const char *text, const char *end)
{
	const char *c = text;

	if (c == end || !is_letter(*c))
		return 0;
	while (c < end && (is_letter(*c) || (*c >= '0' && *c <= '9')))
		c++;
	return c - text > API_MARK_NAME_MAX ? 0 : (size_t) (c - text);
}

size_t
api_mark_placeholder(const char *text, const char **name, size_t *name_len)
{
	size_t		head = strlen(BRACE);

	if (strncmp(text, BRACE, head) != 0)
		return 0;
	*name = text + head;
	*name_len = name_length(*name, *name + strlen(*name));
	return *name_len > 0 && (*name)[*name_len] == '}' ? head + *name_len + 1 : 0;
}

ApiBufferStatus
api_mark_put(ApiBuffer *out, ApiMarkKind kind, const char *name, size_t name_len)
{
	ApiBufferStatus status = api_buffer_puts(out, start);

	if (status == API_BUFFER_OK)
		status = api_buffer_putc(out, KINDS[kind]);
	if (status == API_BUFFER_OK)
		status = api_buffer_append(out, name, name_len);
	return status == API_BUFFER_OK ? api_buffer_putc(out, '~') : status;
}

const char *
api_mark_find(const char *text, size_t len, ApiSecretMark *mark)
{
	const char *end = text + len;
	size_t		head = strlen(start);

	if (!api_mark_seeded() || text == NULL)
		return NULL;
	while ((text = memmem(text, (size_t) (end - text), start, head)) != NULL)
	{
		const char *c = text + head;
		const char *kind = c < end && *c != '\0' ? strchr(KINDS, *c) : NULL;

		mark->name = c + 1;
		mark->name_len = kind != NULL ? name_length(c + 1, end) : 0;
		mark->len = head + 1 + mark->name_len + 1;
		if (mark->name_len > 0 && text + mark->len <= end && mark->name[mark->name_len] == '~')
		{
			mark->kind = (ApiMarkKind) (kind - KINDS);
			return text;
		}
		text++;
	}
	return NULL;
}

/* A mark is longer than what it was. */
void
api_mark_show(char *text)
{
	ApiSecretMark		mark;
	char	   *at;

	while (text != NULL && (at = (char *) api_mark_find(text, strlen(text), &mark)) != NULL)
	{
		char	   *rest = at + mark.len;

		memcpy(at, BRACE, strlen(BRACE));
		memmove(at + strlen(BRACE), mark.name, mark.name_len);
		text = at + strlen(BRACE) + mark.name_len;
		*text++ = '}';
		memmove(text, rest, strlen(rest) + 1);
	}
}
