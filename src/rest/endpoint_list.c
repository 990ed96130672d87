/*
 * endpoint_list.c
 *		Several values of a parameter in one request.
 *
 * A separator must part the values for those who split the text before they decode
 * it and for those who decode it first.  So no value may hold it, and where it may
 * stand in a URL as it is, it does: commas everywhere, semicolons in the path only,
 * because there are servers that take them for ampersands in a query.
 */
#include <string.h>

#include "rest/endpoint_state.h"

/* What stands between two values; '\0': they are not joined. */
static char
separator(ApiListStyle style)
{
	switch (style)
	{
		case API_LIST_COMMA:
			return ',';
		case API_LIST_PIPE:
			return '|';
		case API_LIST_SEMICOLON:
			return ';';
		case API_LIST_SPACE:
			return ' ';
		case API_LIST_FANOUT:
		case API_LIST_REPEAT:
			break;
	}
	return '\0';
}

bool
api_texts_check(const ApiTexts *texts, const char *column, ApiError *err)
{
	char		sep = separator(texts->style);

	for (int i = 0; sep != '\0' && i < texts->count; i++)
	{
		if (*texts->texts[i] != '\0' && strchr(texts->texts[i], sep) == NULL)
			continue;
		api_error_set(err, API_ERR_VALUE_INVALID, *texts->texts[i] == '\0' ?
					  "an empty value of column \"%s\" cannot stand in a list" :
					  "a value of column \"%s\" holds the separator of its list", column);
		api_error_hint(err, "Set the column's option param_in 'repeat', if the API takes the parameter"
					   " several times, or 'fanout', one request for each value.");
		return false;
	}
	return true;
}

ApiBufferStatus
api_texts_join(const ApiTexts *texts, ApiBuffer *out)
{
	ApiBufferStatus status = API_BUFFER_OK;

	for (int i = 0; i < texts->count && status == API_BUFFER_OK; i++)
	{
		if (i > 0)
			status = api_buffer_putc(out, separator(texts->style));
		if (status == API_BUFFER_OK)
			status = api_buffer_puts(out, texts->texts[i]);
	}
	return status;
}

static ApiBufferStatus
encode_separator(char sep, ApiUrlPlace place, ApiBuffer *out)
{
	if (sep == ',' || (sep == ';' && place != API_URL_QUERY))
		return api_buffer_putc(out, sep);
	return api_url_encode(out, &sep, 1, place);
}

ApiBufferStatus
api_texts_encode(const ApiTexts *texts, ApiUrlPlace place, ApiBuffer *out)
{
	ApiBufferStatus status = API_BUFFER_OK;

	for (int i = 0; i < texts->count && status == API_BUFFER_OK; i++)
	{
		if (i > 0)
			status = encode_separator(separator(texts->style), place, out);
		if (status == API_BUFFER_OK)
			status = api_url_encode(out, texts->texts[i], strlen(texts->texts[i]), place);
	}
	return status;
}

static ApiBufferStatus
put_one(const char *text, bool bare, ApiBuffer *out)
{
	return bare ? api_buffer_puts(out, text) : api_body_put_string(out, text);
}

static ApiBufferStatus
put_array(const ApiTexts *texts, bool bare, ApiBuffer *out)
{
	ApiBufferStatus status = api_buffer_putc(out, '[');

	for (int i = 0; i < texts->count && status == API_BUFFER_OK; i++)
	{
		if (i > 0)
			status = api_buffer_putc(out, ',');
		if (status == API_BUFFER_OK)
			status = put_one(texts->texts[i], bare, out);
	}
	return status == API_BUFFER_OK ? api_buffer_putc(out, ']') : status;
}

/*
 * A joined list is a string, also of numbers, also of one.  Two strings become one
 * when a separator takes the place of the quotes between them.
 */
static ApiBufferStatus
put_joined(const ApiTexts *texts, ApiBuffer *out)
{
	ApiBufferStatus status = api_body_put_string(out, texts->texts[0]);

	for (int i = 1; i < texts->count && status == API_BUFFER_OK; i++)
	{
		size_t		quote = --out->len;

		status = api_body_put_string(out, texts->texts[i]);
		if (status == API_BUFFER_OK)
			out->data[quote] = separator(texts->style);
	}
	return status;
}

ApiBufferStatus
api_texts_put_json(const ApiTexts *texts, bool bare, ApiBuffer *out)
{
	if (texts->style == API_LIST_FANOUT)
		return put_one(texts->texts[0], bare, out);
	if (texts->style == API_LIST_REPEAT)
		return put_array(texts, bare, out);
	return put_joined(texts, out);
}
