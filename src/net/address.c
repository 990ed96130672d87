/*
 * address.c
 *		Which network addresses a request may go to.
 *
 * The tables follow IANA's special-purpose address registries; the first line
 * that fits decides.  Forbidden are those addresses at which clouds hand out
 * credentials to whoever can make a host send a request.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>

#include "net/address.h"

typedef struct Net4
{
	uint32_t	net;			/* host byte order */
	int			bits;			/* of prefix */
	ApiAddressKind kind;
} Net4;

typedef struct Net6
{
	uint8_t		net[16];
	int			bits;			/* of prefix */
	ApiAddressKind kind;
} Net6;

#define IP4(a, b, c, d) \
	(((uint32_t) (a) << 24) | ((uint32_t) (b) << 16) | ((uint32_t) (c) << 8) | (uint32_t) (d))

static const Net4 nets4[] = {
	{IP4(169, 254, 0, 0), 16, API_ADDRESS_FORBIDDEN},	/* link-local, metadata */
	{IP4(100, 100, 100, 200), 32, API_ADDRESS_FORBIDDEN},	/* metadata */
	{IP4(168, 63, 129, 16), 32, API_ADDRESS_FORBIDDEN}, /* metadata */
	{IP4(192, 0, 0, 192), 32, API_ADDRESS_FORBIDDEN},	/* metadata */
	{IP4(224, 0, 0, 0), 4, API_ADDRESS_FORBIDDEN},	/* multicast */
	{IP4(255, 255, 255, 255), 32, API_ADDRESS_FORBIDDEN},	/* broadcast */
	{IP4(0, 0, 0, 0), 8, API_ADDRESS_PRIVATE},	/* this host */
	{IP4(10, 0, 0, 0), 8, API_ADDRESS_PRIVATE},
	{IP4(100, 64, 0, 0), 10, API_ADDRESS_PRIVATE},	/* shared, carriers' */
	{IP4(127, 0, 0, 0), 8, API_ADDRESS_PRIVATE},	/* loopback */
	{IP4(172, 16, 0, 0), 12, API_ADDRESS_PRIVATE},
	{IP4(192, 0, 0, 0), 24, API_ADDRESS_PRIVATE},	/* protocol assignments */
	{IP4(192, 0, 2, 0), 24, API_ADDRESS_PRIVATE},	/* documentation */
	{IP4(192, 168, 0, 0), 16, API_ADDRESS_PRIVATE},
	{IP4(198, 18, 0, 0), 15, API_ADDRESS_PRIVATE},	/* benchmarks */
	{IP4(198, 51, 100, 0), 24, API_ADDRESS_PRIVATE},	/* documentation */
	{IP4(203, 0, 113, 0), 24, API_ADDRESS_PRIVATE}, /* documentation */
	{IP4(240, 0, 0, 0), 4, API_ADDRESS_PRIVATE},	/* reserved */
};

static const Net6 nets6[] = {
	{{0xfe, 0x80}, 10, API_ADDRESS_FORBIDDEN},	/* link-local */
	{{0xfe, 0xc0}, 10, API_ADDRESS_FORBIDDEN},	/* site-local, withdrawn */
	{{0xff}, 8, API_ADDRESS_FORBIDDEN}, /* multicast */
	{{0xfd, 0x00, 0x0e, 0xc2}, 32, API_ADDRESS_FORBIDDEN},	/* metadata */
	{{0xfd, 0x20, 0x00, 0xce}, 32, API_ADDRESS_FORBIDDEN},	/* metadata */
	{{0x00}, 8, API_ADDRESS_PRIVATE},	/* unspecified, loopback */
	{{0xfc}, 7, API_ADDRESS_PRIVATE},	/* unique local */
	{{0x01, 0x00}, 64, API_ADDRESS_PRIVATE},	/* discard */
	{{0x00, 0x64, 0xff, 0x9b, 0x00, 0x01}, 48, API_ADDRESS_PRIVATE},	/* local NAT64 */
	{{0x20, 0x01, 0x00, 0x00}, 23, API_ADDRESS_PRIVATE},	/* protocol assignments */
	{{0x20, 0x01, 0x0d, 0xb8}, 32, API_ADDRESS_PRIVATE},	/* documentation */
	{{0x3f, 0xff, 0x00}, 20, API_ADDRESS_PRIVATE},	/* documentation */
};

static ApiAddressKind kind4(uint32_t address);
static ApiAddressKind kind6(const uint8_t *address);
static bool same_prefix(const uint8_t *a, const uint8_t *b, int bits);
static bool embedded4(const uint8_t *address, uint32_t *inner);
static bool may_embed_forbidden(const uint8_t *address);

ApiAddressKind
api_address_kind(const struct sockaddr *address)
{
	if (address->sa_family == AF_INET)
	{
		struct sockaddr_in in;

		memcpy(&in, address, sizeof(in));
		return kind4(ntohl(in.sin_addr.s_addr));
	}
	if (address->sa_family == AF_INET6)
	{
		struct sockaddr_in6 in6;

		memcpy(&in6, address, sizeof(in6));
		return kind6(in6.sin6_addr.s6_addr);
	}
	return API_ADDRESS_FORBIDDEN;
}

