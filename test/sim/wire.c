/*
 * wire.c
 *		What becomes of one request over a connection, as libcurl has it.
 *
 * A body is given in pieces of 16 kB.  Where WRITEFUNCTION pauses, the socket is not read
 * any more, and what was read is given again from the refused piece's start.  An old
 * connection that breaks before a byte has come is replaced, and the request sent again.
 */
#include <string.h>
#include <sys/epoll.h>

#include "wire.h"

#define MAX_PIECE 16384
#define MAX_READ (256 * 1024)	/* bytes that are read at once */
#define MAX_RESENDS 5
#define MS INT64_C(1000)

static bool answer(SimEasy *easy);

void
sim_run(SimEasy *easy)
{
	bool		goes = true;

	while (goes)
		switch (easy->state)
		{
			case SIM_START:
			case SIM_PENDING:
				goes = sim_start(easy);
				break;
			case SIM_LOOKUP:
				goes = sim_look_up(easy);
				break;
			case SIM_CONNECT:
				goes = sim_await(easy);
				break;
			case SIM_ANSWER:
				goes = answer(easy);
				break;
			default:
				goes = false;
		}
}

/* ---- asking ---- */

bool
sim_send(SimEasy *easy)
{
	SimConn    *conn = easy->conn;
	SimAsked	asked = {.host = conn->host,.path = easy->url,.post = easy->post,.h2 = conn->h2};
	int			word;

	easy->multi->under++;
	word = easy->on_ready(easy->on_ready_arg, (char *) "8.8.8.8", (char *) "10.0.0.1", 443,
						  api_engine_port(conn->fd));
	easy->multi->under--;
	if (word != CURL_PREREQFUNC_OK)
		return sim_finish(easy, CURLE_ABORTED_BY_CALLBACK);
	sim_must(conn->h2 || api_engine_is_quiet(conn->fd), "%s goes out where something is to be read", easy->url);
	sim_trace("sent %s%s", easy->url, easy->reused ? " again over one" : "");
	easy->head_given = easy->read = easy->given = 0;
	easy->state = SIM_ANSWER;
	if (easy->reused && conn->users == 1 && conn->stale_at <= sim.now)
	{
		/* nobody is there any more */
		memset(&easy->reply, 0, sizeof(easy->reply));
		easy->reply.ending = SIM_END_RESET;
		easy->reply.next_at = sim.now + sim_between(0, 20 * MS);
	}
	else
		sim_serve(&asked, &easy->reply);
	conn->served++;
	sim_want(easy->multi, conn->fd, CURL_POLL_IN);
	return true;
}

/* ---- the answer ---- */

/* false: it is over. */
static bool
give_head(SimEasy *easy)
{
	SimReply   *reply = &easy->reply;

	while (easy->head_given < reply->head_len)
	{
		char	   *line = reply->head + easy->head_given;
		size_t		len = (size_t) (strchr(line, '\n') + 1 - line);
		size_t		taken;

		easy->head_given += len;
		easy->multi->under++;
		taken = easy->on_head(line, 1, len, easy->on_head_arg);
		easy->multi->under--;
		if (taken != len)
			return sim_finish(easy, CURLE_WRITE_ERROR);
	}
	return true;
}

typedef enum Given
{
	GIVEN_ALL,
	GIVEN_PAUSED,
	GIVEN_REFUSED
} Given;

/* Gives what was read. */
static Given
give_body(SimEasy *easy)
{
	while (easy->given < easy->read)
	{
		size_t		len = easy->read - easy->given;
		size_t		taken;

		if (len > MAX_PIECE)
			len = MAX_PIECE;
		easy->multi->under++;
		taken = easy->on_body((char *) easy->reply.body + easy->given, 1, len, easy->on_body_arg);
		easy->multi->under--;
		if (taken == CURL_WRITEFUNC_PAUSE)
		{
			if (easy->conn->h2)
				sim_waits_on_h2(easy->private);
			sim_trace("paused %s", easy->url);
			sim_told.pauses++;
			easy->paused = true;
			sim_want(easy->multi, easy->conn->fd, 0);
			return GIVEN_PAUSED;
		}
		if (taken != len)
			return GIVEN_REFUSED;
		easy->given += len;
	}
	return GIVEN_ALL;
}

/* The connection broke before a byte came: once more, over another. */
static bool
send_again(SimEasy *easy)
{
	sim_trace("again %s", easy->url);
	easy->resends++;
	sim_told.resends++;
	sim_detach(easy, false);
	easy->state = SIM_START;
	return true;
}

