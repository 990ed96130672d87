/*
 * filling.c
 *		The values of one request on their way to the places where they go.  See
 *		filling.h.
 */
#include <stdlib.h>
#include <string.h>

#include "rest/filling.h"
#include "rest/safe.h"

bool
api_filling_init(ApiFilling *filling, const ApiEndpoint *endpoint, const ApiBindings *bindings,
				 int64_t binding, const ApiAsk *ask, ApiError *err)
{
	*filling = (ApiFilling)
	{
		endpoint, bindings, binding, ask,.err = err
	};
	filling->fates = calloc((size_t) endpoint->ncolumns + 1, sizeof(ApiFate));
	return filling->fates != NULL || api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
}

void
api_filling_free(ApiFilling *filling)
{
	free(filling->fates);
}

bool
api_filling_done(const ApiFilling *filling, ApiBufferStatus status, const char *what, size_t max)
{
	if (filling->refused)
		return false;
	if (status == API_BUFFER_OK)
		return true;
	if (status == API_BUFFER_NO_MEMORY)
		return api_error_set(filling->err, API_ERR_OUT_OF_MEMORY, "out of memory");
	api_error_set(filling->err, API_ERR_VALUE_INVALID,
				  "the request's %s would be longer than %zu bytes", what, max);
	api_error_hint(filling->err, "Shorten the values in WHERE, or lower the option param_in_max where"
				   " they go out as a list.");
	return false;
}

/* ---- values ---- */

/* The pager's value; NULL: there is none. */
static const char *const *
asked_value(const ApiFilling *filling, int column)
{
	const ApiAskValue *value = &filling->ask->values[column - filling->endpoint->nbound];

	return value->plain != NULL ? (const char *const *) &value->plain : NULL;
}

static bool
texts_of(const ApiFilling *filling, int column, ApiTexts *texts)
{
	int			first;

	texts->style = filling->endpoint->columns[column].list;
	texts->count = 1;
	if (column >= filling->endpoint->nbound)
		texts->texts = asked_value(filling, column);
	else
		texts->texts = api_bindings_group(filling->bindings, filling->binding, column, &first,
										  &texts->count);
	return texts->texts != NULL;
}

bool
api_filling_take(ApiFilling *filling, int column, ApiTexts *texts)
{
	filling->fates[column].sent = texts_of(filling, column, texts);
	return filling->fates[column].sent;
}

bool
api_filling_has(const ApiFilling *filling, int column)
{
	ApiTexts	texts;

	return texts_of(filling, column, &texts);
}

bool
api_filling_check_lists(const ApiFilling *filling)
{
	for (int i = 0; i < filling->endpoint->nbound; i++)
	{
		ApiTexts	texts;

		if (texts_of(filling, i, &texts) &&
			!api_texts_check(&texts, filling->endpoint->columns[i].column, filling->err))
			return false;
	}
	return true;
}

/* ---- values that fall out ---- */

static void
drop(ApiFilling *filling, int column, int lacking, bool replaced)
{
	filling->fates[column].dropped = true;
	filling->fates[column].lacking = lacking;
	filling->fates[column].item = filling->item;
	filling->fates[column].replaced = replaced;
}

/* A parameter that the template lacks a value of; -1: none. */
static int
lacking_of(const ApiFilling *filling, const ApiTemplate *template)
{
	for (int i = 0; i < template->nparts; i++)
		if (template->parts[i].placeholder && !api_filling_has(filling, template->parts[i].column))
			return template->parts[i].column;
	return -1;
}

static void
drop_all(ApiFilling *filling, const ApiTemplate *template, int lacking, bool replaced)
{
	for (int i = 0; i < template->nparts; i++)
		if (template->parts[i].placeholder)
			drop(filling, template->parts[i].column, lacking, replaced);
}

