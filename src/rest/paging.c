/*
 * paging.c
 *		How a table's API pages: checked and compiled.
 */
#include <stdlib.h>
#include <string.h>

#include "rest/chain.h"
#include "rest/naming.h"
#include "rest/paging.h"

/* Where APIs put the links that auto follows; bare: the name may be that of data. */
static const struct
{
	const char *path;
	bool		bare;
}			likely_paths[] =
{
	{"$.next", true},
	{"$.next_url", false},
	{"$.nextLink", false},
	{"$.next_page_url", false},
	{"$.\"@odata.nextLink\"", false},
	{"$.links.next", false},
	{"$.links.next.href", false},
	{"$._links.next.href", false},
	{"$._links.next[0].href", false},
	{"$.view.next", true},
	{"$.paging.next", false},
	{"$.pagination.next", false},
	{"$.meta.next", false},
	{"$.links[*] ? (@.rel == \"next\").href", false},
	{"$.link[*] ? (@.relation == \"next\").url", false},
};

#define LIKELY_PATHS ((int) (sizeof(likely_paths) / sizeof(likely_paths[0])))

static bool
no_memory(ApiError *err)
{
	return api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
}

static bool
refuse(ApiError *err, const char *what, const char *hint)
{
	api_error_set(err, API_ERR_OPTION_VALUE, "%s", what);
	api_error_hint(err, "%s", hint);
	return false;
}

/* ---- options that go together ---- */

static bool
check_countable(const ApiPagingSpec *spec, ApiError *err)
{
	if (spec->kind == API_PAGER_PAGE_NUMBER && spec->page_param == NULL)
		return refuse(err, "pagination 'page_number' needs the option page_param",
					  "Name the parameter that takes the page's number, such as page_param 'page'.");
	if (spec->kind == API_PAGER_OFFSET && spec->offset_param == NULL)
		return refuse(err, "pagination 'offset' needs the option offset_param",
					  "Name the parameter that takes the offset, such as offset_param 'offset'.");
	return true;
}

static bool
check_chained(const ApiPagingSpec *spec, ApiError *err)
{
	if (spec->kind == API_PAGER_CURSOR && spec->cursor_param == NULL)
		return refuse(err, "pagination 'cursor' needs the option cursor_param",
					  "Name the parameter that takes the cursor, such as cursor_param 'cursor'.");
	if (spec->kind == API_PAGER_CURSOR && (spec->cursor_path == NULL) == (spec->cursor_header == NULL))
		return refuse(err, "pagination 'cursor' needs one of cursor_path and cursor_header",
					  "Say where a page has the next cursor, such as cursor_path '$.next_cursor' or,"
					  " by the key of the last record, '$.data[last].id'.");
	if (spec->kind == API_PAGER_NEXT_URL && spec->next_url_path == NULL)
		return refuse(err, "pagination 'next_url' needs the option next_url_path",
					  "Say where a page has the link, such as next_url_path '$.links.next'.");
	return true;
}

/* Options of a pager that was not chosen would be ignored: say so. */
static bool
check_strangers(const ApiPagingSpec *spec, ApiError *err)
{
	if (spec->page_param != NULL && spec->kind != API_PAGER_PAGE_NUMBER)
		return refuse(err, "option page_param needs pagination 'page_number'",
					  "Set pagination, or drop page_param.");
	if (spec->offset_param != NULL && spec->kind != API_PAGER_OFFSET)
		return refuse(err, "option offset_param needs pagination 'offset'",
					  "Set pagination, or drop offset_param.");
	if ((spec->cursor_param != NULL || spec->cursor_path != NULL || spec->cursor_header != NULL ||
		 spec->start_cursor != NULL) && spec->kind != API_PAGER_CURSOR)
		return refuse(err, "the options of a cursor need pagination 'cursor'",
					  "Set pagination, or drop cursor_param, cursor_path, cursor_header and"
					  " start_cursor.");
	if (spec->next_url_path != NULL && spec->kind != API_PAGER_NEXT_URL)
		return refuse(err, "option next_url_path needs pagination 'next_url'",
					  "Set pagination, or drop next_url_path.");
	return true;
}

