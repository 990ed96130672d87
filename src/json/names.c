/*
 * names.c
 *		Names that stand apart from their values.
 */
#include "json/names.h"

#include "json/reader.h"
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
