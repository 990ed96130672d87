/*
 * world.c
 *		One seed, one clock, the weather.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "sim.h"

SimWorld	sim;

static ApiShelf *shelves[SIM_FAMILIES];	/* NULL: not made yet */

/* The most that each may be, in a thousand. */
static const int worst[SIM_ODDS] = {
	[SIM_SLOW_NAME] = 200,[SIM_NO_NAME] = 100,[SIM_BAD_ADDRESS] = 30,[SIM_SLOW_CONNECT] = 100,
	[SIM_REFUSED] = 150,[SIM_TWO_SOCKETS] = 500,[SIM_RESET_BEFORE] = 80,[SIM_RESET_AFTER] = 80,
	[SIM_CUT] = 80,[SIM_STALL] = 30,[SIM_SLOW] = 100,[SIM_THROTTLED] = 80,[SIM_UNAVAILABLE] = 80,
	[SIM_ERROR] = 80,[SIM_REDIRECT] = 150,[SIM_BUDGET] = 20,[SIM_INTERIM] = 100,[SIM_GZIP] = 500,
	[SIM_UNFRAMED] = 200,[SIM_CLOSES] = 200,[SIM_GOES_STALE] = 500,[SIM_LARGE] = 400,
	[SIM_SPEAKS_UNASKED] = 200,
	[SIM_LATE_PUMP] = 50,[SIM_LONG_PUMP] = 100
};

void
sim_begin(uint64_t seed, bool memory_fails)
{
	sim.seed = seed;
	sim.chance = (seed + 1) * UINT64_C(0x9E3779B97F4A7C15);
	for (int i = 0; i < SIM_ODDS; i++)
		sim.odds[i] = sim_chance(600) ? 0 : (int) sim_between(0, worst[i]);
	sim.meddles = seed % 16 == 5;
	sim.memory_fails = memory_fails ? (int) sim_between(1, 30) : 0;
	sim_servers_begin();
	sim_engine_begin();
	sim_owners_begin();
	sim_scans_begin();
}

static bool
write_file(void *self, int64_t at, const char *bytes, size_t len)
{
	if (sim_chance(50))
		return false;
	memcpy((char *) self + at, bytes, len);
	return true;
}

static bool
read_file(void *self, int64_t at, char *bytes, size_t len)
{
	memcpy(bytes, (char *) self + at, len);
	return !sim_chance(50);
}

ApiFamily
sim_family(int number)
{
	static char files[SIM_FAMILIES][500000];

	if (shelves[number] == NULL)
		shelves[number] = api_shelf_create((size_t) sim_between(0, 200000));
	if (shelves[number] != NULL && sim_chance(500) && api_shelf_is_short(shelves[number], 100000))
		api_shelf_spill(shelves[number], &(ApiShelfFile) {files[number], sizeof(files[number]), write_file, read_file});
	return (ApiFamily) {.shelf = shelves[number],.table = (uint32_t) sim_between(1, 2),
	.wanted = sim_chance(700) ? (int) sim_between(1, 3) : 0};
}

void
sim_families_end(void)
{
	for (int i = 0; i < SIM_FAMILIES; i++)
	{
		api_shelf_release(shelves[i]);
		shelves[i] = NULL;
	}
}

void
sim_let_go(ApiTransfer *transfer)
{
	if (sim_chance(800))
		api_transfer_keep(transfer);
	api_transfer_free(transfer);
}

/* xorshift64*. */
uint32_t
sim_random(void)
{
	sim.chance ^= sim.chance >> 12;
	sim.chance ^= sim.chance << 25;
	sim.chance ^= sim.chance >> 27;
	return (uint32_t) ((sim.chance * UINT64_C(0x2545F4914F6CDD1D)) >> 32);
}

int64_t
sim_between(int64_t least, int64_t most)
{
	return least + (int64_t) (sim_random() % (uint64_t) (most - least + 1));
}

bool
sim_chance(int per_mille)
{
	return per_mille > 0 && (int) (sim_random() % 1000) < per_mille;
}

bool
sim_happens(SimOdds what)
{
	return sim_chance(sim.odds[what]);
}

void
sim_calm(void)
{
	for (int i = 0; i < SIM_ODDS; i++)
		sim.odds[i] = 0;
}

void
sim_broken(const char *fmt,...)
{
	va_list		args;

	printf("seed %llu, step %lld, at %lld us: ", (unsigned long long) sim.seed,
		   (long long) sim.steps, (long long) sim.now);
	va_start(args, fmt);
	vprintf(fmt, args);
	va_end(args);
	printf("\n0 passed, 1 failed\n");
	(void) fflush(stdout);
	abort();
}

/* The shipped code's own checks. */
void
api_check_failed(const char *what)
{
	sim_must(sim.meddles, "%s", what);
}

void
sim_trace(const char *fmt,...)
{
	va_list		args;

	if (!sim.trace)
		return;
	printf("%lld %lld: ", (long long) sim.steps, (long long) sim.now);
	va_start(args, fmt);
	vprintf(fmt, args);
	va_end(args);
	printf("\n");
}
