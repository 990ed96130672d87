/*
 * settings.c
 *		The GUCs of the extension.  See settings.h.
 */
#include "postgres.h"

#include "base/compat.h"
#include "base/settings.h"
#include "utils/guc.h"

int			api_max_json_depth = API_SETTING_MAX_DEPTH;

void
api_settings_define(void)
{
	DefineCustomIntVariable("api_fdw.max_json_depth",
							"Deepest nesting of objects and arrays in a response.",
							"A response that is nested deeper is an error.",
							&api_max_json_depth,
							API_SETTING_MAX_DEPTH, 1, API_SETTING_MAX_DEPTH,
							PGC_USERSET, 0, NULL, NULL, NULL);
	API_RESERVE_SETTINGS("api_fdw");
}
