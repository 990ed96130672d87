/*
 * address.h
 *		Which network addresses a request may go to.
 *
 * A host name says nothing of where it leads; what counts is the address that a
 * socket is opened to.  Addresses that are written inside others (IPv4-mapped,
 * NAT64, 6to4) are judged by what is inside.
 *
 * Core: pure.
 */
#ifndef API_ADDRESS_H
#define API_ADDRESS_H

#include <stdbool.h>

struct sockaddr;

typedef enum ApiAddressKind
{
	API_ADDRESS_PUBLIC,			/* anybody's: every allowed origin may be there */
	API_ADDRESS_PRIVATE,		/* loopback, private, shared, reserved: the server's own
								 * origin only */
	API_ADDRESS_FORBIDDEN		/* link-local, cloud metadata, multicast, no IP: nobody */
} ApiAddressKind;

extern ApiAddressKind api_address_kind(const struct sockaddr *address);

/* The same of an address in text, with or without an IPv6 zone. */
extern ApiAddressKind api_address_kind_of_text(const char *text);

/* The host of this origin or URL ("scheme://user@host:port..."; the scheme may lack), without
 * its port; an IPv6 address is in brackets. */
extern const char *api_address_host(const char *url, size_t *len);

/* Is that an IP address? */
extern bool api_address_is_literal(const char *url);

#endif							/* API_ADDRESS_H */