static bool
check_rest(const ApiPagingSpec *spec, ApiError *err)
{
	bool		countable = spec->kind == API_PAGER_PAGE_NUMBER || spec->kind == API_PAGER_OFFSET;

	if (spec->page_size_param != NULL && spec->page_size == 0)
		return refuse(err, "option page_size_param needs the option page_size",
					  "Give both, such as page_size '100' and page_size_param 'limit'.");
	if (spec->min_page_size > 0 && spec->page_size_param == NULL)
		return refuse(err, "option min_page_size needs the option page_size_param",
					  "It is the smallest page_size that the API takes, which a LIMIT may ask for.");
	if (spec->min_page_size > spec->page_size)
		return refuse(err, "option min_page_size is larger than page_size",
					  "It is the smallest page_size that the API takes, which a LIMIT may ask for.");
	if (spec->count_from_total && spec->total_path == NULL && spec->total_header == NULL)
		return refuse(err, "option count_from_total needs the option total_path or total_header",
					  "Say where a page tells how many records there are.");
	if (spec->count_from_total && spec->check_total != API_TOTAL_CHECKED)
		return refuse(err, "option count_from_total cannot be used with check_total 'warn' or 'off'",
					  "A total that may be wrong is no count.");
	if (spec->stop_on_short && spec->page_size == 0)
		return refuse(err, "option stop_on_short needs the option page_size",
					  "Say how many records a full page has, such as page_size '100'.");
	if (spec->kind == API_PAGER_AUTO && spec->has_more_path != NULL)
		return refuse(err, "option has_more_path needs the option pagination",
					  "Say how the next page is asked for: page_number, offset, cursor or next_url.");
	if (countable && spec->stop_on_empty_given && !spec->stop_on_empty &&
		spec->has_more_path == NULL && spec->total_path == NULL && spec->total_header == NULL &&
		spec->total_pages_path == NULL && spec->total_pages_header == NULL && spec->max_pages == 0 &&
		!spec->stop_on_short)
		return refuse(err, "without stop_on_empty nothing ends the pages",
					  "Give has_more_path, a total, stop_on_short or max_pages.");
	return true;
}

/* ---- compiling ---- */

static bool
copy_text(const char **text, ApiError *err)
{
	if (*text == NULL)
		return true;
	*text = strdup(*text);
	return *text != NULL || no_memory(err);
}

/* Our own copies, so that the caller's may go. */
static bool
copy_texts(ApiPaging *paging, const ApiPagingSpec *spec, ApiError *err)
{
	ApiPagingSpec *own = &paging->spec;
	const char **texts[] = {&own->page_size_param, &own->page_param, &own->offset_param,
		&own->cursor_header, &own->start_cursor, &own->total_header,
	&own->total_pages_header, &own->base_url, &own->next_prefix, &own->has_more_path};
	bool		ok = true;

	*own = *spec;
	own->cursor_param = own->cursor_path = own->next_url_path = NULL;
	own->total_path = own->total_pages_path = own->record_path = NULL;
	own->allowed_origins = NULL;
	/* all of them, so that freeing need not know which */
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (!copy_text(texts[i], err))
			ok = false;
	return ok;
}

static bool
copy_origins(ApiPaging *paging, const char *const *origins, ApiError *err)
{
	size_t		count = 0;
	const char **copies;

	if (origins == NULL)
		return true;
	while (origins[count] != NULL)
		count++;
	copies = calloc(count + 1, sizeof(*copies));
	if (copies == NULL)
		return no_memory(err);
	paging->spec.allowed_origins = copies;
	for (size_t i = 0; i < count; i++)
		if ((copies[i] = strdup(origins[i])) == NULL)
			return no_memory(err);
	return true;
}

static bool
read_envelope(ApiEnvelope *envelope, const char *path, ApiError *err)
{
	if (path != NULL)
		envelope->query = api_query_parse(path, err);
	return path == NULL || envelope->query != NULL;
}

/* What stands as "method" in the object whose href or url the path reads; nothing beside others. */
static bool
read_method(ApiEnvelope *envelope, const char *path, ApiError *err)
{
	static const char *const links[] = {".href", ".url", ".uri"};
	size_t		len = path != NULL ? strlen(path) : 0;
	bool		ok = true;

	for (size_t i = 0; i < sizeof(links) / sizeof(links[0]); i++)
	{
		size_t		tail = strlen(links[i]);
		char	   *method;

		if (len <= tail || strcmp(path + len - tail, links[i]) != 0)
			continue;
		method = malloc(len + sizeof(".method"));
		if (method == NULL)
			return no_memory(err);
		memcpy(method, path, len - tail);
		strcpy(method + len - tail, ".method");
		ok = read_envelope(envelope, method, err);
		free(method);
	}
	return ok;
}

