/*
 * own.c
 *		Whose query is it?  See own.h.
 *
 * Nothing says how deep in functions a query is; but its text is not the one that the client
 * sent.  Nor is that of EXECUTE, which has the text of the whole PREPARE.
 */
#include "postgres.h"

#include <string.h>

#include "exec/own.h"
#include "tcop/tcopprot.h"

bool
api_own_query(const EState *estate)
{
	const char *text = estate->es_sourceText;

	return text == NULL || debug_query_string == NULL || strcmp(text, debug_query_string) == 0 ||
		strcasestr(text, "prepare") != NULL;
}
