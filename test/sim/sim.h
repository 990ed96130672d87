/*
 * sim.h
 *		A network that is made up: what stands behind libcurl's functions, the clock and
 *		the memory of a program that runs net/ as it is shipped.
 *
 *   world.c    one seed, one clock; chance, weather, what is said when a rule is broken
 *   memory.c   malloc and its kin, which may fail; sockets' numbers; the wall clock
 *   engine.c   net/engine.h on the made-up clock
 *   multi.c    libcurl's multi handles: connections, timers, messages
 *   easy.c     libcurl's easy handles: options, figures, pauses
 *   reach.c    how a request gets to a connection
 *   wire.c     what becomes of it there
 *   server.c   what the servers do and say, and what they were asked
 *   list.c     lists of records, page by page
 *   owner.c    who puts requests and takes responses, and knows what they must be
 *   scan.c     who reads lists through streams of rest/, and knows what they are
 *   recount.c  what must hold after each step
 *
 * Times are microseconds.  Nothing here waits.
 */
#ifndef SIM_H
#define SIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "net/engine.h"
#include "net/lookups.h"
#include "net/queue.h"
#include "net/shelf.h"

/* ---- world.c ---- */

/* What may go wrong, or be unusual: odds in a thousand, drawn anew for each episode. */
typedef enum SimOdds
{
	SIM_SLOW_NAME,				/* a look-up takes long */
	SIM_NO_NAME,				/* a look-up fails */
	SIM_BAD_ADDRESS,			/* a name leads to an address that nobody may go to */
	SIM_SLOW_CONNECT,
	SIM_REFUSED,				/* a connection is */
	SIM_TWO_SOCKETS,			/* two addresses are tried at once */
	SIM_RESET_BEFORE,			/* a connection breaks before the request is carried out */
	SIM_RESET_AFTER,			/* and after that, without an answer */
	SIM_CUT,					/* a body ends too soon */
	SIM_STALL,					/* nothing comes any more */
	SIM_SLOW,					/* an answer takes long */
	SIM_THROTTLED,				/* 429 */
	SIM_UNAVAILABLE,			/* 503 */
	SIM_ERROR,					/* another status */
	SIM_REDIRECT,
	SIM_BUDGET,					/* a good answer says that no more are left */
	SIM_INTERIM,				/* 1xx comes first */
	SIM_GZIP,
	SIM_UNFRAMED,				/* a body that ends with its connection */
	SIM_CLOSES,					/* a connection is closed behind an answer */
	SIM_GOES_STALE,				/* a connection at rest is closed soon, unseen */
	SIM_SPEAKS_UNASKED,			/* on a connection at rest comes what nobody asked for */
	SIM_LARGE,					/* a large body */
	SIM_LATE_PUMP,				/* nobody pumps for a while */
	SIM_LONG_PUMP,				/* so that it must stop short */
	SIM_ODDS
} SimOdds;

typedef struct SimWorld
{
	uint64_t	seed;			/* of this episode */
	uint64_t	chance;			/* the generator's state */
	int64_t		now;
	int64_t		steps;			/* in all episodes */
	int			odds[SIM_ODDS];
	int			memory_fails;	/* odds in a thousand for each malloc; 0: never */
	bool		late;			/* nobody pumped for a while */
	bool		bounded;		/* all bodies together may take some megabytes, and no more */
	bool		meddles;		/* what cannot happen does: the shipped code must bear it */
	bool		trace;
} SimWorld;

extern SimWorld sim;

/* An episode begins: draws its weather. */
extern void sim_begin(uint64_t seed, bool memory_fails);

extern uint32_t sim_random(void);
extern int64_t sim_between(int64_t least, int64_t most);
extern bool sim_chance(int per_mille);
extern bool sim_happens(SimOdds what);

/* A rule is broken: tells the seed and the step, ends the program. */
extern void sim_broken(const char *fmt,...) __attribute__((format(printf, 1, 2), noreturn));
extern void sim_trace(const char *fmt,...) __attribute__((format(printf, 1, 2)));

#define sim_must(ok, ...) \
	do { \
		if (!(ok)) \
			sim_broken(__VA_ARGS__); \
	} while (0)

/* ---- memory.c: what never fails, for the simulation's own ---- */

extern void *sim_alloc(size_t size);
extern char *sim_copy(const char *text);

/* Sockets: open ones by number; what they are, who watches them and for what. */
#define SIM_MAX_FDS 4096

typedef struct SimFd
{
	bool		open;
	uint64_t	identity;		/* of no other */
	bool		counted;		/* asked for by OPENSOCKETFUNCTION */
	void	   *thing;			/* SimConn, or SimEasy that looks up */
	bool		looks_up;
	int			wanted;			/* of libcurl, by what it told: CURL_POLL_ bits */
	ApiEngineClient *client;	/* who watches it in the engine; NULL: nobody */
	uint32_t	events;
} SimFd;

extern SimFd sim_fds[SIM_MAX_FDS];

extern int	sim_open_fd(void *thing, bool looks_up);
extern void sim_close_fd(int fd);
extern int	sim_open_fds(void);

/* ---- engine.c ---- */

extern ApiEngineClient *sim_clients(void);
extern void sim_engine_begin(void);

/* When the engine wants to be pumped; INT64_MAX: never. */
extern int64_t sim_engine_due(void);

