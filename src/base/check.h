/*
 * check.h
 *		What must hold: checked where a build has checks, which is where PostgreSQL has
 *		assertions, and in the unit tests.
 *
 * Core: no PostgreSQL.
 */
#ifndef API_CHECK_H
#define API_CHECK_H

/* Something does not hold: says so and aborts in a build with checks, else nothing. */
extern void api_check_failed(const char *what);

#endif							/* API_CHECK_H */
