/*
 * sockets.h
 *		Which sockets of ours are open, by what libcurl tells and by what it does not.
 *
 * libcurl closes a socket that never connected without a word to CLOSESOCKETFUNCTION
 * (up to 8.0 at least).  So a socket is known by its number and its inode, and looked
 * after when it may have gone.
 *
 * libcurl looks at connections that rest once a second.  What has come on one meanwhile, unasked
 * for, would be taken for the answer to the next request.  So before a request goes out over a
 * connection that has answered by HTTP/1.1, it is looked whether it is quiet.  By HTTP/2 something
 * comes at any time, and answers say what to; what is no answer there does no harm.
 *
 * A connection by HTTP/2 whose session is over with an error may stand, in libcurl's eyes, as long as its
 * server keeps it (8.22), and each request that goes out over it fails with the same error.  What was
 * broken under one request is not used for another.
 *
 * Core: no PostgreSQL, nothing raises.
 */
#ifndef API_SOCKETS_H
#define API_SOCKETS_H

#include <stdbool.h>

typedef struct ApiPool ApiPool;
typedef struct ApiFlight ApiFlight;

/* For that flight, if it has a ticket; -1: none. */
extern int	api_sockets_open(ApiFlight *flight, int family, int type, int protocol);

/* It is closed. */
extern void api_sockets_closed(int fd);

/* A connection's ends, as libcurl tells them. */
typedef struct ApiEnds
{
	const char *remote_ip;
	const char *local_ip;
	int			remote_port;
	int			local_port;
} ApiEnds;

/* The connection that the flight is about to send on, which it notes; -1: it is not known. */
extern int	api_sockets_meet(ApiFlight *flight, const ApiEnds *ends);

/* The flight's has given a head by HTTP/1.1: from its end on nothing may come unasked. */
extern void api_sockets_answered(const ApiFlight *flight);

/* The flight's has broken under it, and may stand all the same. */
extern void api_sockets_failed(const ApiFlight *flight);

/* Is the flight's broken, has something come on it though it rested, or has its peer hung up? */
extern bool api_sockets_spoilt(const ApiFlight *flight);

/* Those of them that were closed without a word are noted. */
extern void api_sockets_sweep(const int *fds, int count);

/* All of the pool's are closed. */
extern void api_sockets_forget(ApiPool *pool);

#endif							/* API_SOCKETS_H */
