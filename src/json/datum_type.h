/*
 * datum_type.h
 *		What datum.c knows of a type, for the files that make its Datums.  Private
 *		to json; backend code: raises.
 */
#ifndef API_DATUM_TYPE_H
#define API_DATUM_TYPE_H

#include "postgres.h"

#include "base/soft.h"
#include "json/datum.h"
#include "json/datum_time.h"

/* How a type's Datums are made. */
typedef enum ApiDatumWay
{
	WAY_INTEGER,				/* int2, int4, int8 */
	WAY_NUMBER,					/* float4, float8, numeric: numbers and strings only */
	WAY_BOOL,
	WAY_TEXT,					/* text, varchar, bpchar */
	WAY_TIME,					/* date, timestamp, timestamptz */
	WAY_JSON,					/* json, jsonb */
	WAY_BYTEA,					/* base64 */
	WAY_ARRAY,
	WAY_INPUT					/* its input function does it all */
} ApiDatumWay;

/* How values are made that are as most are: datum_plain.c. */
typedef enum ApiDatumPlain
{
	PLAIN_NONE,					/* none is */
	PLAIN_INT2,
	PLAIN_INT4,
	PLAIN_INT8,
	PLAIN_FLOAT8,
	PLAIN_NUMERIC,
	PLAIN_BOOL,
	PLAIN_TEXT,
	PLAIN_DATE,
	PLAIN_TIMESTAMP,
	PLAIN_TIMESTAMPTZ
} ApiDatumPlain;

struct ApiDatumType
{
	Oid			typid;			/* the base type, if it is a domain */
	int32		typmod;			/* likewise */
	ApiDatumWay way;
	ApiDatumPlain plain;
	Oid			domain;			/* the domain, or InvalidOid */
	void	   *domain_cache;	/* domain_check's */
	FmgrInfo	input;			/* the base type's input function */
	Oid			ioparam;
	bool		no_words;		/* WAY_INPUT: now, today and kin are refused */
	bool		years;			/* likewise: each of its dates has a year of four digits */
	ApiTimeType time;			/* WAY_TIME */
	ApiDatumType *element;		/* WAY_ARRAY: how elements are made */
	Oid			element_typid;	/* WAY_ARRAY: their declared type */
	int16		element_len;	/* WAY_ARRAY: as pg_type has them */
	bool		element_byval;
	char		element_align;
	Node	   *soft;			/* where errors are noted; NULL: raised */
	MemoryContext context;		/* where all this lives */
};

static inline bool
api_text_is_container(const char *text)
{
	return *text == '{' || *text == '[';
}

/* That of a type which is known otherwise. */
extern ApiDatumPlain api_datum_choose_plain(const ApiDatumType *type);

/* The ways of what is no array: text is a well-formed value and not null. */
extern Datum api_datum_integer(ApiDatumType *type, const char *text, size_t len);
extern Datum api_datum_number(ApiDatumType *type, const char *text, size_t len);
extern Datum api_datum_bool(ApiDatumType *type, const char *text, size_t len);
extern Datum api_datum_text(ApiDatumType *type, const char *text, size_t len);
extern Datum api_datum_time(ApiDatumType *type, const char *text, size_t len);
extern Datum api_datum_bytea(ApiDatumType *type, const char *text, size_t len);
extern Datum api_datum_json(ApiDatumType *type, const char *text, size_t len);
extern Datum api_datum_input(ApiDatumType *type, const char *text, size_t len);

/*
 * Raise 22P02, or note it: the value is of a kind that the type cannot be made of; is
 * malformed, and false.
 */
extern Datum api_datum_report_kind(const ApiDatumType *type, const char *text);
extern bool api_datum_report_malformed(const char *what, Node *soft);

#endif							/* API_DATUM_TYPE_H */
