/*
 * test_network.c
 *		net/, and the streams of rest/, as they are shipped, over a network that is made up (test/sim): random faults,
 *		delays, pauses, shares, bounds and closes, and what must hold after each step.
 *
 * A step is something that an owner or a scan does, or a pump.  An episode begins with its
 * seed; one in eight runs out of memory now and then, and in one in sixteen happens what
 * cannot.  API_FDW_SIM_SEED=7 runs that episode alone, API_FDW_SIM_TRACE=1 tells what happens
 * in it; API_FDW_SIM_STEPS is how many steps there are.
 */
#include <stdio.h>
#include <stdlib.h>

#include "../sim/sim.h"

#define STEPS 500000
#define STEPS_LONG 10000000
#define EPISODE 5000			/* steps of an episode */
#define MAX_SPINS 5000			/* pumps in a row at one time */
#define MAX_DRAIN INT64_C(14400000000)	/* what is put is done within four hours */

static int64_t episode_from;

/* The next time at which something is due. */
static int64_t
next_time(void)
{
	int64_t		due = sim_engine_due();
	int64_t		wire = sim_wire_next();

	return due < wire ? due : wire;
}

/* Lets the clock go on to what comes next, and pumps; false: nothing is to come. */
static bool
go_on(void)
{
	static int	spins;
	int64_t		next = next_time();
	int64_t		before = sim.now;

	if (next == INT64_MAX)
		return false;
	if (next > sim.now)
		sim.now = next;
	if (sim_chance(100))
		sim.now += sim_between(0, 2000);
	sim.late = sim_happens(SIM_LATE_PUMP);
	if (sim.late)
		sim.now += sim_between(0, 5000000);
	api_engine_pump();
	spins = sim.now > before ? 0 : spins + 1;
	sim_must(spins < MAX_SPINS, "the pump spins");
	return true;
}

/* Everybody does what he must; true: something was done. */
static bool
attend(void)
{
	bool		any = sim_owners_attend();

	return sim_scans_attend() || any;
}

static int
waiting(void)
{
	return sim_owners_wait() + sim_scans_wait();
}

static void
step(bool drain)
{
	sim.steps++;
	if (sim_chance(250))
		sim_owners_act(drain);
	else if (sim_chance(250))
		sim_scans_act(drain);
	else if (!go_on() && !attend() && next_time() == INT64_MAX)
	{
		sim_must(!drain || waiting() == 0, "%d wait for ever", waiting());
		sim.now += 1000;
	}
	sim_recount();
}

/* Nothing more is asked: what was put must come to its end. */
static void
drain(void)
{
	int64_t		until = sim.now + MAX_DRAIN;

	while (waiting() > 0)
	{
		sim_must(sim.now < until, "%d wait too long", waiting());
		(void) attend();
		step(true);
	}
}

static void
run(uint64_t seed)
{
	sim_begin(seed, seed % 8 == 3);
	episode_from = sim.steps;
	while (sim.steps - episode_from < EPISODE)
		step(false);
	if (sim_chance(800))
		drain();
	sim.memory_fails = 0;
	sim_scans_end();
	sim_owners_end();
	sim_families_end();
	sim_recount();
}

int
main(void)
{
	const char *seed = getenv("API_FDW_SIM_SEED");
	const char *steps = getenv("API_FDW_SIM_STEPS");
	int64_t		most = getenv("API_FDW_TEST_LONG") != NULL ? STEPS_LONG : STEPS;
	uint64_t	episodes = 0;

	sim.trace = getenv("API_FDW_SIM_TRACE") != NULL;
	sim_owners_end();
	if (steps != NULL)
		most = atoll(steps);
	if (seed != NULL)
		run(strtoull(seed, NULL, 10));
	else
		for (; sim.steps < most; episodes++)
			run(episodes);
	printf("%lld steps, %llu episodes: %lld put, %lld whole, %lld failed, %lld given up, %lld bytes, %lld pauses,"
		   " %lld sent again by libcurl\n", (long long) sim.steps, (unsigned long long) episodes,
		   (long long) sim_told.put, (long long) sim_told.done, (long long) sim_told.failed,
		   (long long) sim_told.freed_early, (long long) sim_told.bytes, (long long) sim_told.pauses,
		   (long long) sim_told.resends);
	printf("%lld scans, %lld complete, %lld records, %lld portions\n", (long long) sim_told.scans,
		   (long long) sim_told.complete, (long long) sim_told.records, (long long) sim_told.portions);
	printf("1 passed, 0 failed\n");
	return 0;
}
