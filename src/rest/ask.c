/*
 * ask.c
 *		What a pager asks for in one request.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rest/ask.h"
#include "rest/body.h"

bool
api_ask_take(ApiAsk *ask, int which, char *plain, char *json, ApiError *err)
{
	ApiAskValue *value = &ask->values[which];

	free(value->plain);
	free(value->json);
	value->plain = plain;
	value->json = json;
	return (plain != NULL && json != NULL) ||
		api_error_set(err, API_ERR_OUT_OF_MEMORY, "out of memory");
}

bool
api_ask_number(ApiAsk *ask, int which, int64_t number, ApiError *err)
{
	char		text[32];

	(void) snprintf(text, sizeof(text), "%" PRId64, number);
	return api_ask_take(ask, which, strdup(text), strdup(text), err);
}

bool
api_ask_text(ApiAsk *ask, int which, const char *text, ApiError *err)
{
	ApiBuffer	json;

	api_buffer_init(&json, API_BODY_MAX);
	(void) api_body_put_string(&json, text);
	return api_ask_take(ask, which, strdup(text), api_buffer_detach(&json), err);
}

void
api_ask_clear(ApiAsk *ask)
{
	for (int i = 0; i < API_ASK_MAX; i++)
	{
		free(ask->values[i].plain);
		free(ask->values[i].json);
	}
	free(ask->url);
	*ask = (ApiAsk) API_ASK_INIT;
}
