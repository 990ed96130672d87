/*
 * test_kept.c
 *		Links that keep what their page was asked by, and those that do not.
 */
#include "check.h"
#include "rest/kept.h"

static const struct
{
	const char *url;
	const char *link;
	const char *lacks;			/* NULL: nothing, or nobody can tell */
}			cases[] =
{
	/* in the clear */
	{"http://h/r?status=open", "http://h/r?page=2", "status"},
	{"http://h/r?status=open", "http://h/r?o=1", "status"},
	{"http://h/r?status=open", "https://other/r/?offset=100", "status"},
	{"http://h/r?status=open&kind=a", "http://h/r?kind=a&start=20", "status"},
	{"http://h/r?status=open&kind=a", "http://h/r?kind=a", "status"},
	{"http://h/r?status=open&page=1", "http://h/r?page=2", "status"},
	{"http://h/r?filter%5Bstatus%5D=open", "http://h/r?page%5Bnumber%5D=2", "filter[status]"},
	{"http://h/r?status=open&since_id=7", "http://h/r?since_id=123456789", "status"},
	/* kept, however it is written */
	{"http://h/r?status=open", "http://h/r?page=2&status=open", NULL},
	{"http://h/r?status[]=a&status[]=b", "http://h/r?status%5b0%5d=a&status%5B1%5D=b&page=2", NULL},
	{"http://h/r?f%5Bx%5D=a&q=x+y", "http://h/r?page=2&q=x%20y&f[x]=a", NULL},
	{"http://h/r?$Filter=a", "http://h/r?$filter=a&$skip=100", NULL},
	{"http://h/r?query=hello", "http://h/r?q=hello&page=2", NULL},
	{"http://h/r?status=open#x", "http://h/r?status=open&page=2#y", NULL},
	/* a token may hold it */
	{"http://h/r?status=open", "http://h/r?cursor=abc", NULL},
	{"http://h/r?status=open", "http://h/r?cursor=20", NULL},
	{"http://h/r?status=open", "http://h/r?page_token=CAoQAA", NULL},
	{"http://h/r?status=open", "http://h/r?$skiptoken=X'44537'", NULL},
	{"http://h/r?status=open&limit=50", "http://h/r?limit=50&page_info=eyJkaXJl", NULL},
	{"http://h/r?status=open&kind=a", "http://h/r?kind=a&after=b3Blbg%3D%3D", NULL},
	{"http://h/r?status=open", "http://h/r?page=2&pit=q83AAwEF", NULL},
	{"http://h/r?status=open", "http://h/r?page=2&search_id=880123456", NULL},
	{"http://h/r?status=open", "http://h/r?bookmark=g1AAAA", NULL},
	{"http://h/r?status=open", "http://h/r", NULL},
	/* nobody misses it, or it is another list */
	{"http://h/r?limit=10&page=1", "http://h/r?page=2", NULL},
	{"http://h/r?format=json", "http://h/r?page=2", NULL},
	{"http://h/r?n=10", "http://h/r?page=2", NULL},
	{"http://h/r?status=", "http://h/r?page=2", NULL},
	{"http://h/r?status=open", "http://h/search/88?page=2", NULL},
	{"http://h/r", "http://h/r?page=2", NULL}
};

int
main(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		char		name[API_KEPT_NAME];
		bool		lacks = api_kept_lacks(cases[i].url, cases[i].link, "n", name);

		check_text(lacks ? name : NULL, cases[i].lacks, cases[i].link);
	}
	return check_end();
}
