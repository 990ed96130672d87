/*
 * settings.h
 *		The GUCs of the extension.
 */
#ifndef API_SETTINGS_H
#define API_SETTINGS_H

/* Deepest nesting of a response: 1 .. API_SETTING_MAX_DEPTH, which is the default. */
#define API_SETTING_MAX_DEPTH 1024
extern int	api_max_json_depth;

/* May joins gather keys and ask for them together? */
extern bool api_enable_batch_join;

/* Are plans made by what earlier scans have shown? */
extern bool api_learn;

/* May a scan have what another of its statement has asked for? */
extern bool api_share_requests;

/* Outer rows that such a join reads ahead at most: 1 .. API_SETTING_MAX_BATCH. */
#define API_SETTING_MAX_BATCH 100000
extern int	api_join_batch_size;

/* Requests that a statement may send. */
extern int	api_max_requests;

/* Connections that a backend keeps between statements: 0 .. API_SETTING_MAX_IDLE. */
#define API_SETTING_MAX_IDLE 100000
extern int	api_idle_connections;
/* Connections that a backend may have open; 0: as many as there are descriptors. */
extern int	api_max_connections;

/* Memory that the responses of all scans of a backend may take, in kilobytes. */
#define API_SETTING_MIN_MEMORY (8 * 1024)
#define API_SETTING_MAX_MEMORY (1024 * 1024 * 1024)
extern int	api_max_memory;

/* Defines them all: for _PG_init. */
extern void api_settings_define(void);

#endif							/* API_SETTINGS_H */
