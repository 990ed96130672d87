/*
 * sockets.c
 *		Which sockets of ours are open.  See sockets.h.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/digest.h"
#include "net/flight.h"
#include "net/sockets.h"

typedef struct Socket
{
	ApiPool    *pool;			/* NULL: none of ours, or closed */
	uint64_t	identity;
	uint64_t	ends;			/* of its connection, hashed; 0: none yet */
	bool		by_http_1;		/* it has answered so */
	bool		broken;			/* a request has failed with it */
} Socket;

static Socket *sockets;			/* by descriptor */
static int	nsockets;			/* room in it */

static bool
grow(int fd)
{
	int			room = nsockets > 0 ? nsockets : 256;
	Socket	   *grown;

	if (fd < nsockets)
		return true;
	while (room <= fd)
		room *= 2;
	grown = realloc(sockets, (size_t) room * sizeof(*grown));
	if (grown == NULL)
		return false;
	memset(grown + nsockets, 0, (size_t) (room - nsockets) * sizeof(*grown));
	sockets = grown;
	nsockets = room;
	return true;
}

int
api_sockets_open(ApiFlight *flight, int family, int type, int protocol)
{
	int			fd;

	if (!api_tickets_spend(flight))
		return -1;
	fd = socket(family, type | SOCK_CLOEXEC, protocol);
	if (fd < 0)
		api_tickets_unspent(flight, errno);
	else if (!grow(fd))
	{
		api_tickets_unspent(flight, ENOMEM);
		(void) close(fd);
		fd = -1;
	}
	if (fd < 0)
		return fd;
	/* another had that number, and was closed without a word */
	api_sockets_closed(fd);
	(void) api_engine_watch(NULL, fd, 0);
	sockets[fd] = (Socket) {.pool = flight->transfer->queue->pool,.identity = api_engine_identity(fd)};
	api_tickets_spent(flight, fd);
	return fd;
}

void
api_sockets_closed(int fd)
{
	ApiPool    *pool = fd < nsockets ? sockets[fd].pool : NULL;

	if (pool == NULL)
		return;
	sockets[fd].pool = NULL;
	api_tickets_closed(pool);
}

void
api_sockets_sweep(const int *fds, int count)
{
	for (int i = 0; i < count; i++)
		if (fds[i] < nsockets && sockets[fds[i]].pool != NULL &&
			api_engine_identity(fds[i]) != sockets[fds[i]].identity)
			api_sockets_closed(fds[i]);
}

void
api_sockets_forget(ApiPool *pool)
{
	for (int fd = 0; fd < nsockets; fd++)
		if (sockets[fd].pool == pool)
			api_sockets_closed(fd);
}

static uint64_t
hash_of(const ApiEnds *ends)
{
	char		text[160];
	int			len = snprintf(text, sizeof(text), "%s %d %s %d", ends->remote_ip, ends->remote_port,
							   ends->local_ip, ends->local_port);

	return api_digest_of(text, len < (int) sizeof(text) ? (size_t) len : sizeof(text) - 1) | 1;
}

/* Of those that the flight has opened itself one has won; or it has another's; -1. */
static int
find(const ApiFlight *flight, const ApiEnds *ends, bool *own)
{
	const ApiStub *stub = &flight->stub;
	const ApiPool *pool = flight->transfer->queue->pool;
	uint64_t	hash = hash_of(ends);

	*own = true;
	for (int i = 0; i < stub->opened && i < API_STUB_FDS; i++)
	{
		int			fd = stub->fds[i];

		if (fd >= nsockets || sockets[fd].pool != pool || api_engine_port(fd) != ends->local_port)
			continue;
		sockets[fd].ends = hash;
		return fd;
	}
	*own = false;
	for (int fd = 0; fd < nsockets; fd++)
		if (sockets[fd].pool == pool && sockets[fd].ends == hash)
			return fd;
	return -1;
}

int
api_sockets_meet(ApiFlight *flight, const ApiEnds *ends)
{
	bool		own;
	int			fd = find(flight, ends, &own);

	flight->fd = fd;
	flight->socket = fd >= 0 ? sockets[fd].identity : 0;
	flight->rides = fd >= 0 ? !own : flight->opened == 0;
	return fd;
}

void
api_sockets_answered(const ApiFlight *flight)
{
	if (flight->fd >= 0)
		sockets[flight->fd].by_http_1 = true;
}

void
api_sockets_failed(const ApiFlight *flight)
{
	/* its number may be another's by now */
	if (flight->fd >= 0 && sockets[flight->fd].identity == flight->socket)
		sockets[flight->fd].broken = true;
}

bool
api_sockets_spoilt(const ApiFlight *flight)
{
	const Socket *it = flight->fd >= 0 ? &sockets[flight->fd] : NULL;

	return it != NULL && (it->broken || (it->by_http_1 && !api_engine_is_quiet(flight->fd)));
}
