/*
 * work.c
 *		How much is done in one go.  See work.h.
 */
#include <stdint.h>
#include <time.h>

#include "net/work.h"

static size_t bytes;			/* taken of the share */
static int64_t until;			/* monotonic time at which it ends; 0: none was dealt out */

static int64_t
now(void)
{
	struct timespec ts;

	(void) clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t) ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}

void
api_work_begin(void)
{
	bytes = 0;
	until = now() + API_WORK_US;
}

void
api_work_count(size_t count)
{
	bytes += count;
}

bool
api_work_spent(void)
{
	return until != 0 && (bytes >= API_WORK_BYTES || now() >= until);
}
