/*
 * flight_failure.c
 *		What libcurl's codes mean to us.
 */
#include <curl/curl.h>

#include "base/compat.h"
#include "net/flight.h"

ApiErrorCode
api_flight_failure(int code, const ApiLanding *landing)
{
	switch (code)
	{
		case CURLE_OK:
			return API_ERR_NONE;
		case CURLE_OUT_OF_MEMORY:
			return API_ERR_OUT_OF_MEMORY;
		case CURLE_COULDNT_RESOLVE_HOST:
		case CURLE_COULDNT_RESOLVE_PROXY:
			return API_ERR_RESOLVE;
		case CURLE_COULDNT_CONNECT:
		case CURLE_INTERFACE_FAILED:
		case CURLE_PROXY:
			return API_ERR_CONNECT;
		case CURLE_OPERATION_TIMEDOUT:
			if (landing->looking_up)
				return API_ERR_LOOKUP;
			return landing->connected ? API_ERR_TIMEOUT : API_ERR_CONNECT;
		case CURLE_SSL_CONNECT_ERROR:
		case CURLE_PEER_FAILED_VERIFICATION:
		case CURLE_SSL_ENGINE_NOTFOUND:
		case CURLE_SSL_ENGINE_SETFAILED:
		case CURLE_SSL_ENGINE_INITFAILED:
		case CURLE_SSL_CERTPROBLEM:
		case CURLE_SSL_CIPHER:
		case CURLE_SSL_CACERT_BADFILE:
		case CURLE_SSL_CRL_BADFILE:
		case CURLE_SSL_ISSUER_ERROR:
		case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
		case CURLE_SSL_INVALIDCERTSTATUS:
		case CURLE_SSL_CLIENTCERT:
		case CURLE_USE_SSL_FAILED:
			return API_ERR_TLS;
		case CURLE_PARTIAL_FILE:
		case CURLE_RECV_ERROR:
		case CURLE_SEND_ERROR:
		case CURLE_SEND_FAIL_REWIND:
		case CURLE_GOT_NOTHING:
		case CURLE_BAD_CONTENT_ENCODING:
		case CURLE_HTTP2:
		case CURLE_HTTP2_STREAM:
		case CURLE_SSL_SHUTDOWN_FAILED:
			return API_ERR_TRANSFER;
		case CURLE_FILESIZE_EXCEEDED:
		case API_CURLE_TOO_LARGE:
			return API_ERR_TOO_LARGE;
		case CURLE_WEIRD_SERVER_REPLY:
		case CURLE_UNSUPPORTED_PROTOCOL:
			/* what a response before has left on its connection is no answer to this request */
			return landing->reused && !landing->answered ? API_ERR_TRANSFER : API_ERR_PROTOCOL;
		case CURLE_URL_MALFORMAT:
			return API_ERR_PROTOCOL;
		default:
			return API_ERR_INTERNAL;
	}
}
