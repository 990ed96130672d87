/*
 * coding.h
 *		What a Content-Encoding header asks of the reader.
 *
 * Some servers write there what is none: a charset, "none", "binary".  As all clients
 * do, that is passed over.
 *
 * Core: pure.
 */
#ifndef API_CODING_H
#define API_CODING_H

#include "net/message.h"

typedef enum ApiCoding
{
	API_CODING_NONE,			/* the body is as it is */
	API_CODING_INFLATE,			/* inflate.h undoes it */
	API_CODING_DEFLATE,			/* the same, perhaps without zlib's header */
	API_CODING_TWICE,			/* two of these */
	API_CODING_FOREIGN			/* a coding that is not read, or more than two */
} ApiCoding;

extern ApiCoding api_coding_of(const ApiHeaders *headers);

#endif							/* API_CODING_H */
