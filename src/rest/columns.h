/*
 * columns.h
 *		What the columns of a foreign table are: where each takes its value from
 *		and which request parameter it feeds.
 */
#ifndef API_COLUMNS_H
#define API_COLUMNS_H

#include "postgres.h"

#include "access/tupdesc.h"
#include "json/datum.h"
#include "json/path.h"
#include "rest/endpoint.h"

typedef enum ApiColumnSource
{
	API_SOURCE_DROPPED,			/* no such column any more */
	API_SOURCE_RECORD,			/* from the record, by path */
	API_SOURCE_PARAM,			/* shows the value that was sent (param_only) */
	API_SOURCE_RESPONSE			/* of the response itself */
} ApiColumnSource;

typedef enum ApiResponseField
{
	API_RESPONSE_URL,			/* effective, without credentials */
	API_RESPONSE_STATUS,
	API_RESPONSE_PAGE,			/* number within its chain, from 1 */
	API_RESPONSE_ATTEMPTS,
	API_RESPONSE_FETCHED_AT,
	API_RESPONSE_HEADERS,		/* jsonb object of lower-cased names */
	API_RESPONSE_ERROR			/* of a request that failed: its message */
} ApiResponseField;

typedef struct ApiColumn
{
	AttrNumber	attnum;
	const char *name;
	ApiColumnSource source;
	Oid			typid;
	int32		typmod;
	Oid			collation;
	bool		not_null;

	/* API_SOURCE_RECORD */
	ApiPath    *paths[API_PATH_MAX_ALTERNATIVES];	/* best first; malloc'd */
	int			npaths;
	ApiPath    *others[API_PATH_MAX_OTHERS];	/* looked at where values are not as the paths
												 * have them; malloc'd */
	int			nothers;
	int			nbetter;		/* of them that are better than paths[1] */
	bool		single[API_PATH_MAX_OTHERS];	/* what is found so is no array */
	int			nthrough;		/* the last of them go through an array, by its elements' members */
	bool		loose;			/* by its name: in another case or with other underscores, too */
	bool		meta;			/* the path starts at the body's root */
	ApiTimeFormat time_format;
	const char *time_pattern;	/* API_TIME_PATTERN */

	/* API_SOURCE_RESPONSE */
	ApiResponseField response;

	/* the request parameter it feeds */
	const char *param;			/* or NULL: none */
	int			param_number;	/* its number in the endpoint; -1: none */
	bool		in_path;		/* {param} stands in the path */
	bool		required;		/* it must have a value, as one in the path always does */
	bool		placeholder;	/* {param} stands in path, params, headers or body */
	ApiListStyle list;			/* how several values are sent */
	int			list_max;		/* most of them in one request; 1: API_LIST_FANOUT */
} ApiColumn;

typedef struct ApiColumns
{
	int			natts;			/* of the relation; columns[attnum - 1] */
	ApiColumn  *columns;
	int			nparams;		/* columns that feed parameters */
} ApiColumns;

/* The texts in which placeholders may stand. */
typedef struct ApiColumnPlaces
{
	const char *path;			/* the option's value, or "" */
	const char *const *templates;	/* values of params and headers, the body */
	int			ntemplates;
} ApiColumnPlaces;

/*
 * Can values of the type be sent?  Those of which each has one spelling, on which an API
 * agrees.  type may be a domain.
 */
extern bool api_columns_sendable(Oid type);

/* Is it one of floats, which may be sent where param_any_equality says so? */
extern bool api_columns_float(Oid type);

/*
 * Reads the columns' options.  The places decide which columns are placeholders,
 * and so param_only by default.  Raises on options that contradict each other
 * (json_path with response, response of an unfit type, param_only without
 * param, or with lists ...), and on param of a type whose values cannot be sent.
 * Allocates in the current context; the paths are freed with it.
 */
extern ApiColumns *api_columns_load(Oid relid, TupleDesc desc, const ApiColumnPlaces *places);

/* Is {name} in the template? */
extern bool api_columns_placeholder(const char *text, const char *name);

/* Does it show what was sent, in a place that an API may pass over?  A path is none. */
extern bool api_column_is_told(const ApiColumn *column);

#endif							/* API_COLUMNS_H */
