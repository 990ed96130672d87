/*
 * coding.h
 *		What a Content-Encoding header names.
 *
 * Some servers write there what is none: a charset, "none", "binary".  All clients but
 * libcurl pass over that.
 *
 * Core: pure.
 */
#ifndef API_CODING_H
#define API_CODING_H

#include <stdbool.h>

#include "net/message.h"

typedef enum ApiCoding
{
	API_CODING_UNDONE,			/* none, or such as libcurl undoes */
	API_CODING_NONE,			/* a name that is no coding is among them */
	API_CODING_FOREIGN			/* one is a coding that this libcurl does not know */
} ApiCoding;

/* The worst of all that are named; brotli, zstd: libcurl has them. */
extern ApiCoding api_coding_of(const ApiHeaders *headers, bool brotli, bool zstd);

#endif							/* API_CODING_H */
