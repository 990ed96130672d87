/*
 * config_paging.c
 *		The options of pages, records and failure.
 */
#include "postgres.h"

#include <ctype.h>

#include "utils/varlena.h"

#include "base/options.h"
#include "base/raise.h"
#include "base/settings.h"
#include "rest/config.h"

static int64
number_or_zero(const ApiLookup *from, const char *name)
{
	return api_lookup_text(from, name) != NULL ? api_lookup_int(from, name) : 0;
}

/* What root-relative next links are below: base_url's path is set once base_url is known. */
static void
read_next_base(ApiPagingSpec *spec, const char *text)
{
	spec->next_from_base = strcmp(text, "base_url") == 0;
	if (spec->next_from_base || strcmp(text, "url") == 0)
		return;
	if (*text != '/' || text[1] == '/' || text[strcspn(text, "?# \\")] != '\0')
		ereport(ERROR,
				(errcode(ERRCODE_FDW_INVALID_ATTRIBUTE_VALUE),
				 errmsg("invalid value for option \"next_url_base\": \"%s\"", text),
				 errhint("It is url, base_url, or a path that links beginning with a slash are below, such as"
						 " '/wiki'.")));
	spec->next_prefix = text;
}

static void
read_spec(ApiPagingSpec *spec, const ApiLookup *from)
{
	const char *stop = api_lookup_text(from, "stop_on_empty");

	spec->kind = (ApiPagerKind) api_lookup_word(from, "pagination");
	spec->page_size = number_or_zero(from, "page_size");
	spec->min_page_size = number_or_zero(from, "min_page_size");
	spec->page_size_param = api_lookup_utf8(from, "page_size_param");
	spec->page_param = api_lookup_utf8(from, "page_param");
	spec->start_page = api_lookup_int(from, "start_page");
	spec->start_page_given = api_lookup_text(from, "start_page") != api_lookup_option("start_page")->fallback;
	spec->offset_param = api_lookup_utf8(from, "offset_param");
	spec->start_offset = api_lookup_int(from, "start_offset");
	spec->cursor_param = api_lookup_utf8(from, "cursor_param");
	spec->cursor_path = api_lookup_utf8(from, "cursor_path");
	spec->cursor_header = api_lookup_utf8(from, "cursor_header");
	spec->start_cursor = api_lookup_utf8(from, "start_cursor");
	spec->next_url_path = api_lookup_utf8(from, "next_url_path");
	read_next_base(spec, api_lookup_utf8(from, "next_url_base"));
	spec->has_more_path = api_lookup_utf8(from, "has_more_path");
	spec->total_path = api_lookup_utf8(from, "total_path");
	spec->total_header = api_lookup_utf8(from, "total_header");
	spec->total_pages_path = api_lookup_utf8(from, "total_pages_path");
	spec->total_pages_header = api_lookup_utf8(from, "total_pages_header");
	spec->stop_on_empty_given = stop != NULL;
	spec->stop_on_empty = stop != NULL && api_lookup_bool(from, "stop_on_empty");
	spec->stop_on_short = api_lookup_bool(from, "stop_on_short");
	spec->max_pages = number_or_zero(from, "max_pages");
	spec->speculative_pages = api_lookup_bool(from, "speculative_pages");
	spec->on_repeated_page = (ApiOnRepeat) api_lookup_word(from, "on_repeated_page");
	spec->keyed = api_lookup_text(from, "unique_key") != NULL;
	spec->check_total = (ApiCheckTotal) api_lookup_word(from, "check_total");
	spec->count_from_total = api_lookup_bool(from, "count_from_total");
}

static void
read_policy(ApiConfig *config, const ApiLookup *from)
{
	const char *ignored = api_lookup_text(from, "ignore_statuses");
	ApiFailurePolicy *policy = &config->policy;

	policy->on_http_error = (ApiOnHttpError) api_lookup_word(from, "on_http_error");
	policy->ignore_missing = config->ignore_missing;
	if (ignored != NULL)
		policy->nignored = api_option_statuses(api_lookup_option("ignore_statuses"), ignored,
											   policy->ignored, API_IGNORE_MAX_STATUSES);
	config->error_path = api_lookup_utf8(from, "error_path");
	config->retry_errors = api_lookup_utf8(from, "retry_errors");
	config->retry_after_path = api_lookup_utf8(from, "retry_after_path");
}

