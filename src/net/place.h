/*
 * place.h
 *		Secrets in the places that a request has for them (base/mark.h): the last that is
 *		done before it is sent.
 *
 * Core: no PostgreSQL, malloc.
 */
#ifndef API_PLACE_H
#define API_PLACE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "net/message.h"

/* Is there a place for one in the text? */
extern bool api_place_any(const char *text, size_t len);

/*
 * Appends the text with the signer's secrets in place of the marks, each encoded as its
 * place asks for.  signer NULL, or one that has no secret of that name: nothing stands
 * there.  false: no memory, or out is full.
 */
extern bool api_place_secrets(const ApiSigner *signer, const char *text, size_t len, ApiBuffer *out);

/* A secret as it stands in a path: what is a delimiter there is encoded. */
extern ApiBufferStatus api_place_in_path(const char *secret, ApiBuffer *out);

#endif							/* API_PLACE_H */
