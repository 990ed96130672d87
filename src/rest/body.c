/*
 * body.c
 *		A JSON body with {name} placeholders.
 *
 * Each placeholder becomes a string that no text of the user's can be (it begins
 * with a control character), so that what is left is plain JSON: a document whose
 * marked strings are looked for when it is written.  Strings that hold placeholders
 * are templates, found by their node.  Writing recurses, as deep as a document may be
 * nested.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json/document.h"
#include "rest/body.h"
#include "rest/template.h"

#define MARK '\001'

typedef struct Placeholder
{
	char	   *name;			/* malloc'd */
	int			parameter;		/* which one it is */
} Placeholder;

/* A string that holds placeholders. */
typedef struct String
{
	const ApiNode *node;
	ApiTemplate text;			/* owned */
} String;

struct ApiBody
{
	ApiDocument *document;		/* owned */
	Placeholder *placeholders;	/* malloc'd */
	int			nplaceholders;
	String	   *strings;		/* malloc'd */
	int			nstrings;
};

/* What a body is written from. */
typedef struct Writing
{
	const ApiBody *body;
	const ApiBodySource *source;
	ApiBuffer  *out;
} Writing;

static bool write_node(Writing *writing, const ApiNode *node, bool *absent);

/* ---- taking apart ---- */

static bool
no_memory(ApiError *err)
{
	return api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
}

static bool
refuse(ApiError *err, const char *why)
{
	api_error_set(err, API_ERR_OPTION_VALUE, "body is not usable: %s", why);
	api_error_hint(err, "The body is JSON; a placeholder stands bare where a value may stand, such"
				   " as {\"query\": {\"name\": {name}}, \"size\": 100}. A form has the"
				   " option content_type 'application/x-www-form-urlencoded'.");
	return false;
}

static bool
add_placeholder(ApiBody *body, const char *name, size_t len, ApiError *err)
{
	Placeholder *more = realloc(body->placeholders,
								(size_t) (body->nplaceholders + 1) * sizeof(*more));

	if (more == NULL)
		return no_memory(err);
	body->placeholders = more;
	more[body->nplaceholders] = (Placeholder) {strndup(name, len), -1};
	return more[body->nplaceholders++].name != NULL || no_memory(err);
}

/* Copies a string's text, quotes included; gives what follows it. */
static const char *
copy_string(const char *text, ApiBuffer *out)
{
	const char *end = text + 1;

	while (*end != '\0' && *end != '"')
		end += *end == '\\' && end[1] != '\0' ? 2 : 1;
	if (*end == '"')
		end++;
	(void) api_buffer_append(out, text, (size_t) (end - text));
	return end;
}

/* The text with marked strings for placeholders. */
static bool
mark(ApiBody *body, const char *text, ApiBuffer *out, ApiError *err)
{
	while (*text != '\0')
	{
		const char *name;
		size_t		name_len;
		bool		slashes;
		size_t		len = api_template_placeholder(text, &name, &name_len, &slashes);
		char		marked[32];

		if (*text == '"')
			text = copy_string(text, out);
		else if (len > 0)
		{
			(void) snprintf(marked, sizeof(marked), "\"\\u%04x%d\"", MARK, body->nplaceholders);
			if (!add_placeholder(body, name, name_len, err))
				return false;
			(void) api_buffer_puts(out, marked);
			text += len;
		}
		else
			(void) api_buffer_putc(out, *text++);
	}
	return true;
}

/* Is no name a placeholder, nor marked by the user himself? */
static bool
check_names(const ApiNode *node, int *marked)
{
	const char *text = api_node_kind(node) == API_NODE_STRING ? api_node_text(node) : NULL;

	*marked += text != NULL && *text == MARK;
	for (int i = 0; i < api_node_count(node); i++)
	{
		if (api_node_kind(node) == API_NODE_OBJECT && *api_node_name(node, i) == MARK)
			return false;
		if (!check_names(api_node_child(node, i), marked))
			return false;
	}
	return true;
}

static bool
add_string(ApiBody *body, const ApiNode *node, ApiError *err)
{
	String	   *more;
	ApiTemplate text;

	if (!api_template_parse(&text, api_node_text(node), err))
		return false;
	more = api_template_has_values(&text) ?
		realloc(body->strings, (size_t) (body->nstrings + 1) * sizeof(*more)) : NULL;
	if (more == NULL)
	{
		bool		plain = !api_template_has_values(&text);

		api_template_free(&text);
		return plain || no_memory(err);
	}
	body->strings = more;
	more[body->nstrings++] = (String) {node, text};
	return true;
}

