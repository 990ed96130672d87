/*
 * named.c
 *		The option columns_path: records that are arrays, their values' names apart.
 */
#include "postgres.h"

#include "base/raise.h"
#include "exec/named.h"
#include "exec/near.h"
#include "exec/once.h"
#include "json/names.h"
#include "rest/failure.h"
#include "utils/lsyscache.h"

struct ApiNamed
{
	const ApiConfig *config;
	int			names;			/* slot of the names */
	int			whole;			/* slot of the record */
	uint32		count;			/* how many names the page in hand has */
	size_t		checked;		/* records whose values are not more, of that page */
	int64		fewer;			/* records of fewer values, of all pages */
	int		   *elements;		/* by attnum - 1: the column's element; -1: none */
};

ApiNamed *
api_named_create(const ApiConfig *config)
{
	ApiNamed   *named;

	if (config->columns_path == NULL)
		return NULL;
	named = palloc0(sizeof(ApiNamed));
	named->config = config;
	named->elements = palloc0(sizeof(int) * (config->columns->natts + 1));
	return named;
}

void
api_named_project(ApiNamed *named, ApiProjection *projection)
{
	static const ApiPath whole = {0};
	ApiError	err = API_ERROR_INIT;
	ApiPath    *path;
	int			steps;

	if (named == NULL)
		return;
	path = api_config_columns_path(named->config);
	named->names = api_projection_add_meta(projection, path, &steps, &err);
	if (named->names >= 0 && steps < path->nsteps)
		api_error_set(&err, API_ERR_OPTION_VALUE, "columns_path leads into the records");
	if (!api_error_is_set(&err))
		named->whole = api_projection_add(projection, &whole, &err);
	api_path_free(path);
	api_error_check(&err);
}

/* A column whose name is looked for. */
typedef struct Sought
{
	const ApiColumns *columns;
	const ApiColumn *column;
} Sought;

/* ApiNameMay: not what another column reads. */
static bool
is_free(void *arg, const char *name, size_t len)
{
	Sought	   *sought = arg;

	return !api_near_claimed(sought->columns, sought->column, name, len);
}

/* Which element has the column's name, in any of its spellings. */
static int
find_element(const ApiColumns *columns, const ApiColumn *column, const char *names, size_t len,
			 ApiError *err)
{
	Sought		sought = {columns, column};
	int			element = -1;
	int			i;

	if (column->source != API_SOURCE_RECORD || column->meta)
		return -1;
	for (i = 0; i < column->npaths && element == -1; i++)
	{
		const ApiPathStep *step = &column->paths[i]->steps[0];

		if (column->paths[i]->nsteps == 1 && step->kind == API_STEP_MEMBER)
			element = api_names_find(names, len, step->name, step->name_len, err);
	}
	if (element == -1 && column->loose)
		element = api_names_find_like(names, len, column->paths[0]->steps[0].name,
									  column->paths[0]->steps[0].name_len, is_free, &sought, err);
	return element;
}

/* For api_slice_elements. */
static bool
count_name(void *arg, const char *text, size_t len)
{
	++*(uint32 *) arg;
	return true;
}

void
api_named_begin(ApiNamed *named, const ApiStream *stream, ApiPage *page)
{
	const ApiColumns *columns = named != NULL ? named->config->columns : NULL;
	ApiError	err = API_ERROR_INIT;
	size_t		len;
	const char *names;
	bool		any = false;
	int			i;

	if (named == NULL || page->stands_in || api_page_records(page) == 0)
		return;
	names = api_page_envelope(page, named->names, &len);
	named->count = 0;
	named->checked = 0;
	if (names == NULL)
		api_error_set(&err, API_ERR_RECORDS, "the response has no names at columns_path");
	else
		(void) api_slice_elements(names, len, count_name, &named->count, NULL);
	for (i = 0; i < columns->natts && !api_error_is_set(&err); i++)
	{
		named->elements[i] = find_element(columns, &columns->columns[i], names, len, &err);
		any |= named->elements[i] >= 0;
	}
	if (!any)
		api_error_set(&err, API_ERR_RECORDS, "the names at columns_path are none of the columns'");
	if (!api_error_is_set(&err))
		return;
	api_failure_wrap(page->transfer, api_stream_auth(stream), &err);
	err.where = api_stream_where(stream, page);
	api_error_check_of(&err, &named->config->table);
}

const char *
api_named_names(const ApiNamed *named, const ApiPage *page, size_t *len)
{
	return api_page_envelope(page, named->names, len);
}

bool
api_named_has(const ApiNamed *named, AttrNumber attnum)
{
	return named->elements[attnum - 1] >= 0;
}

/*
 * More values than names may be shifted against them, and are refused: raises.  Fewer may have
 * lost one in their midst, or what is empty at their end, and are counted.
 */
static void
check_length(ApiNamed *named, size_t record, const char *text, size_t len)
{
	uint32		values = 0;
	ApiError	err = API_ERROR_INIT;

	if (record < named->checked || *text != '[')
		return;
	named->checked = record + 1;
	(void) api_slice_elements(text, len, count_name, &values, NULL);
	named->fewer += values < named->count;
	if (values <= named->count)
		return;
	api_error_set(&err, API_ERR_RECORDS, "a record has more values than columns_path has names (%u)",
				  named->count);
	api_error_hint(&err, "Which are whose cannot be told: do without columns_path, and read the values by"
				   " json_path '$[0]', '$[1]', ...");
	api_error_check(&err);
}

static void
report_fewer(const ApiNamed *named, int level)
{
	ereport(level,
			(errcode(level == ERROR ? ERRCODE_FDW_ERROR : ERRCODE_WARNING),
			 errmsg("%lld record%s of foreign table \"%s\" ha%s fewer values than columns_path has names",
					(long long) named->fewer, named->fewer == 1 ? "" : "s",
					get_rel_name(named->config->relid), named->fewer == 1 ? "s" : "ve"),
			 errdetail("The last columns are NULL there."),
			 level == ERROR ? api_errtable(&named->config->table, NULL) : 0,
			 errhint("If the API leaves out what is empty at the end, set the table's option drift 'log'.")));
}

void
api_named_check(const ApiNamed *named)
{
	if (named != NULL && named->fewer > 0 && named->config->drift == API_DRIFT_STOP)
		report_fewer(named, ERROR);
}

void
api_named_warn(const ApiNamed *named)
{
	if (named == NULL || named->fewer == 0 || !api_once(named->config->relid, API_ONCE_FEWER))
		return;
	report_fewer(named, named->config->drift == API_DRIFT_LOG ? LOG : WARNING);
}

const char *
api_named_find(ApiNamed *named, const ApiPage *page, size_t record, AttrNumber attnum,
			   size_t *len, Node *soft)
{
	int			element = named->elements[attnum - 1];
	ApiPath		path = {1, false, {{API_STEP_INDEX, NULL, 0, (uint32) element}}};
	ApiText		match = {NULL, 0};
	const char *text = element < 0 ? NULL : api_page_value(page, record, named->whole, len);
	ApiError	err = API_ERROR_INIT;

	if (text == NULL)
		return NULL;
	check_length(named, record, text, *len);
	if (!api_slice_unfold(text, *len, &path, 0, api_slice_keep_first, &match, &err) && match.text == NULL)
		(void) api_error_report(&err, soft);
	api_error_clear(&err);
	*len = match.len;
	return match.text;
}
