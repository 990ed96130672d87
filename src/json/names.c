/*
 * names.c
 *		Names that stand apart from their values.
 */
#include "json/names.h"

#include <stdlib.h>

#include "json/reader.h"
#include "json/spelling.h"
#include "json/string.h"

/* A search for a name. */
typedef struct Search
{
	const char *name;
	size_t		name_len;
	int			index;			/* of the element in hand */
	bool		found;
} Search;

/* For api_slice_unfold: the text of a member "name". */
static bool
compare_text(void *arg, const char *text, size_t len)
{
	Search	   *search = arg;

	search->found = api_string_equals(text, len, search->name, search->name_len);
	return false;
}

/* For api_slice_elements. */
static bool
compare_element(void *arg, const char *text, size_t len)
{
	static const ApiPath name = {1, false, {{API_STEP_MEMBER, "name", 4, 0}}};
	Search	   *search = arg;

	if (*text == '{')
		(void) api_slice_unfold(text, len, &name, 0, compare_text, search, NULL);
	else
		(void) compare_text(search, text, len);
	search->index += !search->found;
	return !search->found;
}

int
api_names_find(const char *text, size_t len, const char *name, size_t name_len, ApiError *err)
{
	Search		search = {name, name_len, 0, false};
	ApiError	broken = API_ERROR_INIT;

	if (!api_slice_elements(text, len, compare_element, &search, &broken) && !search.found)
	{
		api_error_clear(&broken);
		api_error_set(err, API_ERR_RECORDS, "columns_path finds no array of names");
		return -2;
	}
	api_error_clear(&broken);
	return search.found ? search.index : -1;
}

/* ---- all names ---- */

typedef struct Each
{
	ApiNameMay	emit;
	void	   *arg;
} Each;

/* For api_slice_unfold: the text of a member "name". */
static bool
emit_text(void *arg, const char *text, size_t len)
{
	Each	   *each = arg;

	if (*text == '"')
		(void) each->emit(each->arg, text, len);
	return false;
}

/* For api_slice_elements. */
static bool
emit_element(void *arg, const char *text, size_t len)
{
	static const ApiPath name = {1, false, {{API_STEP_MEMBER, "name", 4, 0}}};

	if (*text == '{')
		(void) api_slice_unfold(text, len, &name, 0, emit_text, arg, NULL);
	else
		(void) emit_text(arg, text, len);
	return true;
}

void
api_names_each(const char *text, size_t len, ApiNameMay emit, void *arg)
{
	Each		each = {emit, arg};

	(void) api_slice_elements(text, len, emit_element, &each, NULL);
}

/* ---- names like it ---- */

/* A search for a name that is like one. */
typedef struct LikeSearch
{
	const char *folded;
	size_t		folded_len;
	ApiNameMay	may;
	void	   *arg;
	int			index;			/* of the element in hand */
	int			found;			/* or -1 */
	const char *name;			/* of the one found, with quotes */
	size_t		name_len;
	ApiError   *err;
} LikeSearch;

/* For api_slice_unfold: the text of a member "name". */
static bool
compare_like(void *arg, const char *text, size_t len)
{
	LikeSearch *search = arg;

	if (*text != '"' || !api_spelling_folds_to(text + 1, len - 2, search->folded, search->folded_len) ||
		!search->may(search->arg, text, len))
		return false;
	if (search->found >= 0)
		return api_error_set(search->err, API_ERR_RECORDS, "the names at columns_path have both %.*s and %.*s",
							 (int) search->name_len, search->name, (int) len, text);
	search->found = search->index;
	search->name = text;
	search->name_len = len;
	return false;
}

/* For api_slice_elements. */
static bool
compare_element_like(void *arg, const char *text, size_t len)
{
	static const ApiPath name = {1, false, {{API_STEP_MEMBER, "name", 4, 0}}};
	LikeSearch *search = arg;

	if (*text == '{')
		(void) api_slice_unfold(text, len, &name, 0, compare_like, search, NULL);
	else
		(void) compare_like(search, text, len);
	search->index++;
	return !api_error_is_set(search->err);
}

int
api_names_find_like(const char *text, size_t len, const char *name, size_t name_len, ApiNameMay may,
					void *arg, ApiError *err)
{
	char	   *folded = malloc(name_len + 1);
	LikeSearch	search = {folded, 0, may, arg, 0, -1, NULL, 0, err};

	if (folded == NULL)
	{
		api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
		return -2;
	}
	search.folded_len = api_spelling_fold(name, name_len, folded);
	(void) api_slice_elements(text, len, compare_element_like, &search, err);
	free(folded);
	return api_error_is_set(err) ? -2 : search.found;
}
