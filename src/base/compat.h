/*
 * compat.h
 *		Where versions of PostgreSQL and libcurl differ; the only file that asks
 *		for a version.
 *
 * A macro stands for a choice; its arguments and includes are those of the file
 * that uses it.  Core files, which do not include postgres.h, see the libcurl
 * part alone.
 */
#ifndef API_COMPAT_H
#define API_COMPAT_H

#ifdef PG_VERSION_NUM

/* Before the declaration of a function that never returns. */
#define API_NORETURN __attribute__((noreturn))

/* The module's magic block: needs fmgr.h. */
#if PG_VERSION_NUM >= 180000
#define API_MODULE_MAGIC PG_MODULE_MAGIC_EXT(.name = "api_fdw",.version = "1.0")
#else
#define API_MODULE_MAGIC PG_MODULE_MAGIC
#endif

/* No other setting may have the prefix: needs utils/guc.h. */
#if PG_VERSION_NUM >= 150000
#define API_RESERVE_SETTINGS(prefix) MarkGUCPrefixReserved(prefix)
#else
#define API_RESERVE_SETTINGS(prefix) EmitWarningsOnPlaceholders(prefix)
#endif

/* A wait event set for the backend's life: needs storage/latch.h. */
#if PG_VERSION_NUM >= 170000
#define API_CREATE_WAIT_EVENT_SET(nevents) CreateWaitEventSet(NULL, (nevents))
#else
#define API_CREATE_WAIT_EVENT_SET(nevents) CreateWaitEventSet(TopMemoryContext, (nevents))
#endif

/* random() without arguments: needs utils/fmgroids.h. */
#if PG_VERSION_NUM >= 170000
#define API_F_RANDOM F_RANDOM_
#else
#define API_F_RANDOM F_RANDOM
#endif

/* What pg_stat_activity shows of a wait: needs utils/wait_event.h. */
#if PG_VERSION_NUM >= 170000
#define API_WAIT_EVENT_NEW(name) WaitEventExtensionNew(name)
#else
#define API_WAIT_EVENT_NEW(name) PG_WAIT_EXTENSION
#endif

/*
 * Does the role own the foreign server; may it use it?  Needs utils/acl.h, and
 * catalog/pg_foreign_server.h.
 */
#if PG_VERSION_NUM >= 160000
#define API_OWNS_SERVER(server, role) object_ownercheck(ForeignServerRelationId, (server), (role))
#define API_MAY_USE_SERVER(server, role) object_aclcheck(ForeignServerRelationId, (server), (role), ACL_USAGE)
#else
#define API_OWNS_SERVER(server, role) pg_foreign_server_ownercheck((server), (role))
#define API_MAY_USE_SERVER(server, role) pg_foreign_server_aclcheck((server), (role), ACL_USAGE)
#endif

/* Where VARDATA and SET_VARSIZE are declared. */
#if PG_VERSION_NUM >= 160000
#define API_VARATT_H "varatt.h"
#else
#define API_VARATT_H "postgres.h"
#endif

/* ---- soft errors: see base/soft.h ---- */

/* Can errors of values, and of values of domains, be noted instead of raised? */
#define API_HAS_SOFT_ERRORS (PG_VERSION_NUM >= 160000)
#define API_HAS_SOFT_DOMAINS (PG_VERSION_NUM >= 170000)

/*
 * API_SOFT_REPORT is an ereport of ERROR, behind which the function returns the result
 * if the error was noted.  API_SOFT_INPUT calls an input function.
 */
#if API_HAS_SOFT_ERRORS
#define API_SOFT_NODES_H "nodes/miscnodes.h"
#define API_SOFT_FAILED(soft) SOFT_ERROR_OCCURRED(soft)
#define API_SOFT_REPORT(soft, result, ...) ereturn((soft), result, __VA_ARGS__)
#define API_SOFT_INPUT(function, value, ioparam, typmod, soft, result) \
	((void) InputFunctionCallSafe((function), (value), (ioparam), (typmod), (soft), (result)))
#else
#define API_SOFT_NODES_H "nodes/nodes.h"
#define API_SOFT_FAILED(soft) ((void) (soft), false)
#define API_SOFT_REPORT(soft, result, ...) \
	do { \
		(void) (soft); \
		ereport(ERROR, __VA_ARGS__); \
		return result; \
	} while (0)
#define API_SOFT_INPUT(function, value, ioparam, typmod, soft, result) \
	((void) (soft), *(result) = InputFunctionCall((function), (value), (ioparam), (typmod)))

#define T_ErrorSaveContext T_Invalid
typedef struct ErrorSaveContext
{
	int			type;			/* NodeTag */
	bool		error_occurred;
	bool		details_wanted;
	ErrorData  *error_data;
} ErrorSaveContext;
#endif

/* Checks a domain's constraints: needs utils/builtins.h. */
#if API_HAS_SOFT_DOMAINS
#define API_SOFT_DOMAIN_CHECK(value, isnull, domain, cache, context, soft) \
	((void) domain_check_safe((value), (isnull), (domain), (cache), (context), (soft)))
#else
#define API_SOFT_DOMAIN_CHECK(value, isnull, domain, cache, context, soft) \
	((void) (soft), domain_check((value), (isnull), (domain), (cache), (context)))
