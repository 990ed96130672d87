/*
 * wire.h
 *		What multi, easy and wire know of each other.
 */
#ifndef SIM_WIRE_H
#define SIM_WIRE_H

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

/* they are macros over the functions that are defined here */
#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_multi_setopt
#undef curl_share_setopt

#include "sim.h"

#define SIM_HOST_LEN 64

struct SimConn
{
	SimConn    *next;			/* of its multi */
	SimMulti   *multi;
	int			fd;
	int			rival;			/* a second socket while it connects; -1: none */
	char		host[SIM_HOST_LEN];
	bool		h2;
	bool		ready;			/* connected */
	bool		refused;		/* will be */
	int			users;			/* transfers on it */
	int			served;			/* requests that went over it */
	int64_t		ready_at;		/* connected, or refused */
	int64_t		idle_at;		/* since when it rests */
	int64_t		stale_at;		/* the server closes it then, if it rests */
	bool		closes_seen;	/* which is told here */
	int64_t		speaks_at;		/* something comes on it then, if it rests */
	curl_closesocket_callback on_close;
	void	   *on_close_arg;
};

struct SimMulti
{
	curl_socket_callback on_socket;
	void	   *on_socket_arg;
	curl_multi_timer_callback on_timer;
	void	   *on_timer_arg;
	SimEasy    *first;			/* added ones */
	SimConn    *conns;
	int64_t		told_at;		/* the time last told to on_timer */
	long		max_idle;		/* MAXCONNECTS; 0: none was set */
	long		max_total;		/* MAX_TOTAL_CONNECTIONS; 0: no bound */
	bool		leaves_threads; /* when it goes */
	int			under;			/* callbacks that are running */
	CURLMsg		message;
	SimMulti   *next;			/* of all */
};

typedef enum SimState
{
	SIM_IDLE,					/* in no multi */
	SIM_START,
	SIM_PENDING,				/* waits for a connection to share, or for room */
	SIM_LOOKUP,
	SIM_CONNECT,
	SIM_ANSWER,					/* sent; the answer comes */
	SIM_OVER,					/* a message waits */
	SIM_READ					/* the message was read */
} SimState;

struct SimEasy
{
	SimEasy    *next;			/* of its multi */
	SimMulti   *multi;
	SimState	state;
	SimConn    *conn;
	int			lookup_fd;		/* -1: none */
	int64_t		looked_up_at;
	int64_t		expire_at;		/* its timer */
	int64_t		begun_at;
	int			connects;		/* new ones for it */
	bool		reused;			/* the connection at hand is an old one */
	int			resends;
	SimReply	reply;
	size_t		head_given;
	size_t		read;			/* bytes of the body that were read off the socket */
	size_t		given;			/* and taken by WRITEFUNCTION */
	bool		paused;
	CURLcode	result;

	/* options */
	void	   *private;
	char	   *error;
	curl_write_callback on_head;
	void	   *on_head_arg;
	curl_write_callback on_body;
	void	   *on_body_arg;
	curl_resolver_start_callback on_lookup;
	void	   *on_lookup_arg;
	curl_opensocket_callback on_open;
	void	   *on_open_arg;
	curl_closesocket_callback on_close;
	void	   *on_close_arg;
	curl_prereq_callback on_ready;
	void	   *on_ready_arg;
	char		url[512];
	long		connect_ms;
	long		version;
	long		max_age_s;
	long		name_age_s;		/* how old a known name may be; -1: however old */
	bool		post;
	bool		fresh;
	bool		forbids_reuse;
	bool		waits_for_pipe;
};

extern SimMulti *sim_multis(void);

/* ---- multi.c ---- */

/* Tells who watches what of a descriptor: CURL_POLL_ bits, 0: nothing. */
extern void sim_want(SimMulti *multi, int fd, int what);

/* Closes a connection; its users must have left it. */
extern void sim_close_conn(SimConn *conn);

/* Tells a multi handle's owner when it wants to run, if that has changed. */
extern void sim_tell_timer(SimMulti *multi);

/* Its timer, if that comes sooner. */
extern void sim_expire(SimEasy *easy, int64_t at);

/* ---- wire.c ---- */

/* Goes on with it as far as it goes. */
extern void sim_run(SimEasy *easy);

/* It may go on, as it was told; false: what was read before was refused. */
extern bool sim_go_on(SimEasy *easy);

/* It has a connection that is there: the request goes out over it. */
extern bool sim_send(SimEasy *easy);

/* ---- reach.c: true: it may go on at once ---- */

extern bool sim_start(SimEasy *easy);
extern bool sim_look_up(SimEasy *easy);
extern bool sim_await(SimEasy *easy);

/* It is over; false. */
extern bool sim_finish(SimEasy *easy, CURLcode code);

/* Leaves its connection, which stays or not. */
extern void sim_detach(SimEasy *easy, bool keep);

/* Taken off its multi. */
extern void sim_leave(SimEasy *easy);

#endif							/* SIM_WIRE_H */