ApiAddressKind
api_address_kind_of_text(const char *text)
{
	char		bare[INET6_ADDRSTRLEN];
	size_t		len = strcspn(text, "%");
	struct in_addr in;
	struct in6_addr in6;

	if (len >= sizeof(bare))
		return API_ADDRESS_FORBIDDEN;
	memcpy(bare, text, len);
	bare[len] = '\0';

	if (inet_pton(AF_INET, bare, &in) == 1)
		return kind4(ntohl(in.s_addr));
	if (inet_pton(AF_INET6, bare, &in6) == 1)
		return kind6(in6.s6_addr);
	return API_ADDRESS_FORBIDDEN;
}

const char *
api_address_host(const char *url, size_t *len)
{
	const char *scheme = strstr(url, "://");
	const char *host = scheme != NULL ? scheme + 3 : url;
	const char *end = host + strcspn(host, "/?#");
	const char *at = memrchr(host, '@', (size_t) (end - host));

	if (at != NULL)
		host = at + 1;
	*len = *host == '[' ? (size_t) (end - host) : strcspn(host, ":/?#");
	return host;
}

bool
api_address_is_literal(const char *url)
{
	char		bare[INET_ADDRSTRLEN];
	struct in_addr in;
	size_t		len;
	const char *host = api_address_host(url, &len);

	if (*host == '[')
		return true;
	if (len >= sizeof(bare))
		return false;
	memcpy(bare, host, len);
	bare[len] = '\0';
	return inet_pton(AF_INET, bare, &in) == 1;
}

static ApiAddressKind
kind4(uint32_t address)
{
	for (size_t i = 0; i < sizeof(nets4) / sizeof(nets4[0]); i++)
		if ((address ^ nets4[i].net) >> (32 - nets4[i].bits) == 0)
			return nets4[i].kind;
	return API_ADDRESS_PUBLIC;
}

static ApiAddressKind
kind6(const uint8_t *address)
{
	uint32_t	inner;

	if (embedded4(address, &inner))
		return kind4(inner);
	if (may_embed_forbidden(address))
		return API_ADDRESS_FORBIDDEN;
	for (size_t i = 0; i < sizeof(nets6) / sizeof(nets6[0]); i++)
		if (same_prefix(address, nets6[i].net, nets6[i].bits))
			return nets6[i].kind;
	return API_ADDRESS_PUBLIC;
}

/* Does an IPv6 address carry an IPv4 one, to which it leads? */
static bool
embedded4(const uint8_t *address, uint32_t *inner)
{
	static const uint8_t mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
	static const uint8_t nat64[12] = {0x00, 0x64, 0xff, 0x9b};
	static const uint8_t six_to_four[2] = {0x20, 0x02};
	const uint8_t *at = NULL;

	if (memcmp(address, mapped, sizeof(mapped)) == 0 || memcmp(address, nat64, sizeof(nat64)) == 0)
		at = address + 12;
	else if (memcmp(address, six_to_four, sizeof(six_to_four)) == 0)
		at = address + 2;
	if (at == NULL)
		return false;
	*inner = IP4(at[0], at[1], at[2], at[3]);
	return true;
}

/*
 * Does an address that a translator of this network may know lead to a forbidden IPv4 one?
 * RFC 6052 has five places for it, around the byte that is always 0.
 */
static bool
may_embed_forbidden(const uint8_t *address)
{
	static const uint8_t local64[6] = {0x00, 0x64, 0xff, 0x9b, 0x00, 0x01};
	static const uint8_t translated[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
	static const uint8_t compatible[12] = {0};
	static const int places[][4] = {{12, 13, 14, 15}, {6, 7, 9, 10}, {7, 9, 10, 11}, {9, 10, 11, 12}};
	size_t		nplaces = 0;

	if (memcmp(address, local64, sizeof(local64)) == 0)
		nplaces = sizeof(places) / sizeof(places[0]);
	else if (memcmp(address, translated, sizeof(translated)) == 0 ||
			 memcmp(address, compatible, sizeof(compatible)) == 0)
		nplaces = 1;
	for (size_t i = 0; i < nplaces; i++)
	{
		const int  *at = places[i];

		/* multicast is no danger, and would be found by chance */
		if (address[at[0]] < 224 &&
			kind4(IP4(address[at[0]], address[at[1]], address[at[2]], address[at[3]])) == API_ADDRESS_FORBIDDEN)
			return true;
	}
	return false;
}

static bool
same_prefix(const uint8_t *a, const uint8_t *b, int bits)
{
	int			bytes = bits / 8;
	int			rest = bits % 8;

	if (memcmp(a, b, bytes) != 0)
		return false;
	return rest == 0 || ((a[bytes] ^ b[bytes]) >> (8 - rest)) == 0;
}
