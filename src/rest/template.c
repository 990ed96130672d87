/*
 * template.c
 *		A text with {name} placeholders, taken apart once.  See template.h.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rest/template.h"

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

size_t
api_template_placeholder(const char *text, const char **name, size_t *name_len, bool *slashes)
{
	const char *c = text;

	if (*c++ != '{')
		return 0;
	*slashes = *c == '+';
	if (*slashes)
		c++;
	*name = c;
	if (!is_letter(*c))
		return 0;
	while (is_letter(*c) || (*c >= '0' && *c <= '9'))
		c++;
	*name_len = (size_t) (c - *name);
	return *c == '}' ? (size_t) (c + 1 - text) : 0;
}

/* Adds a part with a copy of its text. */
static bool
add_part(ApiTemplate *template, const char *text, size_t len, bool placeholder, bool slashes)
{
	ApiTemplatePart *parts = realloc(template->parts,
									 (size_t) (template->nparts + 1) * sizeof(*parts));
	char	   *copy = strndup(text, len);

	if (parts != NULL)
		template->parts = parts;
	if (parts == NULL || copy == NULL)
	{
		free(copy);
		return false;
	}
	parts[template->nparts++] = (ApiTemplatePart)
	{
		.text = copy,.placeholder = placeholder,.slashes = slashes,.column = -1
	};
	return true;
}

bool
api_template_parse(ApiTemplate *template, const char *text, ApiError *err)
{
	const char *plain = text;
	bool		ok = true;

	*template = (ApiTemplate) {NULL, 0};
	while (ok && *text != '\0')
	{
		const char *name;
		size_t		name_len;
		bool		slashes;
		size_t		len = api_template_placeholder(text, &name, &name_len, &slashes);

		if (len == 0)
		{
			text++;
			continue;
		}
		if (text > plain)
			ok = add_part(template, plain, (size_t) (text - plain), false, false);
		ok = ok && add_part(template, name, name_len, true, slashes);
		text += len;
		plain = text;
	}
	if (ok && text > plain)
		ok = add_part(template, plain, (size_t) (text - plain), false, false);
	if (ok)
		return true;
	api_template_free(template);
	return api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
}

void
api_template_free(ApiTemplate *template)
{
	for (int i = 0; i < template->nparts; i++)
		free(template->parts[i].text);
	free(template->parts);
	*template = (ApiTemplate) {NULL, 0};
}

bool
api_template_make_plain(ApiTemplatePart *part)
{
	size_t		size = strlen(part->text) + sizeof("{+}");
	char	   *text = malloc(size);

	if (text == NULL)
		return false;
	(void) snprintf(text, size, part->slashes ? "{+%s}" : "{%s}", part->text);
	free(part->text);
	part->text = text;
	part->placeholder = false;
	return true;
}

bool
api_template_has_values(const ApiTemplate *template)
{
	for (int i = 0; i < template->nparts; i++)
		if (template->parts[i].placeholder)
			return true;
	return false;
}

/* The double quotes in a part's plain text. */
static int
count_quotes(const ApiTemplatePart *part)
{
	int			count = 0;

	for (const char *c = part->placeholder ? "" : part->text; *c != '\0'; c++)
		if (*c == '\\' && c[1] != '\0')
			c++;
		else
			count += *c == '"';
	return count;
}

/* Does a backslash stand before the part? */
static bool
is_escaped(const ApiTemplate *template, int part)
{
	const ApiTemplatePart *before = part > 0 ? &template->parts[part - 1] : NULL;

	return before != NULL && !before->placeholder && *before->text != '\0' &&
		before->text[strlen(before->text) - 1] == '\\';
}

bool
api_template_quoted(const ApiTemplate *template, int part)
{
	int			before = 0;
	int			behind = 0;

	for (int i = 0; i < template->nparts; i++)
		*(i < part ? &before : &behind) += count_quotes(&template->parts[i]);
	return before % 2 == 1 && behind > 0 && !is_escaped(template, part);
}

void
api_template_show(const ApiTemplate *template, ApiBuffer *out)
{
	for (int i = 0; i < template->nparts; i++)
	{
		const ApiTemplatePart *part = &template->parts[i];

		if (part->placeholder)
			(void) api_buffer_puts(out, part->slashes ? "{+" : "{");
		(void) api_buffer_puts(out, part->text);
		if (part->placeholder)
			(void) api_buffer_putc(out, '}');
	}
}
