/*
 * slow_names.c
 *		A resolver that does not answer for names that end in ".slow", unless and until the
 *		file exists that API_FDW_SLOW_NAMES names; then they, and at once those that end in
 *		".fast", have the address 127.0.0.1.  To be preloaded by the server under test.
 */
#include <dlfcn.h>
#include <netdb.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef int (*Resolver) (const char *node, const char *service, const struct addrinfo *hints,
						 struct addrinfo **result);

static bool
ends_in(const char *name, const char *suffix)
{
	size_t		len = name != NULL ? strlen(name) : 0;

	return len >= strlen(suffix) && strcmp(name + len - strlen(suffix), suffix) == 0;
}

static void
wait_for_file(void)
{
	const char *file = getenv("API_FDW_SLOW_NAMES");

	while (file == NULL || access(file, F_OK) != 0)
		(void) usleep(20000);
}

__attribute__((visibility("default")))
int
getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
			struct addrinfo **result)
{
	Resolver	resolve = (Resolver) dlsym(RTLD_NEXT, "getaddrinfo");

	if (ends_in(node, ".slow"))
		wait_for_file();
	if (ends_in(node, ".slow") || ends_in(node, ".fast"))
		node = "127.0.0.1";
	return resolve(node, service, hints, result);
}
