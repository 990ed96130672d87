/*
 * check.c
 *		What becomes of a check that fails.  See check.h.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/check.h"

void
api_check_failed(const char *what)
{
#ifdef API_CHECKED
	(void) fprintf(stderr, "api_fdw: %s\n", what);
	abort();
#else
	(void) what;
#endif
}
