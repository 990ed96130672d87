/*
 * test_link.c
 *		Link headers, as servers write them.
 */
#include <stdlib.h>

#include "check.h"
#include "fake_net.h"
#include "rest/link.h"

typedef struct Case
{
	const char *header;			/* of one or two Link headers, a | between */
	const char *next;
	const char *last;
} Case;

static const Case cases[] = {
	{"<u>; rel=next", "u", NULL},
	{"<u>; rel=\"next\"", "u", NULL},
	{"<u>;rel=next", "u", NULL},
	{"  <u> ; rel = \"next\" ", "u", NULL},
	{"<u>; REL=\"NEXT\"", "u", NULL},
	{"<a>; rel=prev, <u>; rel=next, <z>; rel=last", "u", "z"},
	{"<z>; rel=last|<u>; rel=next", "u", "z"},
	{"<u>; rel=\"prev next\"", "u", NULL},
	{"<u>; rel=\"next last\"", "u", "u"},
	{"<u>; rel=\"nextish\"", NULL, NULL},
	{"<u>; rel=\"xnext\"", NULL, NULL},
	{"<u>; rel=next; rel=last", "u", NULL},
	{"<u>; rel=last; rel=next", NULL, "u"},
	{"<u>; title=\"a, b; rel=last\"; rel=next", "u", NULL},
	{"<u>; title=\"a \\\", <x>; rel=last\"; rel=next", "u", NULL},
	{"<u>; crossorigin; rel=next", "u", NULL},
	{"<u>; rel*=next", NULL, NULL},
	{"<u?a=1,2;b=3>; rel=next", "u?a=1,2;b=3", NULL},
	{"<>; rel=next", "", NULL},
	{"<u; rel=next", NULL, NULL},
	{"u; rel=next", NULL, NULL},
	{"<u>", NULL, NULL},
	{"<u>; rel", NULL, NULL},
	{"<u>; rel=", NULL, NULL},
	{"<u>; rel=\"next", "u", NULL},
	{"", NULL, NULL},
	{",,;;", NULL, NULL},
};

static void
check_found(const ApiHeaders *headers, const char *relation, const char *wanted, const char *name)
{
	char	   *found = api_link_find(headers, relation);

	check_text(found, wanted, name);
	free(found);
}

int
main(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		ApiHeaders	headers = API_HEADERS_INIT;
		const char *bar = strchr(cases[i].header, '|');
		char		first[100];

		(void) snprintf(first, sizeof(first), "%.*s",
						(int) (bar != NULL ? bar - cases[i].header : 99), cases[i].header);
		check(api_headers_add(&headers, "Link", first));
		if (bar != NULL)
			check(api_headers_add(&headers, "link", bar + 1));
		check_found(&headers, "next", cases[i].next, cases[i].header);
		check_found(&headers, "last", cases[i].last, cases[i].header);
		api_headers_free(&headers);
	}
	return check_end();
}
