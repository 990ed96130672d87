/*
 * allowance.c
 *		How many requests a statement may send.  See allowance.h.
 */
#include "net/allowance.h"

static int64_t current;
static int64_t most = INT64_MAX;
static int64_t taken;

void
api_allowance_begin(int64_t statement, int64_t allowed)
{
	if (statement != current)
		taken = 0;
	current = statement;
	most = allowed;
}

int64_t
api_allowance_statement(void)
{
	return current;
}

bool
api_allowance_take(int64_t statement)
{
	if (statement != current)
		return true;
	if (taken >= most)
		return false;
	taken++;
	return true;
}

void
api_allowance_give_back(int64_t statement)
{
	if (statement == current && taken > 0)
		taken--;
}
