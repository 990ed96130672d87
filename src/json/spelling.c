/*
 * spelling.c
 *		Members' names that are written in another way than a column's.
 */
#include "json/spelling.h"

#include <string.h>

#define NEAR_MAX 64				/* longer names are near no other */

static inline char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
}

size_t
api_spelling_fold(const char *name, size_t len, char *out)
{
	size_t		to = 0;

	for (size_t i = 0; i < len; i++)
		if (name[i] != '_')
			out[to++] = lower(name[i]);
	if (to == 0)
		memcpy(out, name, to = len);
	return to;
}

bool
api_spelling_folds_to(const char *name, size_t len, const char *folded, size_t folded_len)
{
	size_t		at = 0;

	for (size_t i = 0; i < len; i++)
	{
		if (name[i] == '_')
			continue;
		if (at == folded_len || lower(name[i]) != folded[at])
			return false;
		at++;
	}
	return at == folded_len && at > 0;
}

/* ---- near names ---- */

/* Letters and digits only, in lower case. */
static size_t
strip(const char *name, size_t len, char *out)
{
	size_t		to = 0;

	for (size_t i = 0; i < len; i++)
	{
		char		c = lower(name[i]);

		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char) c > 0x7f)
			out[to++] = c;
	}
	return to;
}

/* The singular of a name, as far as its end tells. */
static size_t
singular(const char *name, size_t len)
{
	if (len > 4 && memcmp(name + len - 3, "ies", 3) == 0)
		return len - 3;
	if (len > 3 && name[len - 1] == 's')
		return len - (name[len - 2] == 'e' ? 2 : 1);
	return len > 3 && (name[len - 1] == 'y' || name[len - 1] == 'e') ? len - 1 : len;
}

static inline int
least(int a, int b)
{
	return a < b ? a : b;
}

/* Letters to be put in, left out, changed or swapped. */
static int
distance(const char *a, int a_len, const char *b, int b_len)
{
	int			rows[3][NEAR_MAX + 1];
	int		   *before = rows[0];
	int		   *last = rows[1];
	int		   *now = rows[2];

	for (int j = 0; j <= b_len; j++)
		last[j] = j;
	for (int i = 1; i <= a_len; i++)
	{
		int		   *spare = before;

		now[0] = i;
		for (int j = 1; j <= b_len; j++)
		{
			now[j] = least(last[j - 1] + (a[i - 1] != b[j - 1]), least(last[j], now[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				now[j] = least(now[j], before[j - 2] + 1);
		}
		before = last;
		last = now;
		now = spare;
	}
	return last[b_len];
}

bool
api_spelling_near(const char *a, size_t a_len, const char *b, size_t b_len)
{
	char		left[NEAR_MAX];
	char		right[NEAR_MAX];
	size_t		shorter;

	if (a_len > NEAR_MAX || b_len > NEAR_MAX)
		return false;
	a_len = strip(a, a_len, left);
	b_len = strip(b, b_len, right);
	shorter = a_len < b_len ? a_len : b_len;
	if (shorter == 0)
		return false;
	if (singular(left, a_len) == singular(right, b_len) &&
		memcmp(left, right, singular(left, a_len)) == 0)
		return true;
	if (a_len > b_len + 2 || b_len > a_len + 2)
		return false;
	return distance(left, (int) a_len, right, (int) b_len) <= (shorter > 4 ? 2 : shorter > 2 ? 1 : 0);
}
