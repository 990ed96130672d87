/*
 * zip.h
 *		Arrays side by side as rows: {"time": [..], "temp": [..]} has a row for each
 *		element, with a value of each array.
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_ZIP_H
#define API_ZIP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "json/reader.h"

typedef struct ApiZip ApiZip;

/*
 * Takes ncolumns arrays apart, which stand at these slices of body (length 0, and
 * null: an array that is not there, which has no values); and behind them nstrays more,
 * of which those that are no arrays, or have another length, are passed over.  NULL with err:
 * API_ERR_RECORDS when one is no array, or they differ in length; more than
 * max_slices elements in all.
 */
extern ApiZip *api_zip_create(const char *body, const ApiSlice *columns, int ncolumns,
							  int nstrays, size_t max_slices, ApiError *err);

extern size_t api_zip_rows(const ApiZip *zip);

/* The slice of a row's value; length 0: there is none. */
extern ApiSlice api_zip_slice(const ApiZip *zip, size_t row, int column);

/* Bytes of memory that it takes. */
extern size_t api_zip_bytes(const ApiZip *zip);

extern void api_zip_free(ApiZip *zip);

#endif							/* API_ZIP_H */
