/*
 * sockets.h
 *		Which sockets of ours are open, by what libcurl tells and by what it does not.
 *
 * libcurl closes a socket that never connected without a word to CLOSESOCKETFUNCTION
 * (up to 8.0 at least).  So a socket is known by its number and its inode, and looked
 * after when it may have gone.
 *
 * Core: no PostgreSQL, nothing raises.
 */
#ifndef API_SOCKETS_H
#define API_SOCKETS_H

typedef struct ApiPool ApiPool;
typedef struct ApiFlight ApiFlight;

/* For that flight, if it has a ticket; -1: none. */
extern int	api_sockets_open(ApiFlight *flight, int family, int type, int protocol);

/* It is closed. */
extern void api_sockets_closed(int fd);

/* Those of them that were closed without a word are noted. */
extern void api_sockets_sweep(const int *fds, int count);

/* All of the pool's are closed. */
extern void api_sockets_forget(ApiPool *pool);

#endif							/* API_SOCKETS_H */