/* The pager's parameters are the endpoint's, too. */
static void
list_asked(ApiConfig *config)
{
	ApiPaging  *paging = api_config_paging(config);
	const char **names = palloc0(sizeof(char *) * API_ASK_MAX);

	for (int i = 0; i < paging->nasked; i++)
		names[i] = pstrdup(paging->asked[i]);
	config->endpoint.asked = names;
	config->endpoint.nasked = paging->nasked;
	api_paging_free(paging);
}

void
api_config_read_paging(ApiConfig *config, const ApiLookup *from)
{
	read_spec(&config->paging, from);
	config->record_path = api_lookup_utf8(from, "record_path");
	config->format = (ApiRecordFormat) api_lookup_word(from, "format");
	config->columns_path = api_lookup_utf8(from, "columns_path");
	config->in_columns = api_lookup_word(from, "record_shape") == 1;
	config->ignore_missing = api_lookup_word(from, "on_missing") == 1;
	config->drift = (ApiDriftPolicy) api_lookup_word(from, "drift");
	config->keep_order = api_lookup_bool(from, "keep_order");
	config->batch_join = api_lookup_bool(from, "batch_join");
	config->start_early = api_lookup_bool(from, "start_early");
	config->paging.record_path = config->record_path;
	config->paging.post = config->endpoint.method == API_METHOD_POST;
	config->paging.enveloped = config->record_path != NULL && strcmp(config->record_path, "$") != 0;
	config->paging.base_url = config->transport.base_url;
	if (config->paging.next_from_base)
	{
		const char *path = strstr(config->transport.base_url, "://");

		config->paging.next_prefix = path + 3 + strcspn(path + 3, "/");
	}
	config->paging.allowed_origins = config->transport.allowed_origins;
	read_policy(config, from);
	list_asked(config);
}

/* The attnum of the column of that name; raises if it can be no key. */
static AttrNumber
find_key_column(const ApiColumns *columns, const char *name)
{
	for (int i = 0; i < columns->natts; i++)
	{
		const ApiColumn *column = &columns->columns[i];

		if (column->source != API_SOURCE_DROPPED && strcmp(column->name, name) == 0)
			return column->attnum;
	}
	ereport(ERROR,
			(errcode(ERRCODE_FDW_INVALID_ATTRIBUTE_VALUE),
			 errmsg("option \"unique_key\" names no column \"%s\"", name),
			 errhint("Give names of the table's columns, separated by commas.")));
}

void
api_config_read_unique_key(ApiConfig *config, const ApiLookup *from)
{
	const char *text = api_lookup_text(from, "unique_key");
	List	   *names;
	ListCell   *lc;

	config->ignore_duplicates = api_lookup_word(from, "on_duplicate_row") == 1;
	if (text == NULL)
		return;
	if (!SplitIdentifierString(pstrdup(text), ',', &names))
		ereport(ERROR,
				(errcode(ERRCODE_FDW_INVALID_ATTRIBUTE_VALUE),
				 errmsg("invalid value for option \"unique_key\": \"%s\"", text),
				 errhint("Give names of the table's columns, separated by commas.")));
	foreach(lc, names)
		config->unique_key = lappend_int(config->unique_key,
										 find_key_column(config->columns, lfirst(lc)));
}

ApiPaging *
api_config_paging(const ApiConfig *config)
{
	ApiError	err = API_ERROR_INIT;
	ApiPaging  *paging = api_paging_create(&config->paging, &err);

	api_error_check(&err);
	return paging;
}

ApiProjection *
api_config_projection(const ApiConfig *config)
{
	ApiError	err = API_ERROR_INIT;
	ApiPath    *path = NULL;
	ApiProjection *projection = NULL;

	if (config->record_path != NULL)
		path = api_path_parse(config->record_path, &err);
	if (!api_error_is_set(&err))
		projection = api_projection_create(path, &err);
	api_path_free(path);
	api_error_check(&err);
	api_projection_limit_depth(projection, api_max_json_depth);
	return projection;
}

