/*
 * reader.h
 *		The projecting JSON reader: one pass over a body, out come the slices of
 *		the values that are wanted, and nothing is built for the rest.
 *
 * A projection says what is wanted: where the records are, and which paths of a
 * record.  A reader runs over one body and may be fed as the bytes arrive: it
 * is given the whole buffer each time (the buffer may have moved), goes on
 * where it stood, and gives the same result for any split.  It notes, for each
 * record and wanted path, the slice of the body where the value's text stands.
 *
 * Used values and everything on the way to them are checked as RFC 8259 has it
 * (literals, numbers, escapes, UTF-8); values that nobody wants are framed only:
 * see reader.c for the grammar of a skipped value.  A container that is wanted
 * is framed only, too: whoever takes its slice checks what is inside.
 *
 * Core: no PostgreSQL, malloc, errors are parked.
 */
#ifndef API_READER_H
#define API_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "json/edges.h"
#include "json/path.h"
#include "json/scalar.h"

/* Deepest nesting that is read; deeper is an error. */
#define API_READER_MAX_DEPTH 1024

/* Where a value's text stands in the body. */
typedef struct ApiSlice
{
	uint32_t	offset;			/* first byte, from the body's start */
	uint32_t	length;			/* bytes; 0: the record has no such value */
} ApiSlice;

/* A bit of the length of a slice that the reader keeps itself: see api_reader_text. */
#define API_SLICE_KEPT UINT32_C(0x80000000)

/* The length of a slice that is no text: offset is the index of an array's element. */
#define API_SLICE_INDEX UINT32_MAX

/* Is the slice a piece of the body, neither nothing nor kept elsewhere nor an index? */
static inline bool
api_slice_in_body(ApiSlice slice)
{
	return slice.length - 1 < API_SLICE_KEPT - 1;
}

/* A value that was found beside the slots. */
typedef struct ApiStray
{
	uint32_t	record;
	int			number;			/* as api_projection_add_stray gave it */
	ApiSlice	value;			/* in the body */
} ApiStray;

/* What the document turned out to be. */
typedef enum ApiReaderShape
{
	API_SHAPE_UNKNOWN,			/* nothing but white space so far */
	API_SHAPE_ARRAY,			/* records are the elements of the root array */
	API_SHAPE_OBJECT,			/* the root object is the one record */
	API_SHAPE_SCALAR,			/* the root is a string, number or literal: one record */
	API_SHAPE_NULL				/* the root is null: no records */
} ApiReaderShape;

/* Kinds of values: bits.  null is of none, for it stands for any. */
#define API_JSON_OBJECT		0x01
#define API_JSON_ARRAY		0x02
#define API_JSON_SCALAR		0x04
#define API_JSON_ANY		0x07

typedef enum ApiReaderStatus
{
	API_READER_MORE,			/* all is well; the document has not ended */
	API_READER_DONE,			/* the document ended; only white space may follow */
	API_READER_ERROR			/* see err; final */
} ApiReaderStatus;

typedef struct ApiProjection ApiProjection;
typedef struct ApiReader ApiReader;

/* --- projection: built once a scan, then read-only, shared by its readers --- */

/*
 * records says where the records are, from the body's root (copied):
 *
 *		NULL, $			each element of a root array, or the one root value
 *		$.a.items		each element of the array there, or the one value there
 *		$.a[*], $.a.*	each element or member's value, as it is; of no array: the value
 *		$.a[*].b[*]		exploded: each element of each element's b
 *
 * A value that a wildcard of it matches is an ancestor of records, and counts as a
 * level; the document is level 0.  NULL with err.
 */
extern ApiProjection *api_projection_create(const ApiPath *records, ApiError *err);

/*
 * Wants the value at path, from the record; of a path with key, its name or index.
 * Gives the slot number (0, 1, ...), or -1 with err set.  The path is copied; it is
 * wanted up to its first step that is no member or index, and unfolded later by a
 * walk through that slice (api_slice_unfold).  The same path twice gives the same
 * slot.
 */
