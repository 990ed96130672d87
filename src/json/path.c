/*
 * path.c
 *		A subset of PostgreSQL's jsonpath, compiled.  See path.h.
 */
#include "json/path.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json/string.h"

/* A path text being read. */
typedef struct Source
{
	const char *text;			/* its beginning, for messages */
	const char *p;				/* the byte to look at */
	const char *end;
	ApiError   *err;
} Source;

static bool
malformed(const Source *source, const char *what)
{
	return api_error_set(source->err, API_ERR_OPTION_VALUE, "invalid JSON path \"%s\": %s at character %d",
						 source->text, what, (int) (source->p - source->text) + 1);
}

static bool
unsupported(const Source *source, const char *what)
{
	malformed(source, what);
	api_error_hint(source->err, "A path is made of $, .name, .\"any name\", [number], [last], [*] and"
				   " .*.");
	return false;
}

static void *
no_memory(ApiError *err)
{
	api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
	return NULL;
}

static void
skip_space(Source *source)
{
	while (source->p < source->end && strchr(" \t\r\n", *source->p) != NULL)
		source->p++;
}

/* ---- making paths ---- */

bool
api_path_add_step(ApiPath *path, ApiPathStepKind kind, const char *name, size_t len, uint32_t index)
{
	ApiPathStep *step = &path->steps[path->nsteps];

	if (path->nsteps == API_PATH_MAX_STEPS)
		return false;
	*step = (ApiPathStep) {kind, NULL, len, index};
	if (name != NULL)
	{
		step->name = malloc(len + 1);
		if (step->name == NULL)
			return false;
		memcpy(step->name, name, len);
		step->name[len] = '\0';
	}
	path->nsteps++;
	return true;
}

static bool
put_step(Source *source, ApiPath *path, ApiPathStepKind kind, const char *name, size_t len,
		 uint32_t index)
{
	if (path->nsteps == API_PATH_MAX_STEPS)
		return malformed(source, "too many steps");
	return api_path_add_step(path, kind, name, len, index) || no_memory(source->err) != NULL;
}

/* ---- reading text ---- */

static inline bool
is_name_start(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' ||
		(unsigned char) c > 0x7f;
}

static inline bool
is_name_char(char c)
{
	return is_name_start(c) || (c >= '0' && c <= '9');
}

static bool
read_plain_name(Source *source, ApiPath *path)
{
	const char *name = source->p;

	while (source->p < source->end && is_name_char(*source->p))
		source->p++;
	if (source->p < source->end && *source->p == '(')
		return unsupported(source, "methods are not supported");
	if (source->p < source->end && *source->p == '-')
	{
		malformed(source, "unexpected \"-\"");
		api_error_hint(source->err, "Write such a name in double quotes: .\"odd-name\".");
		return false;
	}
	return put_step(source, path, API_STEP_MEMBER, name, (size_t) (source->p - name), 0);
}

/* The escapes of names are JSON's. */
static bool
read_quoted_name(Source *source, ApiPath *path)
{
	const char *name = source->p++;
	char	   *decoded;
	size_t		len = 0;
	bool		good;

	while (source->p < source->end && *source->p != '"')
		source->p += *source->p == '\\' && source->p + 1 < source->end ? 2 : 1;
	if (source->p >= source->end)
		return malformed(source, "the closing quote is missing");
	source->p++;
	decoded = malloc((size_t) (source->p - name));
	if (decoded == NULL)
		return no_memory(source->err) != NULL;
	good = api_string_unescape(name, (size_t) (source->p - name), decoded, &len) == API_STRING_FINE;
	if (!good)
	{
		source->p = name;
		(void) malformed(source, "malformed name");
	}
	else
		good = put_step(source, path, API_STEP_MEMBER, decoded, len, 0);
	free(decoded);
	return good;
}

/* "@key": it must stand last. */
static bool
read_key(Source *source, ApiPath *path)
{
	if (source->end - source->p < 4 || memcmp(source->p, "@key", 4) != 0)
		return unsupported(source, "unexpected \"@\"");
	if (path->nsteps == 0 && *source->text == '$')
		return unsupported(source, "the root has no @key (that of a record is @key alone)");
	source->p += 4;
	path->key = true;
	skip_space(source);
	return source->p == source->end || unsupported(source, "@key must stand last");
}

static bool
read_member(Source *source, ApiPath *path)
{
	source->p++;
	skip_space(source);
	if (source->p == source->end)
		return malformed(source, "a name is missing");
	if (*source->p == '"')
		return read_quoted_name(source, path);
	if (*source->p == '@')
		return read_key(source, path);
	if (source->p + 1 < source->end && source->p[0] == '*' && source->p[1] == '*')
		return unsupported(source, "\"**\" is not supported");
	if (*source->p == '*')
	{
		source->p++;
		return put_step(source, path, API_STEP_ANY_MEMBER, NULL, 0, 0);
	}
	if (is_name_start(*source->p))
		return read_plain_name(source, path);
	malformed(source, "a name is missing");
	api_error_hint(source->err, "Names that are no identifiers stand in double quotes: .\"odd name\".");
	return false;
}

static bool
read_index(Source *source, uint32_t *index)
{
	uint64_t	number = 0;

	while (source->p < source->end && *source->p >= '0' && *source->p <= '9')
	{
		number = number * 10 + (uint64_t) (*source->p - '0');
		if (number > INT32_MAX)
			return malformed(source, "the number is too large");
		source->p++;
	}
	*index = (uint32_t) number;
	return true;
}