/* Does the path lead into the last of the records? */
static bool
is_of_record(const char *path, const char *record_path)
{
	size_t		len = strlen(record_path);

	if (len > 3 && strcmp(record_path + len - 3, "[*]") == 0)
		len -= 3;
	return strncmp(path, record_path, len) == 0 && strncmp(path + len, "[last]", 6) == 0;
}

/* Is the member that the path leads to a key, by its name, and no token? */
static bool
is_key(const char *path)
{
	const char *name = strrchr(path, '.');
	ApiNaming	naming = api_naming_read(name, name != NULL ? strlen(name) : 0, NULL);

	return naming.kind < API_NAMING_NEXT || naming.kind > API_NAMING_BARE;
}

static bool
read_cursors(ApiPaging *paging, const char *paths, const char *record_path, ApiError *err)
{
	char	   *parts[API_CURSOR_MAX];
	int			nparts;
	bool		ok = true;

	if (paths == NULL)
		return true;
	nparts = api_query_split(paths, parts, API_CURSOR_MAX, err);
	if (nparts < 0)
		return false;
	if (nparts != paging->ncursors)
		ok = refuse(err, "cursor_param and cursor_path name different numbers of tokens",
					"Give a path for each parameter, in the same order, separated by commas; at"
					" most 4.");
	for (int i = 0; i < nparts; i++)
	{
		ok = ok && read_envelope(&paging->cursors[i], parts[i], err);
		paging->of_record[i] = strstr(parts[i], "[last]") != NULL;
		paging->keyset |= is_of_record(parts[i], record_path);
		paging->by_key |= is_of_record(parts[i], record_path) && is_key(parts[i]);
		free(parts[i]);
	}
	return ok;
}

static int
add_asked(ApiPaging *paging, const char *name)
{
	if (name == NULL)
		return -1;
	paging->asked[paging->nasked] = name;
	return paging->nasked++;
}

/* Cuts the cursor's names apart at commas and blanks. */
static bool
read_names(ApiPaging *paging, const char *names, ApiError *err)
{
	char	   *rest;

	paging->ask_cursor = paging->nasked;
	if (names == NULL)
		return true;
	paging->names = strdup(names);
	if (paging->names == NULL)
		return no_memory(err);
	for (char *name = strtok_r(paging->names, ", ", &rest); name != NULL;
		 name = strtok_r(NULL, ", ", &rest))
	{
		if (paging->ncursors == API_CURSOR_MAX)
			return refuse(err, "cursor_param names too many tokens", "There may be 4 at most.");
		(void) add_asked(paging, name);
		paging->ncursors++;
	}
	return true;
}

static bool
read_likely(ApiPaging *paging, ApiError *err)
{
	if (paging->spec.kind != API_PAGER_AUTO || !paging->spec.enveloped)
		return true;
	paging->likely = calloc(LIKELY_PATHS, sizeof(*paging->likely));
	if (paging->likely == NULL)
		return no_memory(err);
	for (; paging->nlikely < LIKELY_PATHS; paging->nlikely++)
	{
		ApiLikely  *likely = &paging->likely[paging->nlikely];

		likely->bare = likely_paths[paging->nlikely].bare;
		if (!read_envelope(&likely->envelope, likely_paths[paging->nlikely].path, err) ||
			!read_method(&likely->method, likely_paths[paging->nlikely].path, err))
			return false;
	}
	return true;
}

static bool
compile(ApiPaging *paging, const ApiPagingSpec *spec, ApiError *err)
{
	bool		countable = spec->kind == API_PAGER_PAGE_NUMBER || spec->kind == API_PAGER_OFFSET;

	if (!copy_texts(paging, spec, err))
		return false;
	paging->pager = api_pager_of(spec->kind);
	if (!spec->stop_on_empty_given)
		paging->spec.stop_on_empty = countable;
	paging->ask_size = add_asked(paging, paging->spec.page_size_param);
	paging->ask_place = add_asked(paging, spec->kind == API_PAGER_OFFSET ?
								  paging->spec.offset_param : paging->spec.page_param);
	return copy_origins(paging, spec->allowed_origins, err) &&
		read_names(paging, spec->cursor_param, err) &&
		read_cursors(paging, spec->cursor_path, spec->record_path != NULL ? spec->record_path : "$", err) &&
		read_envelope(&paging->next_url, spec->next_url_path, err) &&
		read_method(&paging->next_method, spec->next_url_path, err) &&
		read_envelope(&paging->has_more, spec->has_more_path, err) &&
		read_envelope(&paging->total, spec->total_path, err) &&
		read_envelope(&paging->total_pages, spec->total_pages_path, err) &&
		read_likely(paging, err);
}