/* Takes the strings apart that are no marks. */
static bool
find_strings(ApiBody *body, const ApiNode *node, ApiError *err)
{
	if (api_node_kind(node) == API_NODE_STRING && *api_node_text(node) != MARK &&
		!add_string(body, node, err))
		return false;
	for (int i = 0; i < api_node_count(node); i++)
		if (!find_strings(body, api_node_child(node, i), err))
			return false;
	return true;
}

static bool
parse(ApiBody *body, const char *text, ApiError *err)
{
	ApiBuffer	marked;
	int			found = 0;
	bool		ok;

	api_buffer_init(&marked, API_BODY_MAX);
	ok = mark(body, text, &marked, err);
	if (ok)
		body->document = api_document_parse(marked.data ? marked.data : "", marked.len, NULL);
	api_buffer_free(&marked);
	if (!ok)
		return false;
	if (body->document == NULL)
		return refuse(err, "it is no JSON");
	if (!check_names(api_document_root(body->document), &found) || found != body->nplaceholders)
		return refuse(err, "a placeholder stands where no value may stand");
	return find_strings(body, api_document_root(body->document), err);
}

ApiBody *
api_body_parse(const char *text, ApiError *err)
{
	ApiBody    *body = calloc(1, sizeof(*body));

	if (body == NULL)
		no_memory(err);
	else if (parse(body, text, err))
		return body;
	api_body_free(body);
	return NULL;
}

const char *
api_body_placeholder(const ApiBody *body, int i)
{
	return i < body->nplaceholders ? body->placeholders[i].name : NULL;
}

void
api_body_bind(ApiBody *body, int i, int parameter)
{
	body->placeholders[i].parameter = parameter;
}

ApiTemplate *
api_body_string(ApiBody *body, int i)
{
	return i < body->nstrings ? &body->strings[i].text : NULL;
}

void
api_body_free(ApiBody *body)
{
	if (body == NULL)
		return;
	for (int i = 0; i < body->nplaceholders; i++)
		free(body->placeholders[i].name);
	free(body->placeholders);
	for (int i = 0; i < body->nstrings; i++)
		api_template_free(&body->strings[i].text);
	free(body->strings);
	if (body->document != NULL)
		api_document_free(body->document);
	free(body);
}

/* ---- writing ---- */

ApiBufferStatus
api_body_put_string(ApiBuffer *out, const char *text)
{
	ApiBufferStatus status = api_buffer_putc(out, '"');

	for (; *text != '\0' && status == API_BUFFER_OK; text++)
	{
		char		escaped[8];

		if ((unsigned char) *text < 0x20)
		{
			(void) snprintf(escaped, sizeof(escaped), "\\u%04x", *text);
			status = api_buffer_puts(out, escaped);
			continue;
		}
		if (*text == '"' || *text == '\\')
			status = api_buffer_putc(out, '\\');
		if (status == API_BUFFER_OK)
			status = api_buffer_putc(out, *text);
	}
	return status == API_BUFFER_OK ? api_buffer_putc(out, '"') : status;
}

static bool
put(Writing *writing, const char *text)
{
	return api_buffer_puts(writing->out, text) == API_BUFFER_OK;
}

/* Which parameter a node stands for, or -1: it is plain JSON. */
static int
parameter_of(const Writing *writing, const ApiNode *node)
{
	const char *text = api_node_kind(node) == API_NODE_STRING ? api_node_text(node) : NULL;

	return text != NULL && *text == MARK ?
		writing->body->placeholders[atoi(text + 1)].parameter : -1;
}

/* The string's template, or NULL: it is plain. */
static const ApiTemplate *
template_of(const Writing *writing, const ApiNode *node)
{
	if (api_node_kind(node) == API_NODE_STRING)
		for (int i = 0; i < writing->body->nstrings; i++)
			if (writing->body->strings[i].node == node)
				return &writing->body->strings[i].text;
	return NULL;
}

/* To be done for the parameters of a node; false: that is enough. */
typedef bool (*Visit) (Writing *writing, int parameter, int *lacking);

