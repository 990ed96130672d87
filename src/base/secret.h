/*
 * secret.h
 *		Names that secrets are known by.
 *
 * Core: no PostgreSQL.
 */
#ifndef API_SECRET_H
#define API_SECRET_H

#include <stdbool.h>

/* Is it the name of a parameter whose value nobody wants to read in a message? */
extern bool api_secret_name(const char *name);

#endif							/* API_SECRET_H */
