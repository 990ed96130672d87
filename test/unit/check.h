/*
 * check.h
 *		What a unit test needs: checks that are counted, a verdict at the end.
 *
 * One program, one file of tests: everything here is static.
 */
#ifndef CHECK_H
#define CHECK_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int	check_passed;
static int	check_failed;

/* Counts a check; prints the line and what of one that fails. */
static inline bool
check_at(int line, bool ok, const char *what)
{
	if (ok)
		check_passed++;
	else
	{
		check_failed++;
		printf("line %d: %s\n", line, what);
	}
	return ok;
}

#define check(ok) check_at(__LINE__, (ok), #ok)

/* A check that belongs to a case of a table: name says which. */
#define check_case(ok, name) check_at(__LINE__, (ok), (name))

/* Compares texts, either of which may be NULL; prints both if they differ. */
static inline bool
check_text_at(int line, const char *got, const char *wanted, const char *name)
{
	bool		same = got == NULL || wanted == NULL ? got == wanted : strcmp(got, wanted) == 0;

	check_at(line, same, name);
	if (!same)
		printf("  got:    %s\n  wanted: %s\n", got ? got : "(null)", wanted ? wanted : "(null)");
	return same;
}

#define check_text(got, wanted, name) check_text_at(__LINE__, (got), (wanted), (name))

/* The last line, and the exit code. */
static inline int
check_end(void)
{
	printf("%d passed, %d failed\n", check_passed, check_failed);
	return check_failed == 0 ? 0 : 1;
}

#endif							/* CHECK_H */
