/*
 * easy.c
 *		libcurl's easy handles: options, figures, pauses; lists, and what is shared.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "wire.h"

CURLcode
curl_global_init(long flags)
{
	(void) flags;
	return CURLE_OK;
}

static void
empty(SimEasy *easy)
{
	memset(easy, 0, sizeof(*easy));
	easy->lookup_fd = -1;
	easy->expire_at = INT64_MAX;
}

CURL *
curl_easy_init(void)
{
	SimEasy    *easy;

	if (sim_chance(sim.memory_fails))
		return NULL;
	easy = sim_alloc(sizeof(*easy));
	empty(easy);
	return easy;
}

void
curl_easy_cleanup(CURL *curl)
{
	sim_must(curl == NULL || ((SimEasy *) curl)->state == SIM_IDLE, "a transfer goes that is in use");
	free(curl);
}

void
curl_easy_reset(CURL *curl)
{
	sim_must(((SimEasy *) curl)->state == SIM_IDLE, "a transfer is reset that is in use");
	empty(curl);
}

/* The options whose values are functions and their arguments. */
static bool
set_function(SimEasy *easy, CURLoption option, va_list args)
{
	switch ((int) option)
	{
		case CURLOPT_HEADERFUNCTION:
			easy->on_head = va_arg(args, curl_write_callback);
			return true;
		case CURLOPT_HEADERDATA:
			easy->on_head_arg = va_arg(args, void *);
			return true;
		case CURLOPT_WRITEFUNCTION:
			easy->on_body = va_arg(args, curl_write_callback);
			return true;
		case CURLOPT_WRITEDATA:
			easy->on_body_arg = va_arg(args, void *);
			return true;
		case CURLOPT_RESOLVER_START_FUNCTION:
			easy->on_lookup = va_arg(args, curl_resolver_start_callback);
			return true;
		case CURLOPT_RESOLVER_START_DATA:
			easy->on_lookup_arg = va_arg(args, void *);
			return true;
		case CURLOPT_OPENSOCKETFUNCTION:
			easy->on_open = va_arg(args, curl_opensocket_callback);
			return true;
		case CURLOPT_OPENSOCKETDATA:
			easy->on_open_arg = va_arg(args, void *);
			return true;
		case CURLOPT_CLOSESOCKETFUNCTION:
			easy->on_close = va_arg(args, curl_closesocket_callback);
			return true;
		case CURLOPT_CLOSESOCKETDATA:
			easy->on_close_arg = va_arg(args, void *);
			return true;
		case CURLOPT_PREREQFUNCTION:
			easy->on_ready = va_arg(args, curl_prereq_callback);
			return true;
		case CURLOPT_PREREQDATA:
			easy->on_ready_arg = va_arg(args, void *);
			return true;
		case CURLOPT_PRIVATE:
			easy->private = va_arg(args, void *);
			return true;
		case CURLOPT_ERRORBUFFER:
			easy->error = va_arg(args, char *);
			return true;
		case CURLOPT_URL:
			(void) snprintf(easy->url, sizeof(easy->url), "%s", va_arg(args, const char *));
			return true;
		default:
			return false;
	}
}

/* Those whose values are numbers and that matter here; others are passed over. */
static void
set_number(SimEasy *easy, CURLoption option, long value)
{
	switch ((int) option)
	{
		case CURLOPT_CONNECTTIMEOUT_MS:
			easy->connect_ms = value;
			break;
		case CURLOPT_HTTP_VERSION:
			easy->version = value;
			break;
		case CURLOPT_DNS_CACHE_TIMEOUT:
			easy->name_age_s = value;
			break;
		case CURLOPT_MAXAGE_CONN:
			easy->max_age_s = value;
			break;
		case CURLOPT_POST:
			easy->post = value != 0;
			break;
		case CURLOPT_HTTPGET:
			easy->post = false;
			break;
		case CURLOPT_FRESH_CONNECT:
			easy->fresh = value != 0;
			break;
		case CURLOPT_FORBID_REUSE:
			easy->forbids_reuse = value != 0;
			break;
		case CURLOPT_PIPEWAIT:
			easy->waits_for_pipe = value != 0;
			break;
		default:
			break;
	}
}

CURLcode
curl_easy_setopt(CURL *curl, CURLoption option,...)
{
	SimEasy    *easy = curl;
	va_list		args;

	if (sim_chance(sim.memory_fails / 4))
		return CURLE_OUT_OF_MEMORY;
	va_start(args, option);
	if (!set_function(easy, option, args) && option < CURLOPTTYPE_OBJECTPOINT)
		set_number(easy, option, va_arg(args, long));
	va_end(args);
	return CURLE_OK;
}

CURLcode
curl_easy_getinfo(CURL *curl, CURLINFO info,...)
{
	SimEasy    *easy = curl;
	va_list		args;
	void	   *to;

	va_start(args, info);
	to = va_arg(args, void *);
	va_end(args);
	switch ((int) info)
	{
		case CURLINFO_PRIVATE:
			*(void **) to = easy->private;
			break;
		case CURLINFO_TOTAL_TIME_T:
			*(curl_off_t *) to = sim.now - easy->begun_at;
			break;
		case CURLINFO_NUM_CONNECTS:
			*(long *) to = easy->connects;
			break;
		case CURLINFO_HTTP_VERSION:
			*(long *) to = easy->conn != NULL && easy->conn->h2 ? CURL_HTTP_VERSION_2_0 : CURL_HTTP_VERSION_1_1;
			break;
		default:
			sim_broken("the simulation has no answer to CURLINFO %d: see test/sim/easy.c", (int) info);
	}
	return CURLE_OK;
}

CURLcode
curl_easy_pause(CURL *curl, int mask)
{
	SimEasy    *easy = curl;

	sim_must(easy->multi != NULL, "a transfer goes on that is over");
	sim_must(easy->multi->under == 0, "a transfer goes on under a callback");
	sim_must(mask == CURLPAUSE_CONT, "a transfer is paused from outside");
	if (easy->paused && !sim_go_on(easy))
		return CURLE_WRITE_ERROR;
	sim_tell_timer(easy->multi);
	return CURLE_OK;
}

const char *
curl_easy_strerror(CURLcode code)
{
	return code == CURLE_OK ? "no error" : "some error";
}

struct curl_slist *
curl_slist_append(struct curl_slist *list, const char *text)
{
	struct curl_slist *item;
	struct curl_slist *last = list;

	if (sim_chance(sim.memory_fails))
		return NULL;
	item = sim_alloc(sizeof(*item));
	item->data = sim_copy(text);
	if (list == NULL)
		return item;
	while (last->next != NULL)
		last = last->next;
	last->next = item;
	return list;
}

void
curl_slist_free_all(struct curl_slist *list)
{
	while (list != NULL)
	{
		struct curl_slist *next = list->next;

		free(list->data);
		free(list);
		list = next;
	}
}

CURLSH *
curl_share_init(void)
{
	return sim_chance(sim.memory_fails) ? NULL : sim_alloc(1);
}

CURLSHcode
curl_share_setopt(CURLSH *share, CURLSHoption option,...)
{
	(void) share;
	(void) option;
	return CURLSHE_OK;
}

CURLSHcode
curl_share_cleanup(CURLSH *share)
{
	free(share);
	return CURLSHE_OK;
}