extern int	api_projection_add(ApiProjection *projection, const ApiPath *path, ApiError *err);

/*
 * Wants the value at path, from the body's root: of an ancestor, as far as the path
 * shares the wildcards of the records' path; else of the envelope.  It is wanted
 * up to the first step that leaves that way by a wildcard, or that a wildcard of
 * the records' path would match too; *steps says how many steps that are.
 */
extern int	api_projection_add_meta(ApiProjection *projection, const ApiPath *path, int *steps,
									ApiError *err);

/*
 * Wants the value at a path of members and indexes, from the record, beside the slots: as
 * a stray, which takes no room in records that do not have it.  Its steps from the first
 * that is no member or index on are left to a walk.  Gives its number, or -1 with err set.
 */
extern int	api_projection_add_stray(ApiProjection *projection, const ApiPath *path, ApiError *err);

/*
 * The same for names that differ from a path of members in case and underscores, where
 * no member has the very name.  numbers: those of the ways it may be found by, *numbers
 * having room for all.  Gives how many, or -1 with err set.
 */
#define API_STRAYS_OF_NAME 7
extern int	api_projection_add_loose(ApiProjection *projection, const ApiPath *path,
									 int numbers[API_STRAYS_OF_NAME], ApiError *err);

/* Where the records are, or NULL: by the default rule. */
extern const ApiPath *api_projection_path(const ApiProjection *projection);

/* Its readers refuse what is nested deeper: 1 .. API_READER_MAX_DEPTH, the default. */
extern void api_projection_limit_depth(ApiProjection *projection, int max_depth);

/* Its readers note the first and last records: see api_reader_edges. */
extern void api_projection_note_edges(ApiProjection *projection);

/* A null among the records is none: see api_reader_nulls. */
extern void api_projection_drop_nulls(ApiProjection *projection);

extern int	api_projection_slots(const ApiProjection *projection);
extern int	api_projection_strays(const ApiProjection *projection);
/* Is it a slot of the record, not of what is around it, nor its key? */
extern bool api_projection_is_of_record(const ApiProjection *projection, int slot);

/* Is it a slot of the document, not of rows in it? */
extern bool api_projection_is_of_document(const ApiProjection *projection, int slot);

/* Is it the slot of the body's root? */
extern bool api_projection_is_root(const ApiProjection *projection, int slot);
extern bool api_projection_has_root(const ApiProjection *projection);

/* Where api_reader_row has the slot; -1: it is of what the record lies in. */
extern int api_projection_record_index(const ApiProjection *projection, int slot);

/* Which kinds of records can have what is wanted of a record: bits. */
extern unsigned api_projection_kinds(const ApiProjection *projection);

extern void api_projection_free(ApiProjection *projection);

/* --- reader: one body --- */

/*
 * A reader for one body.  max_slices caps the slices it may hold (records x
 * slots); passing it is API_ERR_TOO_LARGE.  NULL and err when out of memory.
 * The projection must outlive it.
 */
extern ApiReader *api_reader_create(const ApiProjection *projection, size_t max_slices, ApiError *err);

/*
 * Ready for another body; keeps its memory.  lines: the body is values one after
 * the other with white space between, read as if they were a root array's elements.
 */
extern void api_reader_reset(ApiReader *reader, bool lines);

/*
 * Goes on over body[0 .. len): the same bytes as at the last call, and more.
 * last: nothing comes after these bytes; an unfinished document is then an
 * error, as is anything but white space behind it at any time.  len must be
 * below 2 GB.  Errors are API_ERR_JSON with the byte offset, line and a short
 * excerpt where it went wrong.
 */
extern ApiReaderStatus api_reader_feed(ApiReader *reader, const char *body, size_t len, bool last,
									   ApiError *err);

