/*
 * settings.c
 *		The GUCs of the extension.  See settings.h.
 */
#include "postgres.h"

#include "base/compat.h"
#include "base/settings.h"
#include "utils/guc.h"

int			api_max_json_depth = API_SETTING_MAX_DEPTH;
bool		api_enable_batch_join = true;
bool		api_learn = true;
bool		api_share_requests = true;
int			api_join_batch_size = 1024;
int			api_max_requests = 100000;
int			api_idle_connections = 32;
int			api_max_memory = 256 * 1024;
int			api_max_connections = 0;

void
api_settings_define(void)
{
	DefineCustomIntVariable("api_fdw.max_json_depth",
							"Deepest nesting of objects and arrays in a response.",
							"A response that is nested deeper is an error.",
							&api_max_json_depth,
							API_SETTING_MAX_DEPTH, 1, API_SETTING_MAX_DEPTH,
							PGC_USERSET, 0, NULL, NULL, NULL);
	DefineCustomBoolVariable("api_fdw.enable_batch_join",
							 "Lets joins with foreign tables ask for many keys at once.",
							 "Without it, or where it cannot be, a join asks once per outer row.",
							 &api_enable_batch_join,
							 true,
							 PGC_USERSET, GUC_EXPLAIN, NULL, NULL, NULL);
	DefineCustomBoolVariable("api_fdw.learn",
							 "Lets plans be made by what earlier scans of the session have shown of an API.",
							 "Options and statistics go before it.",
							 &api_learn,
							 true,
							 PGC_USERSET, GUC_EXPLAIN, NULL, NULL, NULL);
	DefineCustomBoolVariable("api_fdw.share_requests",
							 "Lets a scan have what another of its statement has asked for.",
							 "Without it each asks for itself.",
							 &api_share_requests,
							 true,
							 PGC_USERSET, 0, NULL, NULL, NULL);
	DefineCustomIntVariable("api_fdw.join_batch_size",
							"Outer rows that a batched join reads ahead at most.",
							NULL,
							&api_join_batch_size,
							1024, 1, API_SETTING_MAX_BATCH,
							PGC_USERSET, GUC_EXPLAIN, NULL, NULL, NULL);
	DefineCustomIntVariable("api_fdw.max_requests",
							"Requests that a statement may send, repeated ones and redirects included.",
							"A statement that needs more is an error.",
							&api_max_requests,
							100000, 1, PG_INT32_MAX,
							PGC_USERSET, 0, NULL, NULL, NULL);
	DefineCustomIntVariable("api_fdw.idle_connections",
							"Connections that a backend keeps open between statements.",
							"What are more are closed, the least recently used first.",
							&api_idle_connections,
							32, 0, API_SETTING_MAX_IDLE,
							PGC_SUSET, 0, NULL, NULL, NULL);
	DefineCustomIntVariable("api_fdw.max_memory",
							"Memory that the responses of all scans of a backend may take.",
							"A scan takes a quarter of it at most; what is beyond waits with the server.",
							&api_max_memory,
							256 * 1024, API_SETTING_MIN_MEMORY, API_SETTING_MAX_MEMORY,
							PGC_SUSET, GUC_UNIT_KB, NULL, NULL, NULL);
	DefineCustomIntVariable("api_fdw.max_connections",
							"Connections that a backend may have open, over all servers.",
							"0: as many as the limit of open files allows.",
							&api_max_connections,
							0, 0, PG_INT16_MAX,
							PGC_SUSET, 0, NULL, NULL, NULL);
	API_RESERVE_SETTINGS("api_fdw");
}