ApiPaging *
api_paging_create(const ApiPagingSpec *spec, ApiError *err)
{
	ApiPaging  *paging;

	if (!check_countable(spec, err) || !check_chained(spec, err) || !check_strangers(spec, err) ||
		!check_rest(spec, err))
		return NULL;
	paging = calloc(1, sizeof(*paging));
	if (paging == NULL)
		no_memory(err);
	else if (compile(paging, spec, err))
		return paging;
	api_paging_free(paging);
	return NULL;
}

void
api_paging_free(ApiPaging *paging)
{
	ApiPagingSpec *own;
	ApiEnvelope *single[5];

	if (paging == NULL)
		return;
	own = &paging->spec;
	free((char *) own->page_size_param);
	free((char *) own->page_param);
	free((char *) own->offset_param);
	free((char *) own->cursor_header);
	free((char *) own->start_cursor);
	free((char *) own->total_header);
	free((char *) own->total_pages_header);
	free((char *) own->base_url);
	free((char *) own->next_prefix);
	free((char *) own->has_more_path);
	for (const char *const *origin = own->allowed_origins; origin && *origin; origin++)
		free((char *) *origin);
	free((void *) own->allowed_origins);
	free(paging->names);
	for (int i = 0; i < API_CURSOR_MAX; i++)
		api_query_free(paging->cursors[i].query);
	single[0] = &paging->next_url;
	single[1] = &paging->has_more;
	single[2] = &paging->total;
	single[3] = &paging->total_pages;
	single[4] = &paging->next_method;
	for (int i = 0; i < 5; i++)
		api_query_free(single[i]->query);
	/* the one that could not be read, too */
	for (int i = 0; paging->likely != NULL && i < LIKELY_PATHS; i++)
	{
		api_query_free(paging->likely[i].envelope.query);
		api_query_free(paging->likely[i].method.query);
	}
	free(paging->likely);
	free(paging);
}

/* ---- reading ---- */

bool
api_envelope_project(ApiEnvelope *envelope, ApiProjection *projection, ApiError *err)
{
	const ApiPath *prefixes[2];

	if (envelope->query == NULL)
		return true;
	envelope->nslots = api_query_prefixes(envelope->query, prefixes);
	for (int i = 0; i < envelope->nslots; i++)
	{
		envelope->slots[i] = api_projection_add_meta(projection, prefixes[i],
													 &envelope->steps[i], err);
		if (envelope->slots[i] < 0)
			return false;
	}
	return true;
}

bool
api_paging_project(ApiPaging *paging, ApiProjection *projection, ApiError *err)
{
	if (paging->spec.kind != API_PAGER_NONE)
		api_projection_note_edges(projection);
	for (int i = 0; i < paging->ncursors; i++)
		if (!api_envelope_project(&paging->cursors[i], projection, err))
			return false;
	for (int i = 0; i < paging->nlikely; i++)
		if (!api_envelope_project(&paging->likely[i].envelope, projection, err) ||
			!api_envelope_project(&paging->likely[i].method, projection, err))
			return false;
	return api_envelope_project(&paging->next_url, projection, err) &&
		api_envelope_project(&paging->next_method, projection, err) &&
		api_envelope_project(&paging->has_more, projection, err) &&
		api_envelope_project(&paging->total, projection, err) &&
		api_envelope_project(&paging->total_pages, projection, err);
}

bool
api_envelope_find(const ApiEnvelope *envelope, ApiPage *page, ApiText *found, ApiError *err)
{
	ApiText		prefixes[2] = {{NULL, 0}, {NULL, 0}};

	*found = (ApiText) {NULL, 0};
	if (envelope->query == NULL || page->empty)
		return true;
	for (int i = 0; i < envelope->nslots; i++)
		prefixes[i].text = api_page_envelope(page, envelope->slots[i], &prefixes[i].len);
	return api_query_find(envelope->query, prefixes, envelope->steps, found, err);
}

const ApiPager *
api_pager_of(ApiPagerKind kind)
{
	static const ApiPager *const pagers[] = {
		[API_PAGER_AUTO] = &api_pager_auto,
		[API_PAGER_NONE] = &api_pager_none,
		[API_PAGER_PAGE_NUMBER] = &api_pager_page_number,
		[API_PAGER_OFFSET] = &api_pager_offset,
		[API_PAGER_CURSOR] = &api_pager_cursor,
		[API_PAGER_NEXT_URL] = &api_pager_next_url,
		[API_PAGER_LINK_HEADER] = &api_pager_link_header,
	};

	return pagers[kind];
}
