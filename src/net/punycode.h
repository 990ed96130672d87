/*
 * punycode.h
 *		A host's name as DNS has it, for comparing (RFC 3492).
 *
 * Libcurl converts names beyond ASCII when it asks for them, by rules that change with
 * the library and the locale.  Here the letters are taken as they are written, but for
 * the case of ASCII ones: two names that are the same here are the same to libcurl; two
 * that libcurl would make the same may differ, which trusts less.
 *
 * Core: no PostgreSQL.
 */
#ifndef API_PUNYCODE_H
#define API_PUNYCODE_H

#include "base/buffer.h"

/* Appends the name with each label beyond ASCII as "xn--...", one that is no UTF-8 as it is. */
extern ApiBufferStatus api_punycode_host(const char *host, ApiBuffer *out);

#endif							/* API_PUNYCODE_H */
