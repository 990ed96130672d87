/*
 * complaint.c
 *		What an error body says, for people.  See document.h.
 *
 * A JSON body is asked under the names that APIs use; of anything else the text
 * is what is left when markup is taken out.  All bytes are taken as they come.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "json/document.h"
#include "json/string.h"

/* ---- JSON ---- */

static const char *complaint_in(const ApiNode *node, int depth);

/* What a member says: its text, or what is found in it. */
static const char *
said_by(const ApiNode *value, int depth)
{
	const char *text;

	if (value == NULL)
		return NULL;
	if (api_node_kind(value) == API_NODE_STRING)
	{
		text = api_node_text(value);
		return *text != '\0' ? text : NULL;
	}
	return complaint_in(value, depth + 1);
}

/* The best member first; where an object or array stands, what stands in it. */
static const char *
complaint_in(const ApiNode *node, int depth)
{
	static const char *const names[] = {
		"message", "error_description", "error_message", "errorMessage", "detail", "error",
		"errors", "title", "reason", "description", "msg", "Message", "fault", "faultstring",
		"error_summary", "status_message", "info", "code"
	};
	const char *text = NULL;

	if (depth > 3)
		return NULL;
	if (api_node_kind(node) == API_NODE_ARRAY && api_node_count(node) > 0)
		return said_by(api_node_child(node, 0), depth);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]) && text == NULL; i++)
		text = said_by(api_node_member(node, names[i]), depth);
	return text;
}

/* ---- text ---- */

/* The cleaned text, as it grows. */
typedef struct Sink
{
	char	   *text;			/* malloc'd */
	size_t		len;
	size_t		max;			/* most bytes it may have */
	bool		blank;			/* a blank is due before the next character */
	bool		full;			/* something had to be left out */
} Sink;

static void
put_char(Sink *sink, const char *bytes, size_t len)
{
	size_t		blank = sink->blank && sink->len > 0 ? 1 : 0;

	if (sink->full || sink->len + blank + len > sink->max)
	{
		sink->full = true;
		return;
	}
	if (blank)
		sink->text[sink->len++] = ' ';
	memcpy(sink->text + sink->len, bytes, len);
	sink->len += len;
	sink->blank = false;
}

/* White space is folded, controls and what is no UTF-8 are dropped. */
static void
put_text(Sink *sink, const char *p, const char *end)
{
	while (p < end && !sink->full)
	{
		size_t		len = api_utf8_char(p, end);

		/* C1 controls are two bytes */
		if (len == 1 && (isspace((unsigned char) *p) || *p == '\0'))
			sink->blank = true;
		else if ((len == 1 && (unsigned char) *p >= 0x20 && *p != 0x7f) || len > 2 ||
				 (len == 2 && !(p[0] == '\xc2' && (unsigned char) p[1] < 0xa0)))
			put_char(sink, p, len);
		p += len > 0 ? len : 1;
	}
}

/* Where the text begins, whatever its case; or NULL. */
static const char *
find(const char *p, const char *end, const char *what)
{
	size_t		len = strlen(what);

	for (; (size_t) (end - p) >= len; p++)
		if (strncasecmp(p, what, len) == 0)
			return p;
	return NULL;
}

/* Behind the markup that begins at p; scripts and styles go with their contents. */
static const char *
skip_markup(const char *p, const char *end)
{
	static const char *const hidden[][2] = {
		{"<script", "</script"}, {"<style", "</style"}, {"<!--", "-->"}
	};
	const char *close;

	for (size_t i = 0; i < sizeof(hidden) / sizeof(hidden[0]); i++)
		if ((size_t) (end - p) >= strlen(hidden[i][0]) &&
			strncasecmp(p, hidden[i][0], strlen(hidden[i][0])) == 0)
		{
			p = find(p + 1, end, hidden[i][1]);
			if (p == NULL)
				return end;
			break;
		}
	close = memchr(p, '>', (size_t) (end - p));
	return close != NULL ? close + 1 : end;
}

/* Puts the character that an entity stands for; gives what is behind it. */
static const char *
put_entity(Sink *sink, const char *p, const char *end)
{
	static const char *const entities[][2] = {
		{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"},
		{"&apos;", "'"}, {"&nbsp;", " "}, {"&#x27;", "'"}
	};

	for (size_t i = 0; i < sizeof(entities) / sizeof(entities[0]); i++)
	{
		size_t		len = strlen(entities[i][0]);

		if ((size_t) (end - p) >= len && strncasecmp(p, entities[i][0], len) == 0)
		{
			put_text(sink, entities[i][1], entities[i][1] + 1);
			return p + len;
		}
	}
	put_text(sink, p, p + 1);
	return p + 1;
}

static void
put_page(Sink *sink, const char *p, const char *end)
{
	while (p < end && !sink->full)
	{
		const char *run = p;

		while (p < end && *p != '<' && *p != '&')
			p++;
		put_text(sink, run, p);
		if (p == end)
			break;
		if (*p == '&')
			p = put_entity(sink, p, end);
		else if (p + 1 < end && (isalpha((unsigned char) p[1]) || p[1] == '/' || p[1] == '!' || p[1] == '?'))
		{
			p = skip_markup(p, end);
			sink->blank = true;
		}
		else
		{
			put_text(sink, p, p + 1);
			p++;
		}
	}
}

/* The page's title, if it has one that says anything; else all of it. */
static void
put_title_or_page(Sink *sink, const char *body, const char *end)
{
	const char *title = find(body, end, "<title");
	const char *close = title != NULL ? find(title, end, "</title") : NULL;

	if (close != NULL)
		put_page(sink, skip_markup(title, close), close);
	if (sink->len == 0)
		put_page(sink, body, end);
}

#define LOOKED_AT (64 * 1024)	/* bytes of a body that is no JSON */

char *
api_document_complaint(const char *body, size_t len, size_t max)
{
	ApiDocument *document = len > 0 ? api_document_parse(body, len, NULL) : NULL;
	const char *said = document != NULL ? complaint_in(api_document_root(document), 0) : NULL;
	Sink		sink = {malloc(max + 4), 0, max, false, false};

	/* of a JSON text that says nothing we know, the text itself */
	if (document != NULL && said == NULL)
		said = api_node_text(api_document_root(document));
	if (sink.text == NULL)
		;
	else if (said != NULL)
		put_text(&sink, said, said + strlen(said));
	else if (document != NULL)
		put_text(&sink, body, body + len);
	else if (len > 0)
		put_title_or_page(&sink, body, body + (len < LOOKED_AT ? len : LOOKED_AT));
	api_document_free(document);

	if (sink.text == NULL || sink.len == 0)
	{
		free(sink.text);
		return NULL;
	}

	/* the dots take the place of the last characters */
	if (sink.full && max >= 3)
	{
		while (sink.len > max - 3)
			do
				sink.len--;
			while (sink.len > 0 && ((unsigned char) sink.text[sink.len] & 0xc0) == 0x80);
		memcpy(sink.text + sink.len, "...", 3);
		sink.len += 3;
	}
	sink.text[sink.len] = '\0';
	return sink.text;
}
