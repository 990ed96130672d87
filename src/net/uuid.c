/*
 * uuid.c
 *		Random identifiers of requests.  See uuid.h.
 */
#include <errno.h>
#include <stdio.h>
#include <sys/random.h>

#include "net/uuid.h"

void
api_uuid_make(char *text)
{
	unsigned char b[16] = {0};

	/* so few bytes come whole, once the kernel has any at all */
	while (getrandom(b, sizeof(b), 0) < 0 && errno == EINTR)
		;
	b[6] = (unsigned char) ((b[6] & 0x0F) | 0x40);
	b[8] = (unsigned char) ((b[8] & 0x3F) | 0x80);
	(void) snprintf(text, API_UUID_LEN + 1,
					"%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
					b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7],
					b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]);
}
