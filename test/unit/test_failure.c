/*
 * test_failure.c
 *		From responses that cannot be used to errors that help and tell no secret.
 */
#include "fake_net.h"

#include "check.h"
#include "rest/failure.h"

#define TOKEN "tok-s3cret-0123456789"
#define LEN(array) ((int) (sizeof(array) / sizeof((array)[0])))

static ApiAuth *auth;
static ApiQueue *queue;

/* A transfer of that URL, done, with that status and body; 0: it broke. */
static ApiTransfer *
answered(const char *url, int status, const char *body)
{
	ApiRequest	request;
	ApiTransfer *transfer;

	api_request_init(&request);
	request.url = strdup(url);
	transfer = api_queue_put(queue, &request, NULL, NULL);
	fake_answer(transfer, status, body);
	return transfer;
}

static bool
holds(const ApiError *err, const char *text)
{
	return (err->message != NULL && strstr(err->message, text) != NULL) ||
		(err->detail != NULL && strstr(err->detail, text) != NULL) ||
		(err->hint != NULL && strstr(err->hint, text) != NULL);
}

typedef struct Status
{
	int			status;
	ApiErrorCode code;			/* API_ERR_NONE: no failure */
	const char *hint;			/* an option that the hint names */
} Status;

static const Status statuses[] = {
	{200, API_ERR_NONE, NULL}, {201, API_ERR_NONE, NULL}, {203, API_ERR_NONE, NULL},
	{204, API_ERR_NONE, NULL},
	{202, API_ERR_NONE, NULL}, {206, API_ERR_NONE, NULL}, {207, API_ERR_NONE, NULL},
	{226, API_ERR_NONE, NULL},	/* see fake_net.h */
	{205, API_ERR_STATUS, "204"}, {208, API_ERR_STATUS, "accept_statuses"}, {304, API_ERR_STATUS, "204"},
	{999, API_ERR_SERVER_STATUS, "retry_statuses"},
	{400, API_ERR_CLIENT_STATUS, "params"}, {422, API_ERR_CLIENT_STATUS, "params"},
	{401, API_ERR_UNAUTHORIZED, "bearer_token"}, {403, API_ERR_UNAUTHORIZED, "bearer_token"},
	{404, API_ERR_NOT_FOUND, "path"}, {410, API_ERR_NOT_FOUND, "path"},
	{429, API_ERR_THROTTLED, "rate_limit"},
	{500, API_ERR_SERVER_STATUS, "max_retries"}, {503, API_ERR_SERVER_STATUS, "max_retries"}
};

static void
test_statuses(void)
{
	for (int i = 0; i < LEN(statuses); i++)
	{
		const Status *s = &statuses[i];
		ApiError	err = API_ERROR_INIT;
		ApiTransfer *transfer = answered("http://h/posts/7?key=" TOKEN, s->status,
										 "{\"message\": \"no such post\"}");
		char		name[20];

		snprintf(name, sizeof(name), "status %d", s->status);
		check_case(api_failure_of_transfer(transfer, auth, &err) == (s->code != API_ERR_NONE), name);
		check_case(err.code == s->code, name);
		if (s->code != API_ERR_NONE)
		{
			check_case(strncmp(err.message, "GET /posts/7: HTTP status ", 26) == 0, name);
			check_text(err.detail, "The server said: \"no such post\".", name);
			check_case(err.hint != NULL && strstr(err.hint, s->hint) != NULL, name);
		}
		api_error_clear(&err);
		api_transfer_free(transfer);
	}
}

static void
test_transfers(void)
{
	static const ApiErrorCode codes[] = {
		API_ERR_RESOLVE, API_ERR_LOOKUP, API_ERR_CONNECT, API_ERR_TLS, API_ERR_TIMEOUT, API_ERR_TRANSFER,
		API_ERR_PROTOCOL, API_ERR_TOO_LARGE, API_ERR_REDIRECT, API_ERR_ORIGIN, API_ERR_THROTTLED
	};

	for (int i = 0; i < LEN(codes); i++)
	{
		ApiError	err = API_ERROR_INIT;
		ApiTransfer *transfer = answered("http://h/p", 0, "");

		transfer->attempts = 3;
		transfer->response.failure = codes[i];
		transfer->response.failure_text = strdup("it broke with " TOKEN);
		check(api_failure_of_transfer(transfer, auth, &err));
		check(err.code == codes[i] && strncmp(err.message, "GET /p: ", 8) == 0);
		check(err.hint != NULL);
		check_text(err.detail, "What happened: \"it broke with ***\", at the last of 3 attempts.",
				   "the detail");
		api_error_clear(&err);
		api_transfer_free(transfer);
	}
}

