/*
 * deadline.c
 *		How long a send may take.  See deadline.h.
 */
#include "net/deadline.h"

void
api_deadline_begin(ApiDeadline *deadline, int64_t begun_at, int64_t now)
{
	*deadline = (ApiDeadline) {.begun_at = begun_at, .heard_at = now, .paused_at = -1, .paced_at = now};
}

void
api_deadline_connected(ApiDeadline *deadline, int64_t now)
{
	deadline->connected = true;
	deadline->heard_at = deadline->paced_at = now;
	deadline->paced_bytes = 0;
}

void
api_deadline_heard(ApiDeadline *deadline, int64_t bytes, int64_t now)
{
	deadline->heard_at = now;
	deadline->paced_bytes += bytes;
}

void
api_deadline_pause(ApiDeadline *deadline, int64_t now)
{
	if (deadline->paused_at < 0)
		deadline->paused_at = now;
}

void
api_deadline_resume(ApiDeadline *deadline, int64_t now)
{
	int64_t		rest = deadline->paused_at >= 0 ? now - deadline->paused_at : 0;

	deadline->begun_at += rest;
	deadline->paced_at += rest;
	deadline->heard_at = now;
	deadline->paused_at = -1;
}

static int64_t
silent_at(const ApiDeadline *deadline, const ApiPatience *patience)
{
	return deadline->heard_at + patience->silence_us + (deadline->connected ? 0 : patience->connect_us);
}

/* The end of the minute in hand; before the head nothing is measured. */
static int64_t
paced_until(const ApiDeadline *deadline, const ApiPatience *patience)
{
	return deadline->answered && patience->pace > 0 ? deadline->paced_at + API_DEADLINE_PACE_US : INT64_MAX;
}

int64_t
api_deadline_due(const ApiDeadline *deadline, const ApiPatience *patience, int64_t now)
{
	int64_t		due = silent_at(deadline, patience);
	int64_t		whole = deadline->begun_at + patience->whole_us;
	int64_t		paced = paced_until(deadline, patience);

	/* who is told to wait is not late */
	if (deadline->paused_at >= 0)
		return now + patience->silence_us;
	due = whole < due ? whole : due;
	return paced < due ? paced : due;
}

ApiLateness
api_deadline_judge(ApiDeadline *deadline, const ApiPatience *patience, int64_t now)
{
	if (deadline->paused_at >= 0)
		return API_LATE_NOT;
	if (silent_at(deadline, patience) <= now)
		return !deadline->connected ? API_LATE_CONNECTION :
			deadline->answered ? API_LATE_SILENCE : API_LATE_HEAD;
	if (deadline->begun_at + patience->whole_us <= now)
		return API_LATE_WHOLE;
	if (paced_until(deadline, patience) > now)
		return API_LATE_NOT;
	if (deadline->paced_bytes < (int64_t) patience->pace * (API_DEADLINE_PACE_US / 1000000))
		return API_LATE_PACE;
	deadline->paced_at = now;
	deadline->paced_bytes = 0;
	return API_LATE_NOT;
}
