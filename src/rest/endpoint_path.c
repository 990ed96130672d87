/*
 * endpoint_path.c
 *		The path of a request.
 *
 * No value may lead to another path than the table's: "." and ".." are looked for in
 * the path as it was written, because {+name} keeps slashes and a segment may be made
 * of several values.
 */
#include <string.h>

#include "net/url.h"
#include "rest/filling.h"

/* A value that goes into the path: there, and not one that changes the path. */
static bool
check_path_value(const ApiEndpointColumn *column, const char *value, ApiError *err)
{
	const char *name = column->column != NULL ? column->column : column->name;

	if (value == NULL && column->column == NULL)
	{
		api_error_set(err, API_ERR_VALUE_MISSING, "parameter {%s} in the path has no value",
					  column->name);
		api_error_hint(err, "A cursor has none on the first page: give start_cursor, or put {%s}"
					   " into next_page_path.", column->name);
		return false;
	}
	if (value == NULL)
	{
		api_error_set(err, API_ERR_VALUE_MISSING, "column \"%s\" needs a value", column->column);
		api_error_hint(err, "{%s} stands in the option path: give \"%s\" in WHERE, by =, IN, = ANY"
					   " or, for integers, a range with both ends.", column->name, column->column);
		return false;
	}
	if (*value != '\0' && strcmp(value, ".") != 0 && strcmp(value, "..") != 0)
		return true;
	api_error_set(err, API_ERR_VALUE_INVALID,
				  "value \"%s\" of column \"%s\" cannot stand in a path", value, name);
	api_error_hint(err, "An empty value, \".\" and \"..\" would ask for another path than the"
				   " table's.");
	return false;
}

/* The path segment that is being written. */
typedef struct Segment
{
	size_t		start;			/* its first byte in the URL */
	size_t		seen;			/* bytes of the URL looked at */
	int			column;			/* whose value wrote to it last; -1: none */
} Segment;

/* A segment ends: values must not have made it "." or "..". */
static bool
end_segment(ApiFilling *filling, const ApiBuffer *url, const Segment *segment)
{
	const char *column;

	if (segment->column < 0 ||
		!api_segment_is_dots(url->data + segment->start, segment->seen - segment->start))
		return true;
	column = filling->endpoint->columns[segment->column].column;
	if (column == NULL)
		column = filling->endpoint->columns[segment->column].name;
	api_error_set(filling->err, API_ERR_VALUE_INVALID,
				  "the value of column \"%s\" makes a \".\" or \"..\" in the path", column);
	api_error_hint(filling->err, "Such a path would lead to another place than the table's.");
	return false;
}

/* Looks at what a part has added; column: whose value it was, -1: plain text. */
static bool
check_segments(ApiFilling *filling, const ApiBuffer *url, int column, Segment *segment)
{
	if (column >= 0)
		segment->column = column;
	for (; segment->seen < url->len; segment->seen++)
	{
		if (url->data[segment->seen] != '/')
			continue;
		if (!end_segment(filling, url, segment))
			return false;
		segment->start = segment->seen + 1;
		segment->column = column;
	}
	return true;
}

/* Likewise each of them; NULL: there are none. */
static bool
check_path_values(const ApiEndpointColumn *column, const ApiTexts *texts, ApiError *err)
{
	if (texts->texts == NULL)
		return check_path_value(column, NULL, err);
	for (int i = 0; i < texts->count; i++)
		if (!check_path_value(column, texts->texts[i], err))
			return false;
	return true;
}

/* The path's own text stays as it is written, but for what no URL may hold. */
static ApiBufferStatus
put_plain(ApiBuffer *url, const char *text)
{
	ApiBufferStatus status = API_BUFFER_OK;

	for (; *text != '\0' && status == API_BUFFER_OK; text++)
		if (strchr("/%:@!$&'()*+,;=", *text) != NULL)
			status = api_buffer_putc(url, *text);
		else
			status = api_url_encode(url, text, 1, API_URL_SEGMENT);
	return status;
}

bool
api_endpoint_fill_path(ApiFilling *filling, ApiBuffer *url)
{
	const ApiTemplate *path = &filling->endpoint->path;
	Segment		segment = {url->len, url->len, -1};

	for (int i = 0; i < path->nparts; i++)
	{
		const ApiTemplatePart *part = &path->parts[i];
		ApiBufferStatus status;

		if (part->placeholder)
		{
			ApiTexts	texts;

			(void) api_filling_take(filling, part->column, &texts);
			if (!check_path_values(&filling->endpoint->columns[part->column], &texts, filling->err))
				return false;
			status = api_texts_encode(&texts, part->slashes ? API_URL_PATH : API_URL_SEGMENT, url);
		}
		else
			status = put_plain(url, part->text);
		if (!api_filling_done(filling, status, "URL", API_URL_MAX) ||
			!check_segments(filling, url, part->column, &segment))
			return false;
	}
	return end_segment(filling, url, &segment);
}