void
api_filling_replace(ApiFilling *filling, const ApiEndpointItem *item, int column)
{
	const char *name;
	ApiTemplate *string;

	filling->item = item;
	drop_all(filling, &item->value, column, true);
	for (int i = 0; item->json != NULL && (name = api_body_placeholder(item->json, i)); i++)
		drop(filling, api_endpoint_column(filling->endpoint, name), column, true);
	for (int i = 0; item->json != NULL && (string = api_body_string(item->json, i)); i++)
		drop_all(filling, string, column, true);
}

/* The place that a message names: an item, without the "=" of a form's. */
static void
show_place(const ApiEndpointItem *item, ApiBuffer *out)
{
	if (item == NULL)
	{
		(void) api_buffer_puts(out, "the body");
		return;
	}
	(void) api_buffer_putc(out, '"');
	(void) api_buffer_append(out, item->name, strcspn(item->name, "="));
	(void) api_buffer_putc(out, '"');
}

/* Says which value did not go out, and what keeps it. */
static bool
report_dropped(const ApiFilling *filling, int column)
{
	const ApiEndpointColumn *kept = &filling->endpoint->columns[column];
	const ApiFate *fate = &filling->fates[column];
	const ApiEndpointColumn *other = &filling->endpoint->columns[fate->lacking];
	ApiBuffer	place;

	api_buffer_init(&place, 1000);
	show_place(fate->item, &place);
	api_error_set(filling->err, API_ERR_VALUE_MISSING,
				  "the value of %s \"%s\" cannot be sent %s %s \"%s\"",
				  kept->column != NULL ? "column" : "parameter",
				  kept->column != NULL ? kept->column : kept->name,
				  fate->replaced ? "beside the one of" : "without one of",
				  other->column != NULL ? "column" : "parameter",
				  other->column != NULL ? other->column : other->name);
	if (fate->replaced)
		api_error_detail(filling->err, "{%s} stands in the fixed parameter %s, which is replaced.",
						 kept->name, place.data);
	else
		api_error_detail(filling->err, "{%s} and {%s} stand in %s together, and there nothing is sent"
						 " by halves.", kept->name, other->name, place.data);
	api_buffer_free(&place);
	if (other->column == NULL)
		api_error_hint(filling->err, "A cursor has none on the first page: give start_cursor, or a"
					   " place of its own to {%s}.", other->name);
	else if (fate->replaced)
		api_error_hint(filling->err, "Give the option param of one of the columns another name.");
	else
		api_error_hint(filling->err, "Give \"%s\" in WHERE too, or change the template so that each"
					   " stands by itself.", other->column);
	return false;
}

bool
api_filling_check_sent(const ApiFilling *filling)
{
	for (int i = 0; i < filling->endpoint->ncolumns; i++)
		if (filling->fates[i].dropped && !filling->fates[i].sent && api_filling_has(filling, i))
			return report_dropped(filling, i);
	return true;
}

/* ---- text around values ---- */

/* Says why the value of a part cannot stand there. */
static bool
refuse(ApiFilling *filling, const ApiTemplate *template, int part, const char *fault)
{
	const ApiEndpointColumn *column = &filling->endpoint->columns[template->parts[part].column];
	bool		quoted = api_template_quoted(template, part);
	ApiBuffer	shown;
	ApiBuffer	place;

	api_buffer_init(&shown, 1000);
	api_buffer_init(&place, 1000);
	(void) api_buffer_puts(&shown, "");
	(void) api_buffer_puts(&place, "");
	api_template_show(template, &shown);
	show_place(filling->item, &place);
	filling->refused = true;
	api_error_set(filling->err, API_ERR_VALUE_INVALID,
				  "a value of %s \"%s\" cannot stand in the midst of %s: %s",
				  column->column != NULL ? "column" : "parameter",
				  column->column != NULL ? column->column : column->name, place.data, fault);
	api_error_detail(filling->err, quoted ? "In \"%s\", between double quotes, a value has no double"
					 " quotes, backslashes and control characters." :
					 "In \"%s\", amid other text, a value has letters, digits, \"_\", \"@\" and"
					 " single \".\" and \"-\" inside, and is no word such as AND, OR, NOT, TO.", shown.data);
	if (quoted)
		api_error_hint(filling->err, "Give the parameter a column of its own: where {%s} stands alone it"
					   " takes any text.", column->name);
	else
		api_error_hint(filling->err, "Give the parameter a column of its own, or put the placeholder"
					   " between double quotes in the template, \"{%s}\", if the API reads such.",
					   column->name);
	api_buffer_free(&place);
	api_buffer_free(&shown);
	return false;
}