#endif

/* ---- planner and EXPLAIN ---- */

/*
 * A path of a foreign table; disabled: how many nodes count as disabled, which goes before
 * costs.  Needs optimizer/pathnode.h.
 */
#if PG_VERSION_NUM >= 180000
#define API_CREATE_FOREIGNSCAN_PATH(root, rel, rows, disabled, startup, total, outer) \
	create_foreignscan_path((root), (rel), NULL, (rows), (disabled), (startup), (total), NIL, (outer), \
							NULL, NIL, NIL)
#elif PG_VERSION_NUM >= 170000
#define API_CREATE_FOREIGNSCAN_PATH(root, rel, rows, disabled, startup, total, outer) \
	create_foreignscan_path((root), (rel), NULL, (rows), (startup), (total), NIL, (outer), \
							NULL, NIL, NIL)
#else
#define API_CREATE_FOREIGNSCAN_PATH(root, rel, rows, disabled, startup, total, outer) \
	create_foreignscan_path((root), (rel), NULL, (rows), (startup), (total), NIL, (outer), \
							NULL, NIL)
#endif

/* Has one path as many disabled nodes as another, which it stands on. */
#if PG_VERSION_NUM >= 180000
#define API_COPY_DISABLED(to, from) ((to)->disabled_nodes = (from)->disabled_nodes)
#else
#define API_COPY_DISABLED(to, from) ((void) (to), (void) (from))
#endif

/* Has one variable the same outer joins null it as another. */
#if PG_VERSION_NUM >= 160000
#define API_COPY_NULLINGRELS(to, from) ((to)->varnullingrels = bms_copy((from)->varnullingrels))
#else
#define API_COPY_NULLINGRELS(to, from) ((void) (to), (void) (from))
#endif

/* MERGE: its actions, what each waits for, and what it writes. */
#if PG_VERSION_NUM >= 150000
#define api_merge_actions(query) ((query)->mergeActionList)
#define api_merge_condition(action) (((MergeAction *) (action))->qual)
#define api_merge_targets(action) (((MergeAction *) (action))->targetList)
#else
#define api_merge_actions(query) NIL
#define api_merge_condition(action) NULL
#define api_merge_targets(action) NIL
#endif

/* Does a custom path project?  Before 15 all do. */
#if PG_VERSION_NUM >= 150000
#define API_CUSTOMPATH_PROJECTS CUSTOMPATH_SUPPORT_PROJECTION
#else
#define API_CUSTOMPATH_PROJECTS 0
#endif

/* How many elements an array expression may have: needs utils/selfuncs.h. */
#if PG_VERSION_NUM >= 170000
#define API_ESTIMATE_ARRAY_LENGTH(root, array) estimate_array_length((root), (array))
#else
#define API_ESTIMATE_ARRAY_LENGTH(root, array) ((double) estimate_array_length(array))
#endif

/* May an Append or MergeAppend leave out inputs at run time?  Needs nodes/plannodes.h. */
#if PG_VERSION_NUM >= 180000
#define API_APPEND_PRUNES(append) ((append)->part_prune_index >= 0)
#else
#define API_APPEND_PRUNES(append) ((append)->part_prune_info != NULL)
#endif

/* Where ExplainState and the ExplainProperty functions are declared. */
#if PG_VERSION_NUM >= 180000
#define API_EXPLAIN_STATE_H "commands/explain_state.h"
#define API_EXPLAIN_FORMAT_H "commands/explain_format.h"
#else
#define API_EXPLAIN_STATE_H "commands/explain.h"
#define API_EXPLAIN_FORMAT_H "commands/explain.h"
#endif

#endif							/* PG_VERSION_NUM */

/* Does a hanging look-up not hold up the removal of its handle? libcurl 7.87. */
#define API_CURL_HAS_QUICK_EXIT (LIBCURL_VERSION_NUM >= 0x075700)

/* Nor that of its multi handle?  CURLMOPT_QUICK_EXIT, libcurl 8.20; others know no such option,
 * and do not wait. */
#define API_CURLMOPT_QUICK_EXIT ((CURLMoption) 21)

/* Threads of one look-up, by libcurl's version: since 8.20 one for each kind of address. */
#define API_CURL_LOOKUP_THREADS(version) ((version) >= 0x081400 ? 2 : 1)

/* A header line over libcurl's own cap; CURLE_OUT_OF_MEMORY before libcurl 8.6. */
#define API_CURLE_TOO_LARGE 100

/* A random number from a reservoir's state, which 15 made a struct. */
#if PG_VERSION_NUM >= 150000
#define API_RESERVOIR_FRACT(reservoir) sampler_random_fract(&(reservoir)->randstate)
#else
#define API_RESERVOIR_FRACT(reservoir) sampler_random_fract((reservoir)->randstate)
#endif

/* Gives free memory of malloc's back to the system, where it lies between what is in use, too. */
#ifdef __GLIBC__
#include <malloc.h>
#define api_malloc_trim() ((void) malloc_trim(0))
#else
#define api_malloc_trim() ((void) 0)
#endif

#endif							/* API_COMPAT_H */
