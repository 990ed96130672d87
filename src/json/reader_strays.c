/*
 * reader_strays.c
 *		Values that a reader finds beside the slots: see api_projection_add_stray.
 *
 * They stand in the order of their records.  Those of the record in hand have the number
 * that it will get.
 */
#include <stdlib.h>

#include "json/reader_state.h"

/* Slices that a stray takes as much memory as. */
#define STRAY_SLICES (sizeof(ApiStray) / sizeof(ApiSlice))

static ApiReadStep
grow(ApiReader *reader, ApiReadInput *in)
{
	size_t		more = reader->strays_room + 16;
	ApiStray   *grown;

	in->code = API_ERR_TOO_LARGE;
	in->problem = "the response has too many records to be held at once";
	if (more * STRAY_SLICES > reader->max_slices - reader->slices)
		more = (reader->max_slices - reader->slices) / STRAY_SLICES;
	if (more == 0)
		return STEP_BAD;
	grown = realloc(reader->strays, (reader->strays_room + more) * sizeof(*grown));
	if (grown == NULL)
	{
		in->code = API_ERR_OUT_OF_MEMORY;
		in->problem = "out of memory";
		return STEP_BAD;
	}
	reader->strays = grown;
	reader->strays_room += more;
	reader->slices += more * STRAY_SLICES;
	in->code = API_ERR_NONE;
	return STEP_ON;
}

ApiReadStep
api_stray_note(ApiReader *reader, ApiReadInput *in, int number, uint32_t start)
{
	if (reader->nstrays == reader->strays_room && grow(reader, in) != STEP_ON)
		return STEP_BAD;
	reader->strays[reader->nstrays++] = (ApiStray)
	{
		(uint32_t) api_reader_records(reader), number,
		{start, (uint32_t) (in->p - in->body) - start}
	};
	return STEP_ON;
}

void
api_strays_forget(ApiReader *reader, int number)
{
	size_t		from = reader->nstrays;
	size_t		to;

	while (from > 0 && reader->strays[from - 1].record == api_reader_records(reader))
		from--;
	to = from;
	for (; from < reader->nstrays; from++)
		if (reader->strays[from].number != number)
			reader->strays[to++] = reader->strays[from];
	reader->nstrays = to;
}

void
api_strays_truncate(ApiReader *reader)
{
	while (reader->nstrays > 0 && reader->strays[reader->nstrays - 1].record >= api_reader_records(reader))
		reader->nstrays--;
}

void
api_strays_drop(ApiReader *reader, size_t records, uint32_t bytes)
{
	size_t		to = 0;

	for (size_t i = 0; i < reader->nstrays; i++)
		if (reader->strays[i].record >= records)
		{
			reader->strays[to] = reader->strays[i];
			reader->strays[to].record -= (uint32_t) records;
			reader->strays[to++].value.offset -= bytes;
		}
	reader->nstrays = to;
}

const ApiStray *
api_reader_strays(const ApiReader *reader, size_t record, size_t *count)
{
	size_t		low = 0;
	size_t		high = reader->nstrays;

	*count = 0;
	while (low < high)
	{
		size_t		middle = (low + high) / 2;

		if (reader->strays[middle].record < record)
			low = middle + 1;
		else
			high = middle;
	}
	while (low + *count < reader->nstrays && reader->strays[low + *count].record == record)
		++*count;
	return *count > 0 ? reader->strays + low : NULL;
}

const ApiStray *
api_reader_stray(const ApiReader *reader, int number)
{
	for (size_t i = 0; i < reader->nstrays; i++)
		if (reader->strays[i].number == number)
			return &reader->strays[i];
	return NULL;
}

const char *
api_reader_name(const char *body, uint32_t offset, size_t *len)
{
	const char *end = body + offset;
	const char *p;

	/* white space, the colon, white space */
	do
		end--;
	while (*end != '"');
	for (p = end - 1; *p != '"' || p[-1] == '\\'; p--)
		;
	*len = (size_t) (end - p) + 1;
	return p;
}
