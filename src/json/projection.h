/*
 * projection.h
 *		What a reader looks for: a trie of wanted members and elements.  Private to
 *		json; reader.h has what others may do with it.
 */
#ifndef API_PROJECTION_H
#define API_PROJECTION_H

#include <string.h>

#include "json/reader.h"

typedef struct ApiWant ApiWant;

/* A wanted member of an object. */
typedef struct ApiWantMember
{
	char	   *name;			/* malloc'd, decoded UTF-8 */
	size_t		len;			/* its bytes */
	ApiWant    *want;			/* what is wanted of its value; owned */
} ApiWantMember;

/* A wanted element of an array. */
typedef struct ApiWantElement
{
	uint32_t	index;			/* from 0 */
	ApiWant    *want;			/* what is wanted of it; owned */
} ApiWantElement;

/* A wanted member of an object whose name may differ in case and underscores. */
typedef struct ApiWantLoose
{
	char	   *name;			/* malloc'd, folded: see json/spelling.h */
	size_t		len;
	ApiWant    *want;			/* owned */
} ApiWantLoose;

/* Members of an object whose place is remembered, and most bytes of what leads to a value. */
#define API_LAYOUT_MEMBERS 64
#define API_LAYOUT_TEXT 48

/*
 * What stood before a member's value, from the end of the value before it or the first
 * name on: a comma, the name, the colon, white space.
 */
typedef struct ApiWantPlace
{
	const ApiWant *want;		/* what is wanted of the value, or NULL */
	uint8_t		len;			/* bytes of text; 0: unknown */
	uint8_t		name_at;		/* where its name begins in text, at the quote */
	uint8_t		name_len;		/* quotes included */
	bool		plain;			/* no more than a slice is made of the value */
	uint8_t		level;			/* plain: where that slice is noted, if want is not NULL */
	uint16_t	index;
	char		text[API_LAYOUT_TEXT];
} ApiWantPlace;

/*
 * How the last objects were laid out: records are written by programs, and what stands
 * between the values is mostly the same in one as in the one before.  Whoever reads the
 * projection may write here.
 */
typedef struct ApiWantLayout
{
	ApiWantPlace places[API_LAYOUT_MEMBERS];
} ApiWantLayout;

/* What is wanted of a value. */
struct ApiWant
{
	int			slot;			/* its own slot, or -1 */
	ApiWantMember *members;		/* if it is an object */
	int			nmembers;
	uint64_t	lengths;		/* bit (len & 63) of each member name's bytes */
	ApiWantLoose *loose;		/* what is looked for where no member's name is exact */
	int			nloose;
	uint32_t	loose_heads;	/* bit (first letter & 31) of each of their names */
	int			stray;			/* its number among the strays, or -1 */
	ApiWantElement *elements;	/* if it is an array */
	int			nelements;
	ApiWantLayout *layout;		/* if it has members; owned */
	ApiWant    *any_member;		/* of each member's value; owned */
	ApiWant    *any_element;	/* of each element; owned */
	int		   *below;			/* the slots under it in the same row, its own not among them;
								 * strays as -1 - number */
	int			nbelow;

	/* where records are */
	int			level;			/* it begins a row of that level; 0: none */
	bool		leads;			/* records are somewhere below it */
	bool		spreads;		/* the records' place: elements of an array, or the value itself */
	bool		holds;			/* a wildcard, or an index that may be lax, goes on from it */
	bool		place;			/* it holds the records, or leads to them by its last wildcard */
	ApiWant    *single;			/* of the value where it is no array: what [*] or [0] sees */
	bool		begins;			/* it begins a row, or holds: there is more to do at its start */
	bool		odd;			/* there is more to do at its end than to note a slice */
	bool		row;			/* and that is no more than to end a row */
	ApiWant    *over;			/* of the record that a place is itself: that place */
	int			key;			/* slot of the name or index it has, or -1 */
};

/* Where a slot's value is kept. */
typedef struct ApiSlotPlace
{
	int			level;			/* of the row that has it; 0: the document */
	int			index;			/* in that row */
	bool		column;			/* asked for by api_projection_add, from a record */
} ApiSlotPlace;

/* Most levels: the document, ancestors, records. */
#define API_PROJECTION_LEVELS 8

struct ApiProjection
{
	ApiWant    *root;			/* what is wanted of the body's value */
	ApiWant    *record;			/* what is wanted of a record */
	ApiPath    *path;			/* owned: where the records are; NULL: by the default rule */
	int			levels;			/* the number of the records' level, >= 1 */
	ApiSlotPlace *slots;		/* malloc'd, by slot */
	int			nslots;			/* slots given out */
	int			nstrays;		/* numbers of strays given out */
	int			max_depth;		/* of what is read */
	bool		edges;			/* the first and last records are noted */
	bool		drop_nulls;		/* a null among the records is none */
	int			widths[API_PROJECTION_LEVELS];	/* slots of each level's rows */
};

/* Its children, as a record's path has them; NULL: no memory.  See projection.c. */
extern ApiWant *api_want_add_child(ApiWant *want, const ApiPathStep *step);
extern ApiWant *api_want_create(void);
extern bool api_want_grow(void *items, int count, size_t size);

static inline bool
api_want_named(const ApiWantMember *member, const char *name, size_t len)
{
	return member->len == len &&
		(len == 0 || (member->name[0] == name[0] && memcmp(member->name, name, len) == 0));
}

/* api_want_member where the guess was wrong. */
extern const ApiWant *api_want_search(const ApiWant *want, const char *name, size_t len, int *guess);

/*
 * What is wanted of the member of that name, or NULL.  *guess is the member that
 * is tried first: records list their members in the same order again and again.
 */
static inline const ApiWant *
api_want_member(const ApiWant *want, const char *name, size_t len, int *guess)
{
	if ((want->lengths >> (len & 63) & 1) == 0)
		return NULL;
	if (*guess < want->nmembers && api_want_named(&want->members[*guess], name, len))
		return want->members[(*guess)++].want;
	return api_want_search(want, name, len, guess);
}

/* The same for a name's text in JSON, with its quotes and escapes. */
extern const ApiWant *api_want_escaped(const ApiWant *want, const char *text, size_t len);

/* What is wanted of a member that nothing is wanted of by its very name, or NULL. */
extern const ApiWant *api_want_loose(const ApiWant *want, const char *name, size_t len);

/* Could the member be one of them? */
static inline bool
api_want_may_be_loose(const ApiWant *want, const char *name, size_t len)
{
	return want->nloose > 0 && len > 0 &&
		(*name == '_' || (want->loose_heads >> (*name & 31) & 1) != 0);
}

/* What is wanted of that element, or NULL. */
extern const ApiWant *api_want_element(const ApiWant *want, uint32_t index);

#endif							/* API_PROJECTION_H */
