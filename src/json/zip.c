/*
 * zip.c
 *		Arrays side by side as rows.
 *
 * The first array says how many rows there are; the others must have as many
 * elements.
 */
#include "json/zip.h"

#include <stdlib.h>

#include "json/scan.h"

struct ApiZip
{
	int			ncolumns;
	size_t		rows;
	ApiSlice  **columns;		/* malloc'd; of each array its elements, or NULL */
};

/* An array that is being taken apart. */
typedef struct Cut
{
	const char *body;
	ApiSlice   *slices;			/* malloc'd */
	size_t		count;
	size_t		room;
	size_t		most;			/* elements that there may be */
	ApiErrorCode fault;			/* NONE: all is well */
} Cut;

/* For api_slice_elements. */
static bool
take_element(void *arg, const char *text, size_t len)
{
	Cut		   *cut = arg;

	if (cut->count == cut->most)
	{
		cut->fault = API_ERR_TOO_LARGE;
		return false;
	}
	if (cut->count == cut->room)
	{
		size_t		room = cut->room * 2 + 64;
		ApiSlice   *more = realloc(cut->slices, room * sizeof(*more));

		if (more == NULL)
		{
			cut->fault = API_ERR_OUT_OF_MEMORY;
			return false;
		}
		cut->slices = more;
		cut->room = room;
	}
	cut->slices[cut->count++] = (ApiSlice) {(uint32_t) (text - cut->body), (uint32_t) len};
	return true;
}

static bool
refuse_kind(ApiError *err)
{
	api_error_set(err, API_ERR_RECORDS, "record_shape 'columns' finds a value that is no array");
	api_error_hint(err, "Every column with a json_path must find an array; what is the same for all"
				   " rows is read by meta_path.");
	return false;
}

static bool
cut_column(ApiZip *zip, int column, const char *body, ApiSlice slice, bool stray, size_t most,
		   ApiError *err)
{
	Cut			cut = {.body = body,.most = most};
	const char *text = body + slice.offset;
	bool		first = true;

	if (slice.length == 0 || api_text_is_null(text, slice.length))
		return true;
	if (slice.length == API_SLICE_INDEX || *text != '[')
		return stray || refuse_kind(err);
	for (int i = 0; i < column; i++)
		first = first && zip->columns[i] == NULL;
	if (!api_slice_elements(text, slice.length, take_element, &cut, err))
	{
		free(cut.slices);
		if (cut.fault == API_ERR_TOO_LARGE)
			api_error_set(err, cut.fault, "the response has too many values to be held at once");
		return cut.fault == API_ERR_OUT_OF_MEMORY ? api_error_set(err, cut.fault, "out of memory") : false;
	}
	if (stray && !first && cut.count != zip->rows)
	{
		free(cut.slices);
		return true;
	}
	/* an empty array is there, too */
	zip->columns[column] = cut.slices != NULL ? cut.slices : calloc(1, sizeof(ApiSlice));
	if (zip->columns[column] == NULL)
		return api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
	if (!first && cut.count != zip->rows)
		return api_error_set(err, API_ERR_RECORDS,
							 "the arrays of record_shape 'columns' have %zu and %zu elements",
							 zip->rows, cut.count);
	zip->rows = cut.count;
	return true;
}

ApiZip *
api_zip_create(const char *body, const ApiSlice *columns, int ncolumns, int nstrays,
			   size_t max_slices, ApiError *err)
{
	int			all = ncolumns + nstrays;
	ApiZip	   *zip = calloc(1, sizeof(*zip));

	if (zip != NULL)
		zip->columns = calloc((size_t) all + 1, sizeof(*zip->columns));
	if (zip == NULL || zip->columns == NULL)
	{
		free(zip);
		api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
		return NULL;
	}
	zip->ncolumns = all;
	for (int i = 0; i < all; i++)
		if (!cut_column(zip, i, body, columns[i], i >= ncolumns, max_slices / (size_t) all, err))
		{
			api_zip_free(zip);
			return NULL;
		}
	return zip;
}

size_t
api_zip_rows(const ApiZip *zip)
{
	return zip->rows;
}

ApiSlice
api_zip_slice(const ApiZip *zip, size_t row, int column)
{
	return zip->columns[column] != NULL ? zip->columns[column][row] : (ApiSlice) {0, 0};
}

size_t
api_zip_bytes(const ApiZip *zip)
{
	return zip != NULL ? zip->rows * (size_t) zip->ncolumns * sizeof(ApiSlice) : 0;
}

void
api_zip_free(ApiZip *zip)
{
	if (zip == NULL)
		return;
	for (int i = 0; i < zip->ncolumns; i++)
		free(zip->columns[i]);
	free(zip->columns);
	free(zip);
}
