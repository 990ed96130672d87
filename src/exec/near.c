/*
 * near.c
 *		What a column that finds nothing may have meant.
 *
 * Each path that a user names is followed as far as it leads, and the names are looked at
 * where it ends.
 */
#include "postgres.h"

#include "base/said.h"
#include "exec/near.h"
#include "json/names.h"
#include "json/path.h"
#include "json/scan.h"
#include "json/spelling.h"
#include "json/string.h"

#define SAMPLE_RECORDS 20		/* of a page */
#define NEAR_BYTES 400			/* of what is shown */

/* A look at the members of some records for one that a column may have meant. */
typedef struct Look
{
	const ApiConfig *config;
	const ApiColumn *column;
	const ApiPath *path;
	int			at;				/* the step that is not there */
	bool		there;			/* it is there, after all */
	char		near[NEAR_BYTES];	/* UTF-8; "": none was seen */
	int			left;			/* records to look at */
} Look;

/* ---- what is another's ---- */

/* Does another column read a member of that name at the root of the record, by its first so many paths? */
static bool
is_read(const ApiColumns *columns, const ApiColumn *column, const char *name, size_t len, int paths)
{
	int			i;
	int			j;

	for (i = 0; i < columns->natts; i++)
	{
		const ApiColumn *other = &columns->columns[i];

		if (other == column || other->source != API_SOURCE_RECORD || other->meta)
			continue;
		for (j = 0; j < Min(other->npaths, paths); j++)
		{
			const ApiPathStep *step = &other->paths[j]->steps[0];

			if (other->paths[j]->nsteps > 0 && step->kind == API_STEP_MEMBER &&
				api_string_equals(name, len, step->name, step->name_len))
				return true;
		}
	}
	return false;
}

bool
api_near_claimed(const ApiColumns *columns, const ApiColumn *column, const char *name, size_t len)
{
	/* it stands below a member */
	return strchr(column->name, '.') == NULL && is_read(columns, column, name, len, API_PATH_MAX_ALTERNATIVES);
}

/*
 * Is it read by another column, and none that this one may have been declared for?  Of two columns whose
 * names differ in case and underscores only, one reads the member userId.
 */
static bool
is_others(const Look *look, const char *name, size_t len)
{
	char		folded[NAMEDATALEN * 2];
	const ApiPathStep *own = &look->path->steps[0];
	bool		same = own->name_len <= sizeof(folded) &&
		api_spelling_folds_to(name + 1, len - 2, folded, api_spelling_fold(own->name, own->name_len, folded));

	return same ? is_read(look->config->columns, look->column, name, len, 1) :
		api_near_claimed(look->config->columns, look->column, name, len);
}

static bool
same_step(const ApiPathStep *a, const ApiPathStep *b)
{
	return a->kind == b->kind && a->index == b->index && a->name_len == b->name_len &&
		(a->name_len == 0 || memcmp(a->name, b->name, a->name_len) == 0);
}

/* Does the other path have that name where the look is? */
static bool
leads_to(const Look *look, const ApiPath *other, const char *name, size_t len)
{
	int			i;

	if (other == NULL || other->nsteps <= look->at || other->steps[look->at].kind != API_STEP_MEMBER)
		return false;
	for (i = 0; i < look->at; i++)
	{
		if (!same_step(&look->path->steps[i], &other->steps[i]))
			return false;
	}
	return api_string_equals(name, len, other->steps[look->at].name, other->steps[look->at].name_len);
}

/* Is the member read by another column, or does it lead to the records? */
static bool
is_claimed(const Look *look, const ApiPage *page, const char *name, size_t len)
{
	const ApiColumns *columns = look->config->columns;
	int			i;

	if (!look->column->meta)
		return look->path->nsteps == 1 && is_others(look, name, len);
	for (i = 0; i < columns->natts; i++)
	{
		if (columns->columns[i].source == API_SOURCE_RECORD && columns->columns[i].meta &&
			leads_to(look, columns->columns[i].paths[0], name, len))
			return true;
	}
	return leads_to(look, api_projection_path(page->projection), name, len);
}

/* ---- names ---- */

typedef struct Members
{
	Look	   *look;
	const ApiPage *page;
} Members;

/* Notes a name, in quotes, or a part of the path and what stands behind it. */
static void
note_name(Look *look, const char *name, size_t len)
{
	if (look->column->meta)
	{
		ApiPath		path = *look->path;

		path.nsteps = look->at + 1;
		path.steps[look->at] = (ApiPathStep) {API_STEP_MEMBER, (char *) name + 1, len - 2, 0};
		api_path_format(&path, look->near, sizeof(look->near));
	}
	else
		snprintf(look->near, sizeof(look->near), "\"%.*s\"", (int) (len - 2), name + 1);
}

