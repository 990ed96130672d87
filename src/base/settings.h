/*
 * settings.h
 *		The GUCs of the extension.
 */
#ifndef API_SETTINGS_H
#define API_SETTINGS_H

/* Deepest nesting of a response: 1 .. API_SETTING_MAX_DEPTH, which is the default. */
#define API_SETTING_MAX_DEPTH 1024
extern int	api_max_json_depth;

/* Defines them all: for _PG_init. */
extern void api_settings_define(void);

#endif							/* API_SETTINGS_H */
