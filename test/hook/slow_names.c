/*
 * slow_names.c
 *		A resolver that never answers for names that end in ".slow".  To be preloaded by the
 *		server under test.
 */
#include <dlfcn.h>
#include <netdb.h>
#include <string.h>
#include <unistd.h>

typedef int (*Resolver) (const char *node, const char *service, const struct addrinfo *hints,
						 struct addrinfo **result);

__attribute__((visibility("default")))
int
getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
			struct addrinfo **result)
{
	static const char suffix[] = ".slow";
	size_t		len = node != NULL ? strlen(node) : 0;

	while (len >= sizeof(suffix) && strcmp(node + len - strlen(suffix), suffix) == 0)
		(void) sleep(60);
	return ((Resolver) dlsym(RTLD_NEXT, "getaddrinfo")) (node, service, hints, result);
}