/* Is the column named after a member and one of that member's, with an underscore between? */
static void
look_below(Look *look, const char *name, size_t len, const char *text, size_t text_len)
{
	const char *own = look->column->name;
	ApiPath		below = {1, false, {{API_STEP_MEMBER, NULL, 0, 0}}};
	ApiText		value = {NULL, 0};

	len -= 2;
	if (*text != '{' || !look->column->loose || look->at > 0 || strlen(own) < len + 2 ||
		memcmp(own, name + 1, len) != 0 || own[len] != '_')
		return;
	below.steps[0].name = unconstify(char *, own + len + 1);
	below.steps[0].name_len = strlen(own + len + 1);
	(void) api_slice_unfold(text, text_len, &below, 0, api_slice_keep_first, &value, NULL);
	if (value.text != NULL)
		snprintf(look->near, sizeof(look->near), "\"%.*s.%s\"", (int) len, name + 1, own + len + 1);
}

/* ApiMemberEmit */
static bool
compare_name(void *arg, const char *name, size_t name_len, const char *text, size_t len)
{
	Members    *members = arg;
	Look	   *look = members->look;
	const ApiPathStep *step = &look->path->steps[look->at];

	look->there = api_string_equals(name, name_len, step->name, step->name_len);
	if (look->there)
		return false;
	if (look->near[0] != '\0' || memchr(name, '\\', name_len) != NULL)
		return true;
	if (api_spelling_near(name + 1, name_len - 2, step->name, step->name_len) &&
		!is_claimed(look, members->page, name, name_len))
		note_name(look, name, name_len);
	else
		look_below(look, name, name_len, text, len);
	return true;
}

/* A name does not go through an array: is there an element that has it? */
static void
look_through(Look *look, const char *text, size_t len)
{
	ApiPath		through = {2, false, {{API_STEP_ANY_ELEMENT, NULL, 0, 0}}};
	ApiPath		path = *look->path;
	ApiText		value = {NULL, 0};
	int			i;

	through.steps[1] = path.steps[look->at];
	(void) api_slice_unfold(text, len, &through, 0, api_slice_keep_first, &value, NULL);
	if (value.text == NULL || path.nsteps == API_PATH_MAX_STEPS)
		return;
	for (i = path.nsteps++; i > look->at; i--)
		path.steps[i] = path.steps[i - 1];
	path.steps[look->at] = through.steps[0];
	api_path_format(&path, look->near, sizeof(look->near));
}

/* Goes down a path as far as it leads, and looks at the names where it ends. */
static void
follow(Look *look, const ApiPage *page, const char *text, size_t len, const ApiPath *path)
{
	Members		members = {look, page};

	look->path = path;
	for (look->at = 0; look->at < path->nsteps && look->near[0] == '\0'; look->at++)
	{
		ApiPath		one = {1, false, {path->steps[look->at]}};
		ApiText		value = {NULL, 0};

		look->there = false;
		if (path->steps[look->at].kind == API_STEP_MEMBER && *text == '[' && look->at > 0)
			look_through(look, text, len);
		else if (path->steps[look->at].kind == API_STEP_MEMBER)
		{
			api_slice_members(text, len, compare_name, &members);
			if (!look->there)
				return;
			look->near[0] = '\0';
		}
		(void) api_slice_unfold(text, len, &one, 0, api_slice_keep_first, &value, NULL);
		if (value.text == NULL)
			return;
		text = value.text;
		len = value.len;
	}
}

/* ---- where they are looked for ---- */

/* ApiSliceEmit */
static bool
look_at_record(void *arg, const char *text, size_t len)
{
	Members    *members = arg;
	Look	   *look = members->look;
	int			i;

	for (i = 0; i < look->column->npaths && look->near[0] == '\0'; i++)
		follow(look, members->page, text, len, look->column->paths[i]);
	return look->near[0] == '\0' && --look->left > 0;
}

/* Around the records: of a body that came in portions, or of lines, that is not there. */
static void
look_around(Look *look, const ApiPage *page)
{
	const ApiBuffer *body = &api_transfer_response(page->transfer)->body;
	const char *begin;
	const char *end;

	if (body->len == 0 || page->empty || page->stands_in || api_reader_lines(page->reader) ||
		api_page_before(page) > 0)
		return;
	begin = api_space_skip(body->data, body->data + body->len);
	end = api_value_skip(begin, body->data + body->len);
	if (end != NULL)
		follow(look, page, begin, (size_t) (end - begin), look->column->paths[0]);
}

/* ApiNameMay: is the name near, and no other column's?  None is taken: all are looked at. */
static bool
look_at_name(void *arg, const char *name, size_t len)
{
	Look	   *look = arg;
	const ApiPathStep *step = &look->path->steps[0];

	if (look->near[0] == '\0' && memchr(name, '\\', len) == NULL &&
		api_spelling_near(name + 1, len - 2, step->name, step->name_len) &&
		!is_others(look, name, len))
		note_name(look, name, len);
	return false;
}

char *
api_near_find(const ApiConfig *config, const ApiColumn *column, const ApiPage *page,
			  const char *names, size_t names_len)
{
	Look		look = {.config = config,.column = column,.left = SAMPLE_RECORDS};
	Members		members = {&look, page};

	look.path = column->paths[0];
	if (column->meta)
		look_around(&look, page);
	else if (config->columns_path == NULL)
		api_page_sample(page, look_at_record, &members);
	else if (names != NULL && look.path->nsteps == 1 && look.path->steps[0].kind == API_STEP_MEMBER)
		api_names_each(names, names_len, look_at_name, &look);
	return look.near[0] == '\0' ? NULL : api_said(look.near);
}