ApiPath *
api_config_columns_path(const ApiConfig *config)
{
	ApiError	err = API_ERROR_INIT;
	ApiPath    *path;

	if (config->columns_path == NULL)
		return NULL;
	path = api_path_parse(config->columns_path, &err);
	api_error_check(&err);
	if (!path->key && api_path_fixed_steps(path) == path->nsteps && !config->in_columns)
		return path;
	api_path_free(path);
	ereport(ERROR,
			(errcode(ERRCODE_FDW_INVALID_ATTRIBUTE_VALUE),
			 errmsg("invalid value for option \"columns_path\": \"%s\"", config->columns_path),
			 errhint("It leads by names and numbers to one array of names, such as '$.columns', and does"
					 " not go with record_shape 'columns'.")));
}

/* The texts one after the other, each with its NUL, an empty one last. */
static char *
split_texts(const char *list)
{
	char	   *texts = calloc(strlen(list) + 2, 1);
	char	   *to = texts;

	while (texts != NULL && *list != '\0')
	{
		size_t		len = strcspn(list, ",");
		size_t		blanks = strspn(list, " ");

		if (len > blanks)
		{
			memcpy(to, list + blanks, len - blanks);
			to += len - blanks;
			while (to[-1] == ' ')
				*--to = '\0';
			to++;
		}
		list += len + (list[len] == ',');
	}
	return texts;
}

/* Adds a place where a body tells of an error. */
static bool
watch(ApiFailurePolicy *policy, const char *path, ApiError *err)
{
	ApiQuery   *query = api_query_parse(path, err);

	if (query == NULL)
		return false;
	api_query_skip_falsy(query);
	policy->errors[policy->nerrors++].query = query;
	return true;
}

/* Is the path, or what it leads through, the place? */
static bool
leads_to(const char *path, const char *place)
{
	size_t		len = strlen(place);

	return strncmp(path, place, len) == 0 && !isalnum((unsigned char) path[len]) && path[len] != '_';
}

/*
 * The paths of error_path; in GraphQL $.errors too, unless one of them looks closer at it.
 * Data beside errors is a part of what was asked for.
 */
static void
read_error_paths(const ApiConfig *config, ApiFailurePolicy *policy, ApiError *err)
{
	static const char errors[] = "$.errors";
	char	   *paths[API_ERROR_PATHS_MAX - 1];
	int			npaths = 0;
	bool		preset = config->endpoint.graphql != NULL;

	if (config->error_path != NULL)
		npaths = api_query_split(config->error_path, paths, API_ERROR_PATHS_MAX - 1, err);
	for (int i = 0; i < npaths; i++)
	{
		preset &= !leads_to(paths[i], errors);
		if (!api_error_is_set(err))
			(void) watch(policy, paths[i], err);
		free(paths[i]);
	}
	if (preset && !api_error_is_set(err))
		(void) watch(policy, errors, err);
}

void
api_config_policy(const ApiConfig *config, ApiFailurePolicy *policy)
{
	ApiError	err = API_ERROR_INIT;

	*policy = config->policy;
	read_error_paths(config, policy, &err);
	if (config->retry_after_path != NULL && !api_error_is_set(&err))
		(void) api_wait_path_init(&policy->wait, config->retry_after_path, &err);
	if (api_error_is_set(&err))
		api_failure_policy_free(policy);
	api_error_check(&err);
	if (config->retry_errors == NULL)
		return;
	policy->retryable = split_texts(config->retry_errors);
	if (policy->retryable == NULL)
		ereport(ERROR, (errcode(ERRCODE_OUT_OF_MEMORY), errmsg("out of memory")));
}

/* Can all columns be read from such records? */
static void
check_columns(const ApiColumns *columns, ApiProjection *projection, ApiError *err)
{
	for (int i = 0; i < columns->natts; i++)
	{
		const ApiColumn *column = &columns->columns[i];
		int			steps;

		for (int k = 0; k < column->npaths && !api_error_is_set(err); k++)
			if (column->meta)
				(void) api_projection_add_meta(projection, column->paths[k], &steps, err);
			else
				(void) api_projection_add(projection, column->paths[k], err);
	}
}

void
api_config_check_paths(const ApiConfig *config)
{
	ApiFailurePolicy policy;
	ApiProjection *projection;
	ApiError	err = API_ERROR_INIT;

	/* it may raise, and what follows is on malloc */
	api_path_free(api_config_columns_path(config));
	projection = api_config_projection(config);
	check_columns(config->columns, projection, &err);
	api_projection_free(projection);
	api_error_check(&err);
	api_config_policy(config, &policy);
	api_failure_policy_free(&policy);
}
