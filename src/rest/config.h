/*
 * config.h
 *		From options to checked structs: all that a scan of a table needs to know.
 *
 * Inheritance: table > user mapping > server > built-in default; headers and
 * params merge by name (null removes).  Serves the validator with the same
 * checks.  Backend code: raises.
 */
#ifndef API_CONFIG_H
#define API_CONFIG_H

#include "postgres.h"

#include "net/pool.h"
#include "net/transfer.h"
#include "rest/auth.h"
#include "rest/columns.h"
#include "rest/endpoint.h"
#include "rest/lookup.h"
#include "rest/pairs.h"
#include "rest/stream.h"

/* What becomes of a record with a value that does not fit its column. */
typedef enum ApiOnError
{
	API_ERROR_STOP,				/* an error */
	API_ERROR_IGNORE,			/* passed over */
	API_ERROR_SET_NULL			/* NULL in that value's place */
} ApiOnError;

/* What becomes of a column that no record had. */
typedef enum ApiDriftPolicy
{
	API_DRIFT_WARN,
	API_DRIFT_LOG,
	API_DRIFT_STOP
} ApiDriftPolicy;

typedef struct ApiConfig
{
	Oid			relid;
	Oid			server;
	ApiTable	table;			/* for errors */
	ApiColumns *columns;

	/* request */
	ApiEndpointSpec endpoint;	/* texts palloc'd */
	const char *next_page_path;		/* of the pages behind the first; NULL: the same */
	const char *next_page_body;

	/* pages and records */
	ApiPagingSpec paging;		/* texts palloc'd */
	bool		keep_order;
	bool		start_early; /* may be asked before its rows are */
	const char *record_path;	/* or NULL: the default rule */
	ApiRecordFormat format;
	bool		in_columns;		/* record_shape columns */
	const char *columns_path;	/* where the names are of records that are arrays; or NULL */
	ApiDriftPolicy drift;		/* columns that no record has */
	bool		ignore_missing;
	List	   *unique_key;		/* attnums; NIL: none */
	bool		ignore_duplicates;

	/* values */
	List	   *null_values;	/* char *, UTF-8: strings that stand for NULL */
	ApiOnError	on_error;
	int64		reject_limit;	/* most records that may be passed over; -1: any number */

	/* failure */
	ApiFailurePolicy policy;	/* but for what it owns */
	const char *error_path;		/* or NULL */
	const char *retry_errors;	/* or NULL */
	const char *retry_after_path;	/* or NULL */

	/* joins */
	bool		batch_join;		/* may keys be gathered? */

	/* size */
	double		rows;			/* estimate, of the whole table; 0: not given */
	double		rows_per_key;	/* estimate; 0: not given */
	int64		analyze_requests;	/* pages for ANALYZE */
	bool		analyze_given;	/* else a partition is left alone */
	int64		max_fanout;		/* requests a scan may fan out to */
	size_t		scan_buffer;	/* bytes */

	/* net */
	ApiTransport transport;
	ApiLimits	limits;
	ApiPoolKey	key;			/* user and generation are set by api_config_auth */
} ApiConfig;

/*
 * The table's configuration, without secrets: for planning and EXPLAIN.  user is
 * the one whose mapping counts: a name in its headers and params hides the
 * server's.  Allocates in the current context.
 */
extern ApiConfig *api_config_load(Oid relid, Oid user);

/*
 * The credentials of that user's mapping (none: an empty auth).  malloc'd, to be
 * freed by the caller (a stream takes it); completes config->key.
 */
extern ApiAuth *api_config_auth(ApiConfig *config, Oid user);

/*
 * The connections for it: to be asked for before each stream, after
 * api_config_auth.  They belong to the backend.  Starts the engine; raises.
 */
extern ApiPool *api_config_pool(const ApiConfig *config);

/* The endpoint, compiled (malloc'd; the caller frees it); raises. */
extern ApiEndpoint *api_config_endpoint(const ApiConfig *config);

/* The endpoint of the pages behind the first, likewise; NULL: the same. */
extern ApiEndpoint *api_config_following(const ApiConfig *config);

/* How it pages, compiled (malloc'd; the caller frees it); raises. */
extern ApiPaging *api_config_paging(const ApiConfig *config);

/* A projection by record_path (malloc'd; the caller frees it); raises. */
extern ApiProjection *api_config_projection(const ApiConfig *config);

/* columns_path, parsed (malloc'd; the caller frees it); NULL: not given; raises. */
extern ApiPath *api_config_columns_path(const ApiConfig *config);

/* Completes *policy; what it owns is the caller's, also after an error. */
extern void api_config_policy(const ApiConfig *config, ApiFailurePolicy *policy);

/*
 * The headers or params in force, for config_auth.c, too: either those that are the
 * mapping's, or those that are not.
 */
extern ApiPairs api_config_pairs(ApiPairsKind kind, const char *name, const ApiLookup *from, bool secret);

/* ---- config_paging.c, for config.c ---- */

/* Reads the options of pages, records and failure; raises on those that do not fit. */
extern void api_config_read_paging(ApiConfig *config, const ApiLookup *from);

/* Resolves the columns of unique_key, when the columns are known. */
extern void api_config_read_unique_key(ApiConfig *config, const ApiLookup *from);

/* ---- config_repeat.c ---- */

/* What may be sent twice, for config.c, once method, body and next_page_body are read; raises. */
extern void api_config_read_repeat(ApiConfig *config, const ApiLookup *from);

/* ---- config_values.c ---- */

/* Reads the options of values, for config.c. */
extern void api_config_read_values(ApiConfig *config, const ApiLookup *from);

/* The strings of null_values, UTF-8, palloc'd; raises if it is no array of strings. */
extern List *api_config_null_values(const char *text);

/* Do the paths fit each other? */
extern void api_config_check_paths(const ApiConfig *config);

/* The validator: options of one catalog (ForeignServerRelationId ...). */
extern void api_config_validate(List *options, Oid catalog);

/* The whole of a table after CREATE or ALTER: columns and placeholders fit? */
extern void api_config_check_table(Oid relid);

#endif							/* API_CONFIG_H */
