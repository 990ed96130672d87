/*
 * test_address.c
 *		Which addresses a request may go to: the tables and their edges.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "net/address.h"

typedef struct Case
{
	const char *text;
	ApiAddressKind kind;
} Case;

static const Case cases[] = {
	{"8.8.8.8", API_ADDRESS_PUBLIC},
	{"1.1.1.1", API_ADDRESS_PUBLIC},
	{"2606:4700:4700::1111", API_ADDRESS_PUBLIC},

	/* link-local and metadata */
	{"169.253.255.255", API_ADDRESS_PUBLIC},
	{"169.254.0.0", API_ADDRESS_FORBIDDEN},
	{"169.254.169.254", API_ADDRESS_FORBIDDEN},
	{"169.254.255.255", API_ADDRESS_FORBIDDEN},
	{"169.255.0.0", API_ADDRESS_PUBLIC},
	{"100.100.100.200", API_ADDRESS_FORBIDDEN},
	{"168.63.129.16", API_ADDRESS_FORBIDDEN},
	{"192.0.0.192", API_ADDRESS_FORBIDDEN},
	{"fd00:ec2::254", API_ADDRESS_FORBIDDEN},
	{"fd20:ce::254", API_ADDRESS_FORBIDDEN},
	{"fe80::1", API_ADDRESS_FORBIDDEN},
	{"fe80::1%eth0", API_ADDRESS_FORBIDDEN},
	{"febf:ffff::1", API_ADDRESS_FORBIDDEN},

	/* nobody's */
	{"224.0.0.1", API_ADDRESS_FORBIDDEN},
	{"239.255.255.255", API_ADDRESS_FORBIDDEN},
	{"255.255.255.255", API_ADDRESS_FORBIDDEN},
	{"ff02::1", API_ADDRESS_FORBIDDEN},
	{"", API_ADDRESS_FORBIDDEN},
	{"localhost", API_ADDRESS_FORBIDDEN},
	{"127.1", API_ADDRESS_FORBIDDEN},
	{"1.2.3.4.5", API_ADDRESS_FORBIDDEN},
	{"1111:2222:3333:4444:5555:6666:7777:8888:9999:0000:1111", API_ADDRESS_FORBIDDEN},

	/* private, with the addresses beside */
	{"0.0.0.0", API_ADDRESS_PRIVATE},
	{"127.0.0.1", API_ADDRESS_PRIVATE},
	{"127.255.255.255", API_ADDRESS_PRIVATE},
	{"128.0.0.1", API_ADDRESS_PUBLIC},
	{"10.1.2.3", API_ADDRESS_PRIVATE},
	{"11.0.0.0", API_ADDRESS_PUBLIC},
	{"172.15.255.255", API_ADDRESS_PUBLIC},
	{"172.16.0.1", API_ADDRESS_PRIVATE},
	{"172.31.255.255", API_ADDRESS_PRIVATE},
	{"172.32.0.0", API_ADDRESS_PUBLIC},
	{"192.168.1.1", API_ADDRESS_PRIVATE},
	{"100.63.255.255", API_ADDRESS_PUBLIC},
	{"100.64.0.1", API_ADDRESS_PRIVATE},
	{"100.127.255.255", API_ADDRESS_PRIVATE},
	{"198.18.0.1", API_ADDRESS_PRIVATE},
	{"240.0.0.1", API_ADDRESS_PRIVATE},
	{"::", API_ADDRESS_PRIVATE},
	{"::1", API_ADDRESS_PRIVATE},
	{"fc00::1", API_ADDRESS_PRIVATE},
	{"fd12:3456::1", API_ADDRESS_PRIVATE},
	{"2001:db8::1", API_ADDRESS_PRIVATE},

	/* addresses inside addresses */
	{"::ffff:8.8.8.8", API_ADDRESS_PUBLIC},
	{"::ffff:127.0.0.1", API_ADDRESS_PRIVATE},
	{"::ffff:169.254.169.254", API_ADDRESS_FORBIDDEN},
	{"64:ff9b::a9fe:a9fe", API_ADDRESS_FORBIDDEN},
	{"64:ff9b::808:808", API_ADDRESS_PUBLIC},
	{"64:ff9b:1::a9fe:a9fe", API_ADDRESS_FORBIDDEN},
	{"64:ff9b:1:a9fe:a9:fe00::", API_ADDRESS_FORBIDDEN},
	{"64:ff9b:1:2a9:fe:a9fe::", API_ADDRESS_FORBIDDEN},
	{"64:ff9b:1:203:a9:fea9:fe00::", API_ADDRESS_FORBIDDEN},
	{"64:ff9b:1::a00:1", API_ADDRESS_PRIVATE},
	{"64:ff9b:1::808:808", API_ADDRESS_PRIVATE},
	{"64:ff9b:1:e000:e0:e0e0:e0e0:e0e0", API_ADDRESS_PRIVATE},
	{"::ffff:0:169.254.169.254", API_ADDRESS_FORBIDDEN},
	{"::ffff:0:8.8.8.8", API_ADDRESS_PRIVATE},
	{"::169.254.169.254", API_ADDRESS_FORBIDDEN},
	{"::8.8.8.8", API_ADDRESS_PRIVATE},
	{"2002:7f00:1::", API_ADDRESS_PRIVATE},
	{"2002:808:808::1", API_ADDRESS_PUBLIC},
};

static int	checks;
static int	failures;

static void
expect(bool ok, const char *what)
{
	checks++;
	if (ok)
		return;
	failures++;
	printf("FAILED: %s\n", what);
}

static void
test_text(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		expect(api_address_kind_of_text(cases[i].text) == cases[i].kind, cases[i].text);
}

/* The same addresses as sockets have them. */
static void
test_sockaddr(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		struct sockaddr_in in = {.sin_family = AF_INET};
		struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};

		if (inet_pton(AF_INET, cases[i].text, &in.sin_addr) == 1)
			expect(api_address_kind((struct sockaddr *) &in) == cases[i].kind, cases[i].text);
		else if (inet_pton(AF_INET6, cases[i].text, &in6.sin6_addr) == 1)
			expect(api_address_kind((struct sockaddr *) &in6) == cases[i].kind, cases[i].text);
	}
}

static void
test_other_families(void)
{
	struct sockaddr_un un = {.sun_family = AF_UNIX};

	expect(api_address_kind((struct sockaddr *) &un) == API_ADDRESS_FORBIDDEN, "unix socket");
}

static void
test_literal(void)
{
	static const char *const literals[] = {
		"http://127.0.0.1", "http://127.0.0.1:8080/x", "https://[::1]:8443/x", "127.0.0.1", "10.0.0.1:3128",
		"http://user:pass@10.0.0.1:3128", "http://a@b@10.0.0.1"
	};
	static const char *const names[] = {
		"https://localhost:8443", "https://127.0.0.1.example.com/",
		"https://example.com/127.0.0.1", "http://127.0.0.1:80@example.com/", "http://[::1]@example.com",
		"http://example.com/@127.0.0.1", "http://example.com?@127.0.0.1", ""
	};

	for (size_t i = 0; i < sizeof(literals) / sizeof(literals[0]); i++)
		expect(api_address_is_literal(literals[i]), literals[i]);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		expect(!api_address_is_literal(names[i]), names[i]);
}

int
main(void)
{
	test_text();
	test_sockaddr();
	test_other_families();
	test_literal();
	printf("%d passed, %d failed\n", checks - failures, failures);
	return failures > 0;
}