static bool
end_answer(SimEasy *easy)
{
	SimReply   *reply = &easy->reply;
	bool		nothing = easy->head_given == 0;

	if (reply->ending == SIM_END_WELL)
		return sim_finish(easy, CURLE_OK);
	reply->keeps = false;
	if (nothing && easy->reused && !easy->conn->h2 && easy->resends < MAX_RESENDS)
		return send_again(easy);
	if (reply->ending == SIM_END_RESET)
		return sim_finish(easy, easy->conn->h2 ? CURLE_HTTP2_STREAM : CURLE_RECV_ERROR);
	if (nothing)
		return sim_finish(easy, CURLE_GOT_NOTHING);
	return sim_finish(easy, reply->short_of_length ? CURLE_PARTIAL_FILE : CURLE_OK);
}

static bool
answer(SimEasy *easy)
{
	SimReply   *reply = &easy->reply;

	if (easy->paused)
		return false;
	sim_reply_until(reply, sim.now);
	if (reply->head_came && !give_head(easy))
		return false;
	if (reply->came > easy->read)
		easy->read = reply->came - easy->read > MAX_READ ? easy->read + MAX_READ : reply->came;
	switch (give_body(easy))
	{
		case GIVEN_PAUSED:
			return false;
		case GIVEN_REFUSED:
			return sim_finish(easy, CURLE_WRITE_ERROR);
		case GIVEN_ALL:
			break;
	}
	if (!reply->ended || reply->ending == SIM_END_NEVER || easy->read < reply->came)
		return false;
	return end_answer(easy);
}

bool
sim_go_on(SimEasy *easy)
{
	easy->paused = false;
	sim_trace("on %s", easy->url);
	switch (give_body(easy))
	{
		case GIVEN_PAUSED:
			return true;
		case GIVEN_REFUSED:
			/* as libcurl has it: its caller is told, and the transfer stands as it is */
			return false;
		case GIVEN_ALL:
			break;
	}
	sim_want(easy->multi, easy->conn->fd, CURL_POLL_IN);
	sim_expire(easy, sim.now);
	return true;
}

/* ---- sockets ---- */

static bool
is_readable(SimEasy *easy)
{
	SimReply   *reply = &easy->reply;

	sim_reply_until(reply, sim.now);
	return (reply->head_came && easy->head_given < reply->head_len) || reply->came > easy->read ||
		(reply->ended && reply->ending != SIM_END_NEVER);
}

int
api_engine_port(int fd)
{
	return 10000 + fd;
}

bool
api_engine_is_quiet(int fd)
{
	const SimConn *conn = sim_fds[fd].thing;

	return conn->served == 0 || (conn->speaks_at > sim.now && !(conn->closes_seen && conn->stale_at <= sim.now));
}

uint32_t
sim_fd_ready(int fd)
{
	const SimFd *it = &sim_fds[fd];
	const SimConn *conn = it->thing;

	if (it->looks_up)
		return sim.now >= ((SimEasy *) it->thing)->looked_up_at ? EPOLLIN : 0;
	if (conn == NULL)
		return 0;
	if (!conn->ready)
		return sim.now < conn->ready_at ? 0 : conn->refused ? EPOLLOUT | EPOLLERR | EPOLLHUP : EPOLLOUT;
	for (SimEasy *easy = conn->multi->first; easy != NULL; easy = easy->next)
		if (easy->conn == conn && easy->state == SIM_ANSWER && is_readable(easy))
			return EPOLLIN;
	return 0;
}

/* When something comes for it, by a socket that is watched. */
static int64_t
next_of(SimEasy *easy)
{
	int			fd = easy->lookup_fd >= 0 ? easy->lookup_fd : easy->conn != NULL ? easy->conn->fd : -1;

	if (fd < 0 || sim_fds[fd].client == NULL)
		return INT64_MAX;
	switch (easy->state)
	{
		case SIM_LOOKUP:
			return easy->looked_up_at;
		case SIM_CONNECT:
			return easy->conn->ready_at;
		case SIM_ANSWER:
			if (easy->paused)
				return INT64_MAX;
			if (is_readable(easy))
				return sim.now;
			return easy->reply.ended ? INT64_MAX : easy->reply.next_at;
		default:
			return INT64_MAX;
	}
}

int64_t
sim_wire_next(void)
{
	int64_t		next = INT64_MAX;

	for (SimMulti *multi = sim_multis(); multi != NULL; multi = multi->next)
		for (SimEasy *easy = multi->first; easy != NULL; easy = easy->next)
		{
			int64_t		at = next_of(easy);

			if (at < next)
				next = at;
		}
	return next > sim.now || next == INT64_MAX ? next : sim.now;
}
