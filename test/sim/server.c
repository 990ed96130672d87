/*
 * server.c
 *		What the servers do and say, and what they were asked.
 *
 * A request is known by the number in its query; what it was carried out for is counted.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "sim.h"

#define MS INT64_C(1000)
#define SECOND INT64_C(1000000)
#define LARGE_FROM 5			/* bodies from there on are large */

static const size_t sizes[SIM_BODIES] = {0, 2, 60, 700, 5000, 20000, 70000, 120000};
static SimBody bodies[SIM_BODIES];

static struct
{
	bool		once;
	int			carried_out;
}			requests[SIM_MAX_REQUESTS];
static int	nrequests;

void
sim_zip(SimBody *body)
{
	z_stream	z = {0};
	size_t		room = body->len + 100;

	body->zipped = sim_alloc(room);
	(void) deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
	z.next_in = (Bytef *) body->text;
	z.avail_in = (uInt) body->len;
	z.next_out = (Bytef *) body->zipped;
	z.avail_out = (uInt) room;
	sim_must(deflate(&z, Z_FINISH) == Z_STREAM_END, "a body could not be zipped");
	body->zipped_len = z.total_out;
	(void) deflateEnd(&z);
}

/* Half of each is noise, half can be squeezed well. */
static void
make_bodies(void)
{
	uint32_t	noise = 1;

	for (int number = 0; number < SIM_BODIES; number++)
	{
		SimBody    *body = &bodies[number];

		body->len = sizes[number];
		body->text = sim_alloc(sizes[number] + 1);
		for (size_t i = 0; i < sizes[number]; i++)
		{
			noise = noise * 1664525 + 1013904223;
			body->text[i] = (i / 1000 % 2 == 0 ? (char) ('0' + (noise >> 24) % 64) : (char) ('a' + number));
		}
		sim_zip(body);
	}
}

void
sim_servers_begin(void)
{
	if (bodies[0].text == NULL)
		make_bodies();
	nrequests = 0;
}

const char *
sim_body(int number, size_t *len)
{
	*len = sizes[number];
	return bodies[number].text;
}

int
sim_new_request(bool once)
{
	sim_must(nrequests < SIM_MAX_REQUESTS, "too many requests in an episode");
	requests[nrequests].once = once;
	requests[nrequests].carried_out = 0;
	return nrequests++;
}

int
sim_carried_out(int request)
{
	return requests[request].carried_out;
}

static void
say(SimReply *reply, const char *line)
{
	size_t		len = strlen(line);

	sim_must(reply->head_len + len < sizeof(reply->head), "a head is too long");
	memcpy(reply->head + reply->head_len, line, len + 1);
	reply->head_len += len;
}

static void
say_number(SimReply *reply, const char *name, int64_t number)
{
	char		line[100];

	(void) snprintf(line, sizeof(line), "%s: %lld\r\n", name, (long long) number);
	say(reply, line);
}

static void
say_status(SimReply *reply, const SimAsked *asked, int status)
{
	char		line[40];

	(void) snprintf(line, sizeof(line), "HTTP/%s %d Made up\r\n", asked->h2 ? "2" : "1.1", status);
	say(reply, line);
}

/* A body, whole or not. */
static void
bring(SimReply *reply, const SimAsked *asked, const SimBody *body)
{
	bool		zips = sim_happens(SIM_GZIP) && body->len > 0;

	reply->body = zips ? body->zipped : body->text;
	reply->body_len = zips ? body->zipped_len : body->len;
	if (zips)
		say(reply, "Content-Encoding: gzip\r\n");
	reply->framed = asked->h2 || !sim_happens(SIM_UNFRAMED);
	if (!reply->framed)
	{
		reply->keeps = false;
		reply->ending = SIM_END_CLOSED;
	}
	else if (sim_chance(500))
		say_number(reply, "Content-Length", (int64_t) reply->body_len);
	else if (!asked->h2)
		say(reply, "Transfer-Encoding: chunked\r\n");
	if (sim_happens(SIM_CUT) && reply->body_len > 0)
	{
		reply->body_len = (size_t) sim_between(0, (int64_t) reply->body_len - 1);
		reply->short_of_length = reply->framed;
		reply->ending = asked->h2 || (reply->framed && sim_chance(500)) ? SIM_END_RESET : SIM_END_CLOSED;
	}
	else if (sim_happens(SIM_STALL))
	{
		reply->body_len = (size_t) sim_between(0, (int64_t) reply->body_len);
		reply->ending = SIM_END_NEVER;
	}
	reply->piece = (size_t) sim_between(reply->body_len / 20 + 1, (int64_t) reply->body_len + 1);
}

static int
request_of(const SimAsked *asked)
{
	const char *number = strstr(asked->path, "id=");
	int			request = number != NULL ? atoi(number + 3) : -1;

	sim_must(request >= 0 && request < nrequests, "%s is no request", asked->path);
	return request;
}

