/*
 * test_deadline.c
 *		How long a send may take, on a clock of the test's own.
 */
#include "check.h"
#include "net/deadline.h"

#define S INT64_C(1000000)

static const ApiPatience patience = {.connect_us = 10 * S, .silence_us = 15 * S, .whole_us = 300 * S, .pace = 1};

/* A send whose head came in the first second. */
static ApiDeadline
answered(void)
{
	ApiDeadline deadline;

	api_deadline_begin(&deadline, 0, 0);
	api_deadline_connected(&deadline, S);
	deadline.answered = true;
	return deadline;
}

/* Goes on, second by second, until it is too late: gives the second. */
static int64_t
drip(ApiDeadline *deadline, const ApiPatience *limits, int64_t every, int64_t bytes, ApiLateness *late)
{
	for (int64_t second = 2; second < 1000; second++)
	{
		if (second % every == 0)
			api_deadline_heard(deadline, bytes, second * S);
		if (api_deadline_due(deadline, limits, second * S) > second * S)
			continue;
		*late = api_deadline_judge(deadline, limits, second * S);
		if (*late != API_LATE_NOT)
			return second;
		check(api_deadline_due(deadline, limits, second * S) > second * S);
	}
	*late = API_LATE_NOT;
	return 0;
}

static void
test_silence(void)
{
	ApiDeadline deadline;

	api_deadline_begin(&deadline, 0, 0);
	check(api_deadline_due(&deadline, &patience, 0) == 25 * S);
	check(api_deadline_judge(&deadline, &patience, 24 * S) == API_LATE_NOT);
	check(api_deadline_judge(&deadline, &patience, 25 * S) == API_LATE_CONNECTION);
	api_deadline_connected(&deadline, 3 * S);
	check(api_deadline_due(&deadline, &patience, 3 * S) == 18 * S);
	check(api_deadline_judge(&deadline, &patience, 18 * S) == API_LATE_HEAD);
	deadline.answered = true;
	check(api_deadline_judge(&deadline, &patience, 18 * S) == API_LATE_SILENCE);
	api_deadline_heard(&deadline, 1, 17 * S);
	check(api_deadline_judge(&deadline, &patience, 18 * S) == API_LATE_NOT);
}

/* A byte now and then is never silent, but slow. */
static void
test_drip(void)
{
	ApiPatience limits = patience;
	ApiDeadline deadline = answered();
	ApiLateness late;

	check(drip(&deadline, &limits, 10, 1, &late) == 61 && late == API_LATE_PACE);
	deadline = answered();
	check(drip(&deadline, &limits, 1, 1, &late) == 300 && late == API_LATE_WHOLE);
	deadline = answered();
	limits.pace = 0;
	check(drip(&deadline, &limits, 10, 1, &late) == 300 && late == API_LATE_WHOLE);
	deadline = answered();
	limits.pace = 100;
	limits.whole_us = 2000 * S;
	check(drip(&deadline, &limits, 10, 1000, &late) == 0 && late == API_LATE_NOT);
	deadline = answered();
	check(drip(&deadline, &limits, 10, 900, &late) == 61 && late == API_LATE_PACE);
	/* whoever computes for long brings nothing yet */
	deadline = answered();
	deadline.answered = false;
	limits.silence_us = 200 * S;
	check(drip(&deadline, &limits, 1000, 1, &late) == 201 && late == API_LATE_HEAD);
}

/* A pause counts for nothing: not as silence, not as time, not as pace. */
static void
test_pause(void)
{
	ApiDeadline deadline = answered();
	ApiLateness late;

	api_deadline_heard(&deadline, 100, 20 * S);
	api_deadline_pause(&deadline, 20 * S);
	check(api_deadline_judge(&deadline, &patience, 900 * S) == API_LATE_NOT);
	check(api_deadline_due(&deadline, &patience, 900 * S) > 900 * S);
	api_deadline_resume(&deadline, 1000 * S);
	check(deadline.begun_at == 980 * S && deadline.paced_at == 981 * S);
	check(api_deadline_judge(&deadline, &patience, 1000 * S) == API_LATE_NOT);
	check(api_deadline_judge(&deadline, &patience, 1015 * S) == API_LATE_SILENCE);
	api_deadline_heard(&deadline, 100, 1014 * S);
	check(api_deadline_judge(&deadline, &patience, 1015 * S) == API_LATE_NOT);
	/* the attempt's time goes on over its sends */
	api_deadline_begin(&deadline, 0, 290 * S);
	api_deadline_connected(&deadline, 290 * S);
	check(api_deadline_due(&deadline, &patience, 290 * S) == 300 * S);
	late = api_deadline_judge(&deadline, &patience, 300 * S);
	check(late == API_LATE_WHOLE);
}

int
main(void)
{
	test_silence();
	test_drip();
	test_pause();
	return check_end();
}