/* Each value by itself; the server's own words stand as they are. */
static bool
check_values(ApiFilling *filling, const ApiTemplate *template, int part)
{
	const ApiEndpointColumn *column = &filling->endpoint->columns[template->parts[part].column];
	bool		quoted = api_template_quoted(template, part);
	ApiTexts	texts;

	if (column->column == NULL && (column->typed || !quoted))
		return true;
	(void) texts_of(filling, template->parts[part].column, &texts);
	for (int i = 0; i < texts.count; i++)
	{
		char		fault[API_SAFE_FAULT_MAX];

		if (column->typed ? !api_safe_typed(texts.texts[i], quoted, fault) :
			!api_safe_value(texts.texts[i], quoted, fault))
			return refuse(filling, template, part, fault);
	}
	return true;
}

/* Has what stands around a value, from start to end, made a word or ".." of it? */
static bool
check_glued(ApiFilling *filling, const ApiTemplate *template, int part, const ApiBuffer *text,
			size_t start, size_t end)
{
	const ApiEndpointColumn *column = &filling->endpoint->columns[template->parts[part].column];
	const char *data = text->data;

	if (column->typed || column->column == NULL || api_template_quoted(template, part))
		return true;
	if ((start > 0 && data[start] == '.' && data[start - 1] == '.') ||
		(data[end] == '.' && data[end - 1] == '.'))
		return refuse(filling, template, part, "\".\" stands beside another");
	while (start > 0 && api_safe_in_word(data[start - 1]))
		start--;
	while (api_safe_in_word(data[end]))
		end++;
	return !api_safe_is_word(data + start, end - start) ||
		refuse(filling, template, part, "it makes a word such as AND, OR, NOT, TO");
}

/* Appends the values, or the part's own text. */
static ApiBufferStatus
put_part(ApiFilling *filling, const ApiTemplatePart *part, ApiItemStyle style, ApiBuffer *out)
{
	ApiTexts	texts = {(const char *const *) &part->text, 1, API_LIST_FANOUT};

	if (part->placeholder)
		(void) api_filling_take(filling, part->column, &texts);
	if (style == API_ITEM_PLAIN || (style == API_ITEM_FORM && !part->placeholder))
		return api_texts_join(&texts, out);
	return api_texts_encode(&texts, API_URL_QUERY, out);
}

/* May the values stand in the text? */
static bool
check_template(ApiFilling *filling, const ApiTemplate *template)
{
	size_t	   *starts = calloc((size_t) template->nparts + 1, sizeof(*starts));
	ApiBufferStatus status = starts != NULL ? API_BUFFER_OK : API_BUFFER_NO_MEMORY;
	ApiBuffer	text;
	bool		ok = true;

	api_buffer_init(&text, API_BODY_MAX);
	for (int i = 0; i < template->nparts && status == API_BUFFER_OK && ok; i++)
	{
		ok = !template->parts[i].placeholder || check_values(filling, template, i);
		status = ok ? put_part(filling, &template->parts[i], API_ITEM_PLAIN, &text) : status;
		starts[i + 1] = text.len;
	}
	for (int i = 0; i < template->nparts && status == API_BUFFER_OK && ok; i++)
		ok = !template->parts[i].placeholder || text.data == NULL ||
			check_glued(filling, template, i, &text, starts[i], starts[i + 1]);
	api_buffer_free(&text);
	free(starts);
	return ok && api_filling_done(filling, status, "text", API_BODY_MAX);
}

