/*
 * options.h
 *		The one table of options: names, places, types, defaults, help.
 *
 * Knows names and generic kinds only; what a value means is for rest/config.
 * Backend code: raises.
 */
#ifndef API_OPTIONS_H
#define API_OPTIONS_H

#include "postgres.h"

#include "nodes/pg_list.h"

/* Where an option may stand; bits. */
typedef enum ApiOptionPlace
{
	API_ON_SERVER = 1,
	API_ON_MAPPING = 2,
	API_ON_TABLE = 4,
	API_ON_COLUMN = 8
} ApiOptionPlace;

typedef enum ApiOptionKind
{
	API_KIND_TEXT,				/* any text without NUL, CR, LF */
	API_KIND_TEXT_OR_EMPTY,		/* the same, or nothing */
	API_KIND_BOOL,				/* as PostgreSQL reads them */
	API_KIND_INT,				/* within min .. max */
	API_KIND_DURATION,			/* '15s', '200ms': kept in microseconds */
	API_KIND_SIZE,				/* '64MB': kept in bytes */
	API_KIND_RATE,				/* 'N/s', 'N/min', 'N/h', 'N/d' */
	API_KIND_ENUM,				/* one of words */
	API_KIND_STATUSES,			/* '408,425,429': HTTP statuses */
	API_KIND_JSON_OBJECT,		/* read by rest/config */
	API_KIND_URL,				/* read by rest/config */
	API_KIND_PATH,				/* read by rest/config: an URL path with placeholders */
	API_KIND_JSON_PATH,			/* read by rest/config */
	API_KIND_FILE,				/* absolute path of a server file: pg_read_server_files */
	API_KIND_ORIGINS			/* list of origins, separated by commas or blanks */
} ApiOptionKind;

typedef struct ApiOption
{
	const char *name;
	int			places;			/* ApiOptionPlace bits */
	ApiOptionKind kind;
	const char *fallback;		/* built-in default as text, or NULL */
	int64		min;			/* INT, DURATION (us), SIZE (bytes) */
	int64		max;
	const char *words;			/* ENUM: "auto|1.1|2" */
	bool		secret;			/* never shown */
	bool		superuser;		/* only a superuser may set it */
	const char *help;			/* one line */
} ApiOption;

/* The table; *count entries, in the order of the documentation. */
extern const ApiOption *api_options_table(int *count);

/* The option of that name that may stand there, or NULL. */
extern const ApiOption *api_option_find(const char *name, int place);

/*
 * Checks names, kinds, ranges and privileges of a validator's list (DefElems).  An
 * unknown name gets the one that was likely meant; a misplaced one says where it belongs.  A
 * secret elsewhere than in a user mapping is refused with a hint.
 */
extern void api_options_check(List *options, int place);

/* Checks a value of a generic kind; raises with a hint, shows no secret. */
extern void api_option_check_value(const ApiOption *option, const char *value);

/* Readings of a value; they raise on one that does not do. */
extern bool api_option_bool(const ApiOption *option, const char *value);
extern int64 api_option_int(const ApiOption *option, const char *value);	/* INT, DURATION, SIZE */
extern int	api_option_word(const ApiOption *option, const char *value);	/* ENUM: its number */
extern void api_option_rate(const ApiOption *option, const char *value, int64 *interval_us);
extern int	api_option_statuses(const ApiOption *option, const char *value, int *statuses, int room);
extern char **api_option_origins(const ApiOption *option, const char *value);	/* palloc'd, NULL-terminated */

/*
 * The value in force: the first list that has the option, else the fallback,
 * else NULL.  lists run from the narrowest (table) to the widest (server); NULL
 * lists are skipped.
 */
extern const char *api_option_value(const char *name, List *const *lists, int nlists);

#endif							/* API_OPTIONS_H */