extern ApiReaderShape api_reader_shape(const ApiReader *reader);

/* Records that are complete so far. */
extern size_t api_reader_records(const ApiReader *reader);

/* Nulls among the records that are none, those in dropped bytes too. */
extern size_t api_reader_nulls(const ApiReader *reader);

/* Matches of the outermost wildcard: records before explosion, and nulls that are none. */
extern size_t api_reader_outer(const ApiReader *reader);

/*
 * How the way to the records was.  Lax: of a value that is no array [*] and [0] see the
 * value itself; null, false, "", {} and [] are no records.  missing: the document lacks
 * their place, or has nothing on the way to it.  absent: that many ancestors of records do.
 * misfits: values on the way that are something else, and may hide records.  places: how
 * often the place was there.  bare: records that came where an array could have, objects,
 * that have nothing of what is wanted.
 */
extern size_t api_reader_missing(const ApiReader *reader);
extern size_t api_reader_absent(const ApiReader *reader);
extern size_t api_reader_misfits(const ApiReader *reader);
extern size_t api_reader_places(const ApiReader *reader);
extern size_t api_reader_bare(const ApiReader *reader);

/* Were there records in a member that another one of its name has replaced? */
extern bool api_reader_twice(const ApiReader *reader);

/* Has a value that a wildcard before the last matched no record? */
extern bool api_reader_childless(const ApiReader *reader);

/* Which kinds of records there were: bits. */
extern unsigned api_reader_kinds(const ApiReader *reader);

/* Is the body values one after the other? */
extern bool api_reader_lines(const ApiReader *reader);

/*
 * A hash of the bytes from the first record (before explosion) to the last, those
 * that were dropped too.
 */
extern uint64_t api_reader_digest(const ApiReader *reader, const char *body);

/*
 * Where in the body the records are: its bytes from *from to *to.  Nothing, from 0 to 0,
 * where there are none or they are not one run, but lie in several ancestors.
 */
extern void api_reader_records_span(const ApiReader *reader, size_t *from, size_t *to);

/* The same of the matches of the outermost wildcard, which are one run always. */
extern void api_reader_outer_span(const ApiReader *reader, size_t *from, size_t *to);

/* The first and last records, those that were dropped too; none unless the projection
 * wants them noted. */
extern const ApiEdges *api_reader_edges(const ApiReader *reader);

/* The slice of a slot, of that record or of what it lies in. */
extern ApiSlice api_reader_slice(const ApiReader *reader, size_t record, int slot);

/*
 * The slices of a record's own slots, NULL: it has none.  See api_projection_record_index.
 * Has the processor fetch the texts of the next record.
 */
extern const ApiSlice *api_reader_row(const ApiReader *reader, const char *body, size_t record);

/* The strays of a record, as they came (NULL: none), and how many; the last of several of one number
 * and name counts. */
extern const ApiStray *api_reader_strays(const ApiReader *reader, size_t record, size_t *count);

/* The first one of a number, of all records; NULL: there is none. */
extern const ApiStray *api_reader_stray(const ApiReader *reader, int number);

/* The name of the member whose value begins at body + offset, with its quotes. */
extern const char *api_reader_name(const char *body, uint32_t offset, size_t *len);

/* Has some record a value that was asked for by api_projection_add, or a stray? */
extern bool api_reader_finds_any(const ApiReader *reader);

/* The same of the envelope, or of the first row that has such a slot. */
extern ApiSlice api_reader_envelope(const ApiReader *reader, int slot);

/* Has a record a value in that slot? */
extern bool api_reader_finds(const ApiReader *reader, int slot);

/* The slice's text, and in *len its length; NULL: it has none, or is an index. */
extern const char *api_reader_text(const ApiReader *reader, const char *body, ApiSlice slice,
								   size_t *len);

/* ---- reader_drop.c: bodies that are read in portions ---- */

/* Bytes at the body's front that nobody needs any more, once its complete records
 * have been read. */