/* Wherever the server puts the credential, and wherever the quote is cut. */
static void
test_secrets(void)
{
	char		body[700];
	ApiError	err;
	ApiTransfer *transfer;

	for (int before = 250; before <= 310; before++)
	{
		memset(body, 'x', (size_t) before);
		snprintf(body + before, sizeof(body) - (size_t) before, "%s and more of it: %0200d", TOKEN, 0);
		err = (ApiError) API_ERROR_INIT;
		transfer = answered("http://h/p", 500, body);
		check(api_failure_of_transfer(transfer, auth, &err));
		check(!holds(&err, "tok-"));
		check(strlen(err.detail) < 340 && strstr(err.detail, "...\"") != NULL);
		api_error_clear(&err);
		api_transfer_free(transfer);
	}

	/* in the path, where the path is cut */
	for (int before = 170; before <= 205; before++)
	{
		memcpy(body, "http://h/", 9);
		memset(body + 9, 'x', (size_t) before);
		strcpy(body + 9 + before, TOKEN "/more");
		err = (ApiError) API_ERROR_INIT;
		transfer = answered(body, 404, "");
		check(api_failure_of_transfer(transfer, auth, &err));
		check(!holds(&err, "tok-"));
		api_error_clear(&err);
		api_transfer_free(transfer);
	}
}

/* A quote is cut between characters. */
static void
test_cut(void)
{
	char		body[1000];
	ApiError	err = API_ERROR_INIT;
	ApiTransfer *transfer;

	for (int i = 0; i < 300; i++)
		memcpy(body + 1 + 2 * i, "\xc3\xa9", 2);
	body[0] = 'x';
	body[601] = '\0';
	transfer = answered("http://h/p", 500, body);
	check(api_failure_of_transfer(transfer, auth, &err));
	check(strstr(err.detail, "\xc3\xa9...\"") != NULL);
	api_error_clear(&err);
	api_transfer_free(transfer);
}

static void
test_attempts(void)
{
	ApiError	err = API_ERROR_INIT;
	ApiTransfer *transfer = answered("http://h/p", 500, "");

	check(api_failure_of_transfer(transfer, NULL, &err));
	check(err.detail == NULL);
	api_error_clear(&err);
	transfer->attempts = 5;
	check(api_failure_of_transfer(transfer, NULL, &err));
	check_text(err.detail, "It was tried 5 times.", "no words, but attempts");
	api_error_clear(&err);
	api_transfer_free(transfer);
}

static void
test_wrap(void)
{
	ApiError	err = API_ERROR_INIT;
	ApiTransfer *transfer = answered("http://h/p?x=1", 200, "");

	api_error_set(&err, API_ERR_JSON, "not JSON at %s", TOKEN);
	api_error_detail(&err, "Near %s.", TOKEN);
	api_error_hint(&err, "Look at it.");
	api_failure_wrap(transfer, auth, &err);
	check(err.code == API_ERR_JSON);
	check_text(err.message, "GET /p: not JSON at ***", "message");
	check_text(err.detail, "Near ***.", "detail");
	check_text(err.hint, "Look at it.", "hint");
	api_error_clear(&err);

	/* an error for whose text there was no memory */
	err.code = API_ERR_OUT_OF_MEMORY;
	api_failure_wrap(transfer, auth, &err);
	check(err.code == API_ERR_OUT_OF_MEMORY);
	check_text(err.message, "GET /p: out of memory", "no text");
	api_error_clear(&err);
	api_transfer_free(transfer);
}

int
main(void)
{
	ApiAuthSpec spec = {.base_url = "http://h",.bearer_token = TOKEN};

	auth = api_auth_create(&spec, NULL);
	queue = api_queue_open(NULL, NULL, NULL, NULL);
	test_statuses();
	test_transfers();
	test_secrets();
	test_cut();
	test_attempts();
	test_wrap();
	api_queue_close(queue);
	api_auth_free(auth);
	return check_end();
}