/* Visits the parameters below a node, until a visit is enough. */
static bool
visit(Writing *writing, const ApiNode *node, Visit each, int *lacking)
{
	int			parameter = parameter_of(writing, node);
	const ApiTemplate *template = template_of(writing, node);

	if (parameter >= 0 && !each(writing, parameter, lacking))
		return false;
	for (int i = 0; template != NULL && i < template->nparts; i++)
		if (template->parts[i].placeholder && !each(writing, template->parts[i].column, lacking))
			return false;
	for (int i = 0; i < api_node_count(node); i++)
		if (!visit(writing, api_node_child(node, i), each, lacking))
			return false;
	return true;
}

static bool
has_value(Writing *writing, int parameter)
{
	bool		absent = false;

	(void) writing->source->value(writing->source->arg, parameter, NULL, &absent);
	return !absent;
}

/* Visit: finds the first that has no value. */
static bool
find_lacking(Writing *writing, int parameter, int *lacking)
{
	if (has_value(writing, parameter))
		return true;
	*lacking = parameter;
	return false;
}

/* Visit: tells of those that have one. */
static bool
tell_dropped(Writing *writing, int parameter, int *lacking)
{
	if (has_value(writing, parameter))
		writing->source->drop(writing->source->arg, parameter, *lacking);
	return true;
}

/* Does the node fall whole, because a placeholder in it has no value? */
static bool
falls(Writing *writing, const ApiNode *node)
{
	int			lacking = -1;

	if (visit(writing, node, find_lacking, &lacking))
		return false;
	(void) visit(writing, node, tell_dropped, &lacking);
	return true;
}

/*
 * Children with commas between.  An element that lacks a value anywhere inside
 * falls whole; a member only if nothing of it is left.
 */
static bool
write_container(Writing *writing, const ApiNode *node, bool *absent)
{
	bool		object = api_node_kind(node) == API_NODE_OBJECT;
	int			count = api_node_count(node);
	int			written = 0;

	if (!put(writing, object ? "{" : "["))
		return false;
	for (int i = 0; i < count; i++)
	{
		size_t		before = writing->out->len;
		bool		left_out = !object && falls(writing, api_node_child(node, i));

		if (left_out)
			continue;
		if (written > 0 && !put(writing, ","))
			return false;
		if (object && (api_body_put_string(writing->out, api_node_name(node, i)) != API_BUFFER_OK ||
					   !put(writing, ":")))
			return false;
		if (!write_node(writing, api_node_child(node, i), &left_out))
			return false;
		if (left_out)
			writing->out->data[writing->out->len = before] = '\0';
		else
			written++;
	}
	*absent = count > 0 && written == 0;
	return put(writing, object ? "}" : "]");
}

/* A string: a mark, a template, or plain text. */
static bool
write_string(Writing *writing, const ApiNode *node, bool *absent)
{
	const ApiBodySource *source = writing->source;
	int			parameter = parameter_of(writing, node);
	const ApiTemplate *template = template_of(writing, node);

	if (parameter >= 0)
		return source->value(source->arg, parameter, writing->out, absent) == API_BUFFER_OK;
	if (template == NULL)
		return api_body_put_string(writing->out, api_node_text(node)) == API_BUFFER_OK;
	*absent = falls(writing, node);
	return *absent || source->string(source->arg, template, writing->out) == API_BUFFER_OK;
}

static bool
write_node(Writing *writing, const ApiNode *node, bool *absent)
{
	const char *text = api_node_text(node);

	switch (api_node_kind(node))
	{
		case API_NODE_NULL:
			return put(writing, "null");
		case API_NODE_BOOL:
		case API_NODE_NUMBER:
			return put(writing, text);
		case API_NODE_STRING:
			return write_string(writing, node, absent);
		case API_NODE_ARRAY:
		case API_NODE_OBJECT:
			break;
	}
	return write_container(writing, node, absent);
}

ApiBufferStatus
api_body_write(const ApiBody *body, const ApiBodySource *source, ApiBuffer *out, bool *absent)
{
	Writing		writing = {body, source, out};
	size_t		before = out->len;

	*absent = false;
	if (!write_node(&writing, api_document_root(body->document), absent))
		return out->len + 1 >= out->cap ? API_BUFFER_FULL : API_BUFFER_NO_MEMORY;
	if (*absent && out->data != NULL)
		out->data[out->len = before] = '\0';
	return API_BUFFER_OK;
}