/* Appends a template whose values are all there. */
static bool
put_template(ApiFilling *filling, const ApiTemplate *template, ApiItemStyle style, ApiBuffer *out)
{
	ApiBufferStatus status = API_BUFFER_OK;

	if (api_template_has_values(template) && !api_template_alone(template) &&
		!check_template(filling, template))
		return false;
	for (int i = 0; i < template->nparts && status == API_BUFFER_OK; i++)
		status = put_part(filling, &template->parts[i], style, out);
	return api_filling_done(filling, status, style == API_ITEM_QUERY ? "URL" : "text", out->cap);
}

/* ---- JSON ---- */

ApiBufferStatus
api_filling_put_value(ApiFilling *filling, int column, ApiBuffer *out)
{
	const ApiEndpoint *endpoint = filling->endpoint;
	ApiTexts	texts;

	(void) api_filling_take(filling, column, &texts);
	if (column >= endpoint->nbound)
		return api_buffer_puts(out, filling->ask->values[column - endpoint->nbound].json);
	return api_texts_put_json(&texts, endpoint->columns[column].bare, out);
}

/* ApiBodySource.value */
static ApiBufferStatus
body_value(void *arg, int column, ApiBuffer *out, bool *absent)
{
	ApiFilling *filling = arg;

	*absent = !api_filling_has(filling, column);
	return *absent || out == NULL ? API_BUFFER_OK : api_filling_put_value(filling, column, out);
}

/* ApiBodySource.string */
static ApiBufferStatus
body_string(void *arg, const ApiTemplate *string, ApiBuffer *out)
{
	ApiFilling *filling = arg;
	ApiBufferStatus status = API_BUFFER_NO_MEMORY;
	ApiBuffer	text;

	api_buffer_init(&text, API_BODY_MAX);
	if (put_template(filling, string, API_ITEM_PLAIN, &text))
		status = api_body_put_string(out, text.data != NULL ? text.data : "");
	else
		filling->refused = true;
	api_buffer_free(&text);
	return status;
}

/* ApiBodySource.drop */
static void
body_drop(void *arg, int column, int lacking)
{
	drop(arg, column, lacking, false);
}

bool
api_filling_put_json(ApiFilling *filling, const ApiBody *body, ApiBuffer *out, bool *absent)
{
	ApiBodySource source = {body_value, body_string, body_drop, filling};

	return api_filling_done(filling, api_body_write(body, &source, out, absent),
							"body", out->cap);
}

/* ---- items ---- */

/* JSON as text of an item. */
static bool
put_json_item(ApiFilling *filling, const ApiEndpointItem *item, ApiItemStyle style, ApiBuffer *out,
			  bool *absent)
{
	ApiBufferStatus status = API_BUFFER_OK;
	ApiBuffer	json;
	bool		ok;

	api_buffer_init(&json, out->cap);
	ok = api_filling_put_json(filling, item->json, &json, absent);
	if (ok && !*absent)
		status = style == API_ITEM_PLAIN ? api_buffer_append(out, json.data, json.len) :
			api_url_encode(out, json.data, json.len, API_URL_QUERY);
	api_buffer_free(&json);
	return ok && api_filling_done(filling, status, "text", out->cap);
}

bool
api_filling_put_item(ApiFilling *filling, const ApiEndpointItem *item, ApiItemStyle style,
					 ApiBuffer *out, bool *absent)
{
	int			lacking;

	filling->item = item;
	*absent = false;
	if (item->json != NULL)
		return put_json_item(filling, item, style, out, absent);
	lacking = lacking_of(filling, &item->value);
	*absent = lacking >= 0;
	if (*absent)
		drop_all(filling, &item->value, lacking, false);
	return *absent || put_template(filling, &item->value, style, out);
}
