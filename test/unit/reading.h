/*
 * reading.h
 *		What tests of the reader share: projections, and bodies fed whole, in two
 *		portions cut at every byte, and byte by byte.
 */
#ifndef READING_H
#define READING_H

#include <stdint.h>
#include <stdlib.h>

#include "check.h"
#include "json/path.h"
#include "json/reader.h"

#define MANY_SLICES 1000000

/* A projection of paths between blanks. */
static inline ApiProjection *
project(const char *paths)
{
	ApiError	err = API_ERROR_INIT;
	ApiProjection *projection = api_projection_create(NULL, &err);
	char		copy[512];

	snprintf(copy, sizeof(copy), "%s", paths);
	for (char *text = strtok(copy, " "); text != NULL; text = strtok(NULL, " "))
	{
		ApiPath    *path = api_path_parse(text, &err);

		check_case(path != NULL && api_projection_add(projection, path, &err) >= 0, text);
		api_path_free(path);
	}
	api_error_clear(&err);
	return projection;
}

/* Feeds body up to split, then all of it; the first part from a place that moves. */
static inline ApiReaderStatus
feed_split(ApiReader *reader, const char *body, size_t len, size_t split, ApiError *err)
{
	char	   *part = malloc(split + 1);
	ApiReaderStatus status;

	memcpy(part, body, split);
	status = api_reader_feed(reader, part, split, false, err);
	free(part);
	if (status == API_READER_ERROR)
		return status;
	return api_reader_feed(reader, body, len, true, err);
}

/* Byte by byte. */
static inline ApiReaderStatus
feed_trickle(ApiReader *reader, const char *body, size_t len, ApiError *err)
{
	for (size_t i = 0; i < len; i++)
		if (api_reader_feed(reader, body, i, false, err) == API_READER_ERROR)
			return API_READER_ERROR;
	return api_reader_feed(reader, body, len, true, err);
}

static inline bool
same_slices(const ApiReader *a, const ApiReader *b, int nslots)
{
	if (api_reader_records(a) != api_reader_records(b))
		return false;
	for (size_t record = 0; record < api_reader_records(a); record++)
		for (int slot = 0; slot < nslots; slot++)
		{
			ApiSlice	slices[2] = {api_reader_slice(a, record, slot), api_reader_slice(b, record, slot)};

			if (slices[0].offset != slices[1].offset || slices[0].length != slices[1].length)
				return false;
		}
	return true;
}

/*
 * Reads the body whole, and cut in every way: the same verdict, slices and message,
 * or API_READER_MORE.  The reader is left as the whole body leaves it.
 */
static inline ApiReaderStatus
read_all_ways(ApiReader *reader, const ApiProjection *projection, const char *body, size_t len)
{
	ApiReader  *other = api_reader_create(projection, MANY_SLICES, NULL);
	ApiError	err = API_ERROR_INIT;
	ApiError	other_err = API_ERROR_INIT;
	ApiReaderStatus status;
	bool		same = true;

	api_reader_reset(reader, false);
	status = api_reader_feed(reader, body, len, true, &err);
	for (size_t split = 0; same && split <= len + 1; split++)
	{
		api_reader_reset(other, false);
		same = status == (split <= len ? feed_split(other, body, len, split, &other_err) :
						  feed_trickle(other, body, len, &other_err)) &&
			same_slices(reader, other, api_projection_slots(projection)) &&
			(err.message == NULL || strcmp(err.message, other_err.message) == 0);
		api_error_clear(&other_err);
	}
	api_error_clear(&err);
	api_reader_free(other);
	return same ? status : API_READER_MORE;
}

#endif							/* READING_H */
