/*
 * floor.c
 *		The least that libcurl alone takes: a rolling window of GETs over one multi
 *		handle, curl_multi_socket_action and epoll, bodies thrown away.
 *
 * Usage: floor base_url count concurrency
 *
 * Asks for base_url followed by 1 .. count, prints the wall time in milliseconds.
 * The handles are set as src/net/handle.c sets them.  Exits 1 if any transfer
 * failed or any status was not 200.
 *
 * Build: cc -O2 -o floor bench/floor.c -lcurl
 */
#include <curl/curl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>

typedef struct Floor
{
	CURLM	   *multi;
	int			epfd;
	int64_t		due;			/* libcurl's timer, microseconds; INT64_MAX: none */
	const char *base;			/* URLs begin with it */
	int			count;			/* requests in all */
	int			sent;			/* so far */
	int			ended;			/* so far */
	int			failed;			/* of these */
	char		watched[65536]; /* by descriptor: is it in the epoll set? */
} Floor;

static int64_t
now_us(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t) ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}

static size_t
on_body(char *data, size_t size, size_t count, void *arg)
{
	(void) data;
	(void) arg;
	return size * count;
}

static int
on_watch(CURL *easy, curl_socket_t fd, int what, void *arg, void *unused)
{
	Floor	   *run = arg;
	struct epoll_event event = {.data.fd = fd};
	int			op = run->watched[fd] ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;

	(void) easy;
	(void) unused;
	if (what == CURL_POLL_REMOVE)
		op = EPOLL_CTL_DEL;
	else
		event.events = ((what & CURL_POLL_IN) ? EPOLLIN : 0) | ((what & CURL_POLL_OUT) ? EPOLLOUT : 0);
	(void) epoll_ctl(run->epfd, op, fd, &event);
	run->watched[fd] = what != CURL_POLL_REMOVE;
	return 0;
}

static int
on_timer(CURLM *multi, long timeout_ms, void *arg)
{
	Floor	   *run = arg;

	(void) multi;
	run->due = timeout_ms < 0 ? INT64_MAX : now_us() + (int64_t) timeout_ms * 1000;
	return 0;
}

static void
set_handle(CURL *easy)
{
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, 64L * 1024);
	curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
	curl_easy_setopt(easy, CURLOPT_PROXY, "");
	curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
	curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long) CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
}

/* Sends the next request over this handle. */
static void
send_next(Floor *run, CURL *easy)
{
	char		url[4096];

	snprintf(url, sizeof(url), "%s%d", run->base, ++run->sent);
	curl_easy_setopt(easy, CURLOPT_URL, url);
	curl_multi_add_handle(run->multi, easy);
}

/* Takes what has ended and tops up the window. */
static void
roll(Floor *run)
{
	CURLMsg    *message;
	int			left;

	while ((message = curl_multi_info_read(run->multi, &left)) != NULL)
	{
		CURL	   *easy = message->easy_handle;
		CURLcode	code = message->data.result;
		long		status = 0;

		curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
		run->ended++;
		if (code != CURLE_OK || status != 200)
			run->failed++;
		curl_multi_remove_handle(run->multi, easy);
		if (run->sent < run->count)
			send_next(run, easy);
	}
}

/* Waits for sockets or the timer, then lets libcurl work. */
static void
step(Floor *run)
{
	struct epoll_event events[64];
	int64_t		wait_us = run->due == INT64_MAX ? 1000000 : run->due - now_us();
	int			running;
	int			n;

	n = epoll_wait(run->epfd, events, 64, wait_us > 0 ? (int) ((wait_us + 999) / 1000) : 0);
	for (int i = 0; i < n; i++)
	{
		int			mask = 0;

		if (events[i].events & (EPOLLIN | EPOLLHUP))
			mask |= CURL_CSELECT_IN;
		if (events[i].events & EPOLLOUT)
			mask |= CURL_CSELECT_OUT;
		if (events[i].events & EPOLLERR)
			mask |= CURL_CSELECT_ERR;
		curl_multi_socket_action(run->multi, events[i].data.fd, mask, &running);
	}
	roll(run);
	if (run->due <= now_us())
	{
		run->due = INT64_MAX;
		curl_multi_socket_action(run->multi, CURL_SOCKET_TIMEOUT, 0, &running);
		roll(run);
	}
}

int
main(int argc, char **argv)
{
	static Floor run;
	int			concurrency;
	int64_t		began;

	if (argc != 4 || atoi(argv[2]) < 1 || atoi(argv[3]) < 1)
	{
		fprintf(stderr, "usage: %s base_url count concurrency\n", argv[0]);
		return 2;
	}
	run.base = argv[1];
	run.count = atoi(argv[2]);
	concurrency = atoi(argv[3]);
	run.due = INT64_MAX;
	curl_global_init(CURL_GLOBAL_DEFAULT);
	run.multi = curl_multi_init();
	run.epfd = epoll_create1(EPOLL_CLOEXEC);
	curl_multi_setopt(run.multi, CURLMOPT_SOCKETFUNCTION, on_watch);
	curl_multi_setopt(run.multi, CURLMOPT_SOCKETDATA, &run);
	curl_multi_setopt(run.multi, CURLMOPT_TIMERFUNCTION, on_timer);
	curl_multi_setopt(run.multi, CURLMOPT_TIMERDATA, &run);
	curl_multi_setopt(run.multi, CURLMOPT_MAXCONNECTS, (long) concurrency + 4);

	began = now_us();
	for (int i = 0; i < concurrency && run.sent < run.count; i++)
	{
		CURL	   *easy = curl_easy_init();

		set_handle(easy);
		send_next(&run, easy);
	}
	while (run.ended < run.count)
		step(&run);
	printf("%.1f\n", (now_us() - began) / 1000.0);
	if (run.failed > 0)
		fprintf(stderr, "%d of %d transfers failed\n", run.failed, run.count);
	return run.failed > 0;
}
