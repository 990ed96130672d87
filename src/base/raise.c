/*
 * raise.c
 *		The one place where a parked error is raised, and the one table of the
 *		SQLSTATEs that api_fdw gives.
 */
#include "postgres.h"

#include "base/mark.h"
#include "base/raise.h"
#include "base/said.h"

int
api_error_sqlstate(ApiErrorCode code)
{
	switch (code)
	{
		case API_ERR_OUT_OF_MEMORY:
			return ERRCODE_OUT_OF_MEMORY;
		case API_ERR_OPTION_NAME:
			return ERRCODE_FDW_INVALID_OPTION_NAME;
		case API_ERR_OPTION_VALUE:
			return ERRCODE_FDW_INVALID_ATTRIBUTE_VALUE;
		case API_ERR_PRIVILEGE:
			return ERRCODE_INSUFFICIENT_PRIVILEGE;
		case API_ERR_VALUE_MISSING:
			return ERRCODE_FDW_DYNAMIC_PARAMETER_VALUE_NEEDED;
		case API_ERR_VALUE_INVALID:
			return ERRCODE_INVALID_PARAMETER_VALUE;
		case API_ERR_FANOUT:
			return ERRCODE_CONFIGURATION_LIMIT_EXCEEDED;
		case API_ERR_DESCRIPTORS:
		case API_ERR_CONNECTIONS:
			return ERRCODE_INSUFFICIENT_RESOURCES;
		case API_ERR_RESOLVE:
			return ERRCODE_FDW_UNABLE_TO_ESTABLISH_CONNECTION;
		case API_ERR_LOOKUP:
		case API_ERR_CONNECT:
			return ERRCODE_SQLCLIENT_UNABLE_TO_ESTABLISH_SQLCONNECTION;
		case API_ERR_TLS:
			return ERRCODE_SQLSERVER_REJECTED_ESTABLISHMENT_OF_SQLCONNECTION;
		case API_ERR_TIMEOUT:
		case API_ERR_TRANSFER:
			return ERRCODE_CONNECTION_FAILURE;
		case API_ERR_PROTOCOL:
			return ERRCODE_PROTOCOL_VIOLATION;
		case API_ERR_TOO_LARGE:
			return ERRCODE_PROGRAM_LIMIT_EXCEEDED;
		case API_ERR_REDIRECT:
			return ERRCODE_FDW_INVALID_HANDLE;
		case API_ERR_ORIGIN:
			return ERRCODE_INSUFFICIENT_PRIVILEGE;
		case API_ERR_UNAUTHORIZED:
			return ERRCODE_INVALID_AUTHORIZATION_SPECIFICATION;
		case API_ERR_NOT_FOUND:
			return ERRCODE_FDW_TABLE_NOT_FOUND;
		case API_ERR_THROTTLED:
			return ERRCODE_INSUFFICIENT_RESOURCES;
		case API_ERR_CLIENT_STATUS:
			return ERRCODE_FDW_UNABLE_TO_CREATE_EXECUTION;
		case API_ERR_SERVER_STATUS:
			return ERRCODE_SYSTEM_ERROR;
		case API_ERR_STATUS:
			return ERRCODE_FDW_UNABLE_TO_CREATE_REPLY;
		case API_ERR_CONTENT:
		case API_ERR_JSON:
			return ERRCODE_INVALID_JSON_TEXT;
		case API_ERR_RECORDS:
			return ERRCODE_FDW_INVALID_DATA_TYPE;
		case API_ERR_API:
			return ERRCODE_FDW_ERROR;
		case API_ERR_PAGING:
			return ERRCODE_FDW_REPLY_HANDLE;
		case API_ERR_INCOMPLETE:
			return ERRCODE_CARDINALITY_VIOLATION;
		case API_ERR_NONE:
		case API_ERR_INTERNAL:
			break;
	}
	return ERRCODE_INTERNAL_ERROR;
}

/* table: NULL, or what the error tells its place in. */
static void
report(ApiError *err, const ApiTable *table, Node *soft)
{
	int			sqlstate = api_error_sqlstate(err->code);
	char	   *message = err->message ? api_said(err->message) : NULL;
	char	   *detail = err->detail ? api_said(err->detail) : NULL;
	char	   *hint = err->hint ? api_said(err->hint) : NULL;
	char	   *where = err->where ? pstrdup(err->where) : NULL;

	api_mark_show(where);
	api_error_clear(err);
	API_SOFT_REPORT(soft,,
					(errcode(sqlstate),
					 errmsg_internal("%s", message ? message : "out of memory"),
					 detail ? errdetail_internal("%s", detail) : 0,
					 hint ? errhint("%s", hint) : 0,
					 api_errtable(table, where)));
}

void
api_error_raise(ApiError *err)
{
	report(err, NULL, NULL);
	pg_unreachable();
}

bool
api_error_report(ApiError *err, Node *soft)
{
	if (!api_error_is_set(err))
		return false;
	report(err, NULL, soft);
	return true;
}

void
api_error_check(ApiError *err)
{
	if (api_error_is_set(err))
		api_error_raise(err);
}

void
api_error_check_of(ApiError *err, const ApiTable *table)
{
	if (api_error_is_set(err))
		report(err, table, NULL);
}

void
api_refuse_option(const char *what, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_FDW_INVALID_ATTRIBUTE_VALUE),
			 errmsg("%s", what),
			 errhint("%s", hint)));
}