extern size_t api_reader_settled(const ApiReader *reader);

/*
 * The caller has read all complete records and is about to drop that many bytes (at
 * most those settled) from the body's front: forgets the records, keeps the texts
 * of ancestors and envelope, and goes on with the shorter body.  A container of the
 * envelope that is still open, and begins in them, is lost.  false with err: the
 * texts to keep are too large, or no memory.
 */
extern bool api_reader_drop(ApiReader *reader, const char *body, size_t bytes, ApiError *err);

/* How many records were forgotten so, and how many matches of the outermost wildcard
 * that api_reader_outer does not count. */
extern size_t api_reader_dropped(const ApiReader *reader);
extern size_t api_reader_outer_dropped(const ApiReader *reader);

/*
 * Did records go without a value that they should have had, for it stands behind
 * them?  Of the first nslots slots; of any, if the value began before the records.
 */
extern bool api_reader_lost(const ApiReader *reader, int nslots);

/* Bytes of memory that its rows take. */
extern size_t api_reader_bytes(const ApiReader *reader);

extern void api_reader_free(ApiReader *reader);

/* --- slices --- */

/*
 * Unfolds the wildcard steps of path (from step first on) below the value at
 * body[slice]: calls emit for each match, in document order, with its text.
 * Stops early and gives false when emit does.  The text was framed before, so
 * it is well-formed as far as framing goes; what turns out malformed on the way
 * sets err and gives false.  Of several members of one name the last counts.
 * Nothing is held while emit runs: it may longjmp.
 */
typedef bool (*ApiSliceEmit) (void *arg, const char *text, size_t len);
extern bool api_slice_unfold(const char *text, size_t len, const ApiPath *path, int first,
							 ApiSliceEmit emit, void *arg, ApiError *err);

/* An ApiSliceEmit that keeps the first value in the ApiText that arg is. */
extern bool api_slice_keep_first(void *arg, const char *text, size_t len);

/*
 * Calls emit for each top-level element of the array whose text this is, as
 * api_slice_unfold does.
 */
extern bool api_slice_elements(const char *text, size_t len, ApiSliceEmit emit, void *arg, ApiError *err);

/*
 * Calls emit for each member of the object whose text this is: its name's text, quotes
 * included, and its value's.  Stops when emit gives false, and where it is malformed.
 */
typedef bool (*ApiMemberEmit) (void *arg, const char *name, size_t name_len, const char *text,
							   size_t len);
extern void api_slice_members(const char *text, size_t len, ApiMemberEmit emit, void *arg);

/*
 * Calls emit for the records of a body, read by that path (see api_projection_create), as
 * far as it is well-formed.  lines: values one after the other.
 */
extern void api_slice_records(const char *body, size_t len, bool lines, const ApiPath *records,
							  ApiSliceEmit emit, void *arg);

/* The values that follow one another in body, as the text of an array: malloc'd, NULL: no
 * memory.  What is malformed, and all behind it, is left out. */
extern char *api_slice_join_lines(const char *body, size_t len, size_t *joined_len);

/*
 * Writes the paths of an object's members into out, as jsonpath texts with commas
 * between: the arrays of its first levels ("$.data, $.meta.items"), or its own
 * members of whatever kind.  Always terminated; what does not fit is left out, and so is
 * what stands behind the first 20,000.
 * Gives the number that there are, and in *listed that of those written; 0 of any
 * text that is no object.
 */
extern int	api_slice_list_members(const char *text, size_t len, bool arrays, char *out, size_t room,
								   int *listed);

/*
 * Decodes a JSON string's text, quotes included, into out as UTF-8.  out must
 * have len bytes of room (decoding never grows).  Gives the decoded length, or
 * -1 if the string holds \u0000, a lone surrogate or a bad escape (err says).
 */
extern long api_string_decode(const char *text, size_t len, char *out, ApiError *err);

#endif							/* API_READER_H */