/* Tickets that are out. */
extern int	sim_engine_tickets(void);

/* The thread of a look-up begins, and ends then; how many there are that counted. */
extern void sim_begin_thread(int64_t until, bool counts);
extern int	sim_threads(void);

/* ---- wire.c ---- */

typedef struct SimMulti SimMulti;
typedef struct SimEasy SimEasy;
typedef struct SimConn SimConn;

/* EPOLL bits that the socket is ready with now. */
extern uint32_t sim_fd_ready(int fd);

/* The next time at which some watched socket becomes ready; INT64_MAX: never. */
extern int64_t sim_wire_next(void);

/* Does libcurl say that it has ended? */
extern bool sim_is_over(const void *easy);

/* ---- server.c ---- */

#define SIM_MAX_REQUESTS 16384
#define SIM_BODIES 8
#define SIM_MAX_HEAD 1024

typedef enum SimEnding
{
	SIM_END_WELL,
	SIM_END_RESET,
	SIM_END_CLOSED,				/* the server closes its side */
	SIM_END_NEVER
} SimEnding;

/* What comes back, and when. */
typedef struct SimReply
{
	char		head[SIM_MAX_HEAD];
	size_t		head_len;
	const char *body;
	size_t		body_len;		/* bytes of it that come */
	bool		short_of_length;	/* fewer than were promised */
	bool		framed;			/* its head tells how it ends */
	SimEnding	ending;
	bool		keeps;			/* the connection stays */
	int64_t		next_at;		/* when the next piece comes: the head first */
	int64_t		gap;			/* between two pieces */
	size_t		piece;
	bool		head_came;
	size_t		came;			/* bytes of the body that have come */
	bool		ended;			/* all came, and the ending, too */
} SimReply;

typedef struct SimAsked
{
	const char *host;
	const char *path;
	bool		post;
	bool		h2;
} SimAsked;

typedef struct SimBody
{
	char	   *text;
	size_t		len;
	char	   *zipped;
	size_t		zipped_len;
} SimBody;

extern void sim_zip(SimBody *body);
extern void sim_servers_begin(void);

/* A request has come to the server: carries it out or not, and says how it answers. */
extern void sim_serve(const SimAsked *asked, SimReply *reply);

/* What has come by now, is noted in the reply. */
extern void sim_reply_until(SimReply *reply, int64_t now);

/* The decoded body of that number, and its length. */
extern const char *sim_body(int number, size_t *len);

/* A new request's number; once: it must not be carried out twice. */
extern int	sim_new_request(bool once);
extern int	sim_carried_out(int request);

/* The network has no faults any more. */
extern void sim_calm(void);

/* ---- list.c ---- */

#define SIM_LISTS 60			/* each has its own number of records */

/* How lists come. */
typedef enum SimShape
{
	SIM_SHAPE_WHOLE,			/* one array, all there is */
	SIM_SHAPE_PAGES,			/* pages that say how many they are */
	SIM_SHAPE_BLIND,			/* pages that say nothing: an empty one is the end */
	SIM_SHAPE_LINKS,			/* pages with a link to the next */
	SIM_SHAPES
} SimShape;

/* The page that a URL names. */
extern const SimBody *sim_list(const char *url);
extern int	sim_list_records(int list);

/* ---- scan.c: the same of streams, see owner.c ---- */

extern void sim_scans_begin(void);
extern void sim_scans_act(bool drain);
extern bool sim_scans_attend(void);
extern int	sim_scans_wait(void);
extern void sim_scans_end(void);

/* ---- owner.c ---- */

extern void sim_draw_limits(ApiLimits *limits);

/* Server 0 speaks TLS. */
extern ApiPool *sim_pool(int server, uint32_t user, ApiError *err);

typedef struct SimOwner SimOwner;

extern void sim_owners_begin(void);

/* One of those who share what they ask for; none if there is no memory.  All of them end. */
#define SIM_FAMILIES 3
extern ApiFamily sim_family(int number);
extern void sim_families_end(void);

/* Frees a transfer, whose response may be of use to others if it was taken. */
extern void sim_let_go(ApiTransfer *transfer);

/* Somebody does something; drain: nobody asks for more. */
extern void sim_owners_act(bool drain);

/* Everybody does what he must, so that the others go on; true: something was done. */
extern bool sim_owners_attend(void);

/* Requests that are not done yet. */
extern int	sim_owners_wait(void);
extern void sim_owners_end(void);

typedef struct SimTold
{
	int64_t		put;
	int64_t		done;			/* with a whole response */
	int64_t		failed;
	int64_t		bytes;
	int64_t		freed_early;
	int64_t		scans;			/* that came to their end, well or not */
	int64_t		complete;		/* well */
	int64_t		records;
	int64_t		portions;
	int64_t		pauses;
	int64_t		resends;		/* by libcurl itself */
} SimTold;

extern SimTold sim_told;

/* ---- recount.c ---- */

/* Has something happen to a transfer that the table of states does not have. */
extern void sim_meddle(ApiTransfer *transfer);

/* All counts and lists of all pools. */
extern void sim_recount(void);

/* A body that comes by HTTP/2 is told to wait: may it? */
extern void sim_waits_on_h2(void *flight);

/* A transfer leaves now: may it? */
extern void sim_leaves(void *flight);

#endif							/* SIM_H */
