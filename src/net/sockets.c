/*
 * sockets.c
 *		Which sockets of ours are open.  See sockets.h.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/flight.h"
#include "net/sockets.h"

typedef struct Socket
{
	ApiPool    *pool;			/* NULL: none of ours, or closed */
	uint64_t	identity;
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
	sockets[fd] = (Socket) {flight->transfer->queue->pool, api_engine_identity(fd)};
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