static bool
read_element(Source *source, ApiPath *path)
{
	ApiPathStepKind kind = API_STEP_ANY_ELEMENT;
	uint32_t	index = 0;

	source->p++;
	skip_space(source);
	if (source->p < source->end && *source->p == '*')
		source->p++;
	else if (source->p < source->end && *source->p >= '0' && *source->p <= '9')
	{
		kind = API_STEP_INDEX;
		if (!read_index(source, &index))
			return false;
	}
	else if (source->end - source->p >= 4 && memcmp(source->p, "last", 4) == 0)
	{
		kind = API_STEP_LAST;
		source->p += 4;
	}
	else
		return unsupported(source, "a number or \"*\" is missing");
	skip_space(source);
	if (source->p == source->end || *source->p != ']')
		return unsupported(source, "\"]\" is missing");
	source->p++;
	return put_step(source, path, kind, NULL, 0, index);
}

static bool
read_steps(Source *source, ApiPath *path)
{
	skip_space(source);
	if (source->p < source->end && *source->p == '@')
		return read_key(source, path);
	if (source->p == source->end || *source->p != '$')
		return unsupported(source, "\"$\" is missing");
	source->p++;
	for (;;)
	{
		skip_space(source);
		if (source->p == source->end)
			return true;
		if (*source->p == '.')
		{
			if (!read_member(source, path))
				return false;
		}
		else if (*source->p == '[')
		{
			if (!read_element(source, path))
				return false;
		}
		else
			return unsupported(source, "unexpected text");
	}
}

ApiPath *
api_path_parse(const char *text, ApiError *err)
{
	Source		source = {text, text, text + strlen(text), err};
	ApiPath    *path = calloc(1, sizeof(*path));

	if (path == NULL)
		return no_memory(err);
	if (read_steps(&source, path))
		return path;
	api_path_free(path);
	return NULL;
}

/* ---- looking at paths ---- */

int
api_path_fixed_steps(const ApiPath *path)
{
	int			fixed = 0;

	while (fixed < path->nsteps && (path->steps[fixed].kind == API_STEP_MEMBER ||
									path->steps[fixed].kind == API_STEP_INDEX))
		fixed++;
	return fixed;
}

/* Text that is being written into a bounded place. */
typedef struct Sink
{
	char	   *to;
	size_t		room;			/* bytes left, the closing NUL not counted */
} Sink;

/* All of the bytes or, from here on, none. */
static void
put(Sink *sink, const char *text, size_t len)
{
	if (len > sink->room)
	{
		sink->room = 0;
		return;
	}
	memcpy(sink->to, text, len);
	sink->to += len;
	sink->room -= len;
}

static bool
is_plain_name(const ApiPathStep *step)
{
	if (step->name_len == 0 || !is_name_start(step->name[0]))
		return false;
	for (size_t i = 1; i < step->name_len; i++)
		if (!is_name_char(step->name[i]))
			return false;
	return true;
}

static void
put_quoted(Sink *sink, const ApiPathStep *step)
{
	const char *end = step->name + step->name_len;
	size_t		len;

	put(sink, ".\"", 2);
	for (const char *p = step->name; p < end; p += len)
	{
		char		escaped[8];

		len = api_utf8_char(p, end);
		if (len == 0)
			len = 1;
		if (*p == '"' || *p == '\\')
			put(sink, "\\", 1);
		if ((unsigned char) *p < 0x20)
			put(sink, escaped, (size_t) snprintf(escaped, sizeof(escaped), "\\u%04x", *p));
		else
			put(sink, p, len);
	}
	put(sink, "\"", 1);
}

void
api_path_format(const ApiPath *path, char *out, size_t room)
{
	Sink		sink = {out, room - 1};
	char		index[16];

	if (room == 0)
		return;
	if (path->nsteps > 0 || !path->key)
		put(&sink, "$", 1);
	for (int i = 0; i < path->nsteps; i++)
	{
		const ApiPathStep *step = &path->steps[i];

		switch (step->kind)
		{
			case API_STEP_MEMBER:
				if (is_plain_name(step))
				{
					put(&sink, ".", 1);
					put(&sink, step->name, step->name_len);
				}
				else
					put_quoted(&sink, step);
				break;
			case API_STEP_INDEX:
				put(&sink, index, (size_t) snprintf(index, sizeof(index), "[%u]", step->index));
				break;
			case API_STEP_LAST:
				put(&sink, "[last]", 6);
				break;
			case API_STEP_ANY_ELEMENT:
				put(&sink, "[*]", 3);
				break;
			case API_STEP_ANY_MEMBER:
				put(&sink, ".*", 2);
				break;
		}
	}
	if (path->key)
		put(&sink, path->nsteps > 0 ? ".@key" : "@key", path->nsteps > 0 ? 5 : 4);
	*sink.to = '\0';
}

ApiPath *
api_path_copy(const ApiPath *path)
{
	ApiPath    *copy = calloc(1, sizeof(*copy));

	if (copy == NULL)
		return NULL;
	copy->key = path->key;
	for (int i = 0; i < path->nsteps; i++)
	{
		const ApiPathStep *step = &path->steps[i];

		if (!api_path_add_step(copy, step->kind, step->name, step->name_len, step->index))
		{
			api_path_free(copy);
			return NULL;
		}
	}
	return copy;
}

void
api_path_free(ApiPath *path)
{
	if (path == NULL)
		return;
	for (int i = 0; i < path->nsteps; i++)
		free(path->steps[i].name);
	free(path);
}