static void
redirect(SimReply *reply, const SimAsked *asked)
{
	static const int kinds[] = {301, 302, 303, 307, 308};
	static const char *const places[] = {"", "", "", "http://a.test", "https://a.test", "http://b.test",
	"https://b.test", "https://evil.test"};
	char		line[200];
	int			status = kinds[sim_random() % 5];

	/* 303 says: it was done */
	if (status == 303 && asked->post)
		requests[request_of(asked)].carried_out++;
	say_status(reply, asked, status);
	(void) snprintf(line, sizeof(line), "Location: %s%.100s\r\n", places[sim_random() % 8],
					strchr(strstr(asked->path, "//") + 2, '/'));
	say(reply, line);
}

/* It says that it has not done it. */
static bool
refuses(SimReply *reply, const SimAsked *asked)
{
	int			status = sim_happens(SIM_THROTTLED) ? 429 : sim_happens(SIM_UNAVAILABLE) ? 503 : 0;

	if (status == 0)
		return false;
	say_status(reply, asked, status);
	if (sim_chance(500))
		say_number(reply, "Retry-After", sim_between(0, 20));
	return true;
}

/* Does what it was asked to, and says how that went. */
static void
carry_out(SimReply *reply, const SimAsked *asked, bool is_list)
{
	static const int errors[] = {500, 502, 403, 401, 404, 400};
	int			status = sim_happens(SIM_ERROR) ? errors[sim_random() % (is_list ? 4 : 6)] : 200;
	int			request = is_list ? -1 : request_of(asked);

	if (request >= 0)
		requests[request].carried_out++;
	sim_must(request < 0 || !requests[request].once || !asked->post || requests[request].carried_out == 1,
			 "request %d, which must not be repeated, is carried out twice", request);
	say_status(reply, asked, status);
	/* a 403 would say by that that it has done nothing */
	if (status != 403 && sim_happens(SIM_BUDGET))
	{
		say(reply, "X-RateLimit-Remaining: 0\r\n");
		/* a few speak of days: see net/gates.h */
		say_number(reply, "X-RateLimit-Reset", sim_chance(50) ? 30 * 86400 : sim_between(1, 30));
		if (sim_chance(300))
			say(reply, request % 2 == 0 ? "X-RateLimit-Resource: core\r\n" : "X-RateLimit-Resource: search\r\n");
	}
}

/* The body of one that is known by its number. */
static const SimBody *
draw_body(SimReply *reply, const SimAsked *asked)
{
	int			number = sim_happens(SIM_LARGE) ? (int) sim_between(LARGE_FROM, SIM_BODIES - 1) :
		(int) sim_between(0, LARGE_FROM - 1);

	say_number(reply, "X-Sim-Id", request_of(asked));
	say_number(reply, "X-Sim-Body", number);
	return &bodies[number];
}

void
sim_serve(const SimAsked *asked, SimReply *reply)
{
	bool		is_list = strstr(asked->path, "/list/") != NULL;

	sim_must(strstr(asked->host, "evil") == NULL, "a foreign origin is asked");
	memset(reply, 0, sizeof(*reply));
	reply->framed = reply->keeps = true;
	reply->next_at = sim.now + (sim_happens(SIM_SLOW) ? sim_between(0, 40 * SECOND) : sim_between(0, 200 * MS));
	reply->gap = sim_chance(500) ? 0 : sim_between(1, 100 * MS);
	reply->ending = SIM_END_RESET;
	if (sim_happens(SIM_RESET_BEFORE))
		return;
	reply->ending = SIM_END_WELL;
	if (sim_happens(SIM_INTERIM))
		say(reply, "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n");
	if (sim_happens(SIM_REDIRECT))
		redirect(reply, asked);
	else if (!refuses(reply, asked))
		carry_out(reply, asked, is_list);
	if (sim_happens(SIM_RESET_AFTER))
	{
		reply->head_len = 0;
		reply->ending = sim_chance(500) ? SIM_END_RESET : SIM_END_CLOSED;
		return;
	}
	bring(reply, asked, is_list ? sim_list(asked->path) : draw_body(reply, asked));
	say(reply, "Content-Type: application/json; charset=utf-8\r\n\r\n");
	reply->keeps = reply->keeps && !sim_happens(SIM_CLOSES);
}

void
sim_reply_until(SimReply *reply, int64_t now)
{
	while (!reply->ended && reply->next_at <= now)
	{
		if (!reply->head_came && reply->head_len > 0)
			reply->head_came = true;
		else if (reply->came < reply->body_len)
		{
			reply->came += reply->piece;
			if (reply->came > reply->body_len)
				reply->came = reply->body_len;
		}
		reply->next_at += reply->gap;
		reply->ended = (reply->head_came || reply->head_len == 0) && reply->came == reply->body_len;
	}
}
