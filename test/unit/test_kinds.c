/*
 * test_kinds.c
 *		Signs of more in the forms that single kinds of servers give them.
 */
#include <stdlib.h>

#include "check.h"
#include "rest/weigh.h"

/* What a name says of records called rooms. */
static const struct
{
	const char *name;
	ApiNamingKind kind;
}			names[] =
{
	/* a namespace says nothing */
	{"opensearch:totalResults", API_NAMING_TOTAL}, {"hydra:next", API_NAMING_NEXT},
	{"sru:nextRecordPosition", API_NAMING_TOKEN}, {"total:", API_NAMING_TOTAL}, {"next:update", API_NAMING_NONE},

	/* what there is */
	{"results_available", API_NAMING_TOTAL}, {"totalResultsAvailable", API_NAMING_TOTAL},
	{"SearchResultCountAll", API_NAMING_TOTAL}, {"results_returned", API_NAMING_NONE},
	{"available", API_NAMING_NONE}, {"all", API_NAMING_NONE}, {"seats_available", API_NAMING_NONE},

	/* what is left */
	{"remaining", API_NAMING_REMAINING}, {"pages_remaining", API_NAMING_REMAINING},
	{"quota_remaining", API_NAMING_NONE}, {"remaining_time", API_NAMING_NONE},

	/* cut */
	{"reached_record_limit", API_NAMING_CUT}, {"limited", API_NAMING_NONE},
	{"rate_limited", API_NAMING_NONE}, {"limit_reset", API_NAMING_NONE},

	/* tokens that stay */
	{"next_stream_position", API_NAMING_WEAK},

	/* nouns, in the plural */
	{"results", API_NAMING_NOUN}, {"records", API_NAMING_NOUN}, {"record", API_NAMING_NONE},
	{"hits", API_NAMING_COUNT}, {"rooms", API_NAMING_NONE},

	/* as offices name them */
	{"totaal", API_NAMING_TOTAL}, {"volgende", API_NAMING_NEXT}, {"totalRegistros", API_NAMING_TOTAL},
	{"totalPaginas", API_NAMING_PAGES}, {"paginasRestantes", API_NAMING_REMAINING},
	{"proxima_pagina", API_NAMING_TOKEN}, {"@nasta_sida", API_NAMING_TOKEN}, {"@sidor", API_NAMING_PAGES},
	{"@traffar", API_NAMING_NOUN}, {"pocetCelkem", API_NAMING_TOTAL}, {"gesamtAnzahl", API_NAMING_TOTAL},
	{"resultatenPerPagina", API_NAMING_NONE}, {"proxima_consulta", API_NAMING_NONE}, {"anterior", API_NAMING_NONE},
};

static void
test_names(void)
{
	ApiWords	noun;

	check(api_words_split("rooms", 5, &noun) && noun.count == 1);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
	{
		ApiNaming	naming = api_naming_read(names[i].name, strlen(names[i].name), &noun);

		check_case(naming.kind == names[i].kind, names[i].name);
	}
	check(api_naming_read("resultatenPerPagina", 19, NULL).limit);
	check(api_naming_read("prev_url", 8, NULL).previous && !api_naming_read("relation", 8, NULL).previous);
}

/* A page of so many records, what it comes to, and by what. */
typedef struct Case
{
	const char *name;
	const char *path;
	const char *body;
	int			records;
	ApiSignsVerdict verdict;
	const char *options;		/* the hint's beginning; NULL: it is not looked at */
} Case;

static const Case cases[] = {
	/* links */
	{"by uri", "$.data", "{\"data\": [], \"pagination\": {\"links\": [{\"rel\": \"next\", \"uri\": \"/v\"}]}}", 7,
	API_SIGNS_MORE_TOKEN,
	"pagination 'next_url', next_url_path '$.pagination.links[*] ? (@.rel == \"next\").uri'"},
	{"as attributes of XML", "$.r.entry",
		"{\"r\": {\"link\": [{\"@ref\": \"self\", \"@href\": \"/u\"}, {\"@ref\": \"next\", \"@href\": \"/v\"}],"
		" \"entry\": []}}", 7, API_SIGNS_MORE_TOKEN,
	"pagination 'next_url', next_url_path '$.r.link[*] ? (@.\"@ref\" == \"next\").\"@href\"'"},
	{"by type", "$.lines", "{\"lines\": [], \"links\": [{\"type\": \"next\", \"href\": \"/v\"}]}", 7,
	API_SIGNS_MORE_TOKEN, NULL},
	{"a relation in two words", "$.lines",
		"{\"lines\": [], \"links\": [{\"rel\": \"page.next\", \"href\": \"/v\"}]}", 7,
		API_SIGNS_MORE_TOKEN,
	"pagination 'next_url', next_url_path '$.links[*] ? (@.rel == \"page.next\").href'"},
	{"the name of a link in two words", "$.lines",
	"{\"lines\": [], \"links\": [{\"name\": \"Next page\", \"href\": \"/v\"}]}", 7, API_SIGNS_NONE, NULL},
	{"to a version of data", "$.lines",
		"{\"lines\": [], \"links\": [{\"rel\": \"successor-version\", \"href\": \"/v\"}]}", 7,
	API_SIGNS_NONE, NULL},
	{"in an object of any name", "$.\"hydra:member\"",
	"{\"hydra:view\": {\"hydra:next\": \"/r?page=2\"}, \"hydra:member\": []}", 7, API_SIGNS_MORE_TOKEN,
	"pagination 'next_url', next_url_path '$.\"hydra:view\".\"hydra:next\"'"},
	{"to other data", "$.lines", "{\"chapter\": {\"next\": \"/r/8\"}, \"lines\": []}", 7, API_SIGNS_NONE, NULL},
	{"what a link says of itself", "$.lines",
		"{\"lines\": [], \"_links\": {\"next\": {\"method\": \"GET\", \"href\": \"/r?offset=7\"}}}", 7,
	API_SIGNS_MORE_TOKEN, "pagination 'next_url', next_url_path '$._links.next.href'"},
	{"a link rather than its token", "$.data",
	"{\"data\": [], \"next_page_token\": \"AbC1\", \"next_page\": \"/r?page_token=AbC1\"}", 7,
	API_SIGNS_MORE_TOKEN, "pagination 'next_url', next_url_path '$.next_page'"},
	{"the same behind a word", "$.data",
	"{\"has_more\": true, \"data\": [], \"next_page_token\": \"AbC1\", \"next_page\": \"/r?page_token=AbC1\"}", 7,
	API_SIGNS_MORE_WORD, "pagination 'next_url', next_url_path '$.next_page', has_more_path '$.has_more'"},
	{"of XML's attributes", "$.Item", "{\"@attributes\": {\"next\": \"https://h/Item?after=x\"}, \"Item\": []}", 7,
	API_SIGNS_MORE_TOKEN, NULL},
	{"of a context", "$.Item", "{\"@context\": {\"next\": \"hydra:Next\"}, \"Item\": []}", 7, API_SIGNS_NONE, NULL},

	/* where numbers count */
	{"an object that pages", "$.lines", "{\"summary\": {\"offset\": 0, \"totalResults\": 369}, \"lines\": []}", 7,
	API_SIGNS_MORE_NUMBER, "pagination 'offset', offset_param 'offset', total_path '$.summary.totalResults'"},
	{"one that is a page of others", "$.labels",
	"{\"worklog\": {\"startAt\": 0, \"total\": 35, \"worklogs\": []}, \"labels\": []}", 7, API_SIGNS_NONE, NULL},
	{"one that has links", "$.features",
		"{\"properties\": {\"startIndex\": 1, \"totalResults\": 321, \"links\":"
	" [{\"rel\": \"next\", \"href\": \"/v\"}]}, \"features\": []}", 7, API_SIGNS_MORE_NUMBER, NULL},
	{"one that has a quota", "$.lines", "{\"storage\": {\"limit\": 5000, \"total\": 369}, \"lines\": []}", 7,
	API_SIGNS_NONE, NULL},
	{"one that does not", "$.lines", "{\"summary\": {\"passed\": 40, \"total\": 45}, \"lines\": []}", 7,
	API_SIGNS_NONE, NULL},
	{"one that pages, but not beside the records", "$.lines",
	"{\"user\": {\"stars\": {\"page\": 1, \"total\": 45}}, \"lines\": []}", 7, API_SIGNS_NONE, NULL},
	{"an offset that begins by one", "$.Resources",
		"{\"startIndex\": 1, \"totalResults\": 40, \"Resources\": []}", 7,
	API_SIGNS_MORE_NUMBER,
	"pagination 'offset', offset_param 'startIndex', start_offset '1', total_path '$.totalResults'"},
	{"beside the element", "$.data[1]", "{\"data\": [{\"page\": 1, \"total\": 43}, []]}", 7, API_SIGNS_MORE_NUMBER,
	"pagination 'page_number', page_param 'page', total_path '$.data[0].total'"},
	{"beside the element's ancestor", "$.data[1].lines",
		"{\"data\": [{\"page\": 1, \"total\": 43}, {\"lines\": []}]}", 7,
	API_SIGNS_NONE, NULL},
	{"a list of one", "$.lines", "{\"result\": [{\"total\": \"1234\", \"start\": \"1\"}], \"lines\": []}", 7,
	API_SIGNS_MORE_NUMBER, "pagination 'page_number', page_param 'page', total_path '$.result[0].total'"},
	{"a list of two", "$.lines",
		"{\"result\": [{\"total\": \"1234\", \"start\": \"1\"}, {\"total\": \"8\", \"start\": \"1\"}], \"lines\": []}",
	7, API_SIGNS_NONE, NULL},
	{"a list of one that does not page", "$.lines", "{\"result\": [{\"total\": 1234}], \"lines\": []}", 7,
	API_SIGNS_NONE, NULL},

	/* which numbers */
	{"all, and those that a filter left", "$.items",
	"{\"items\": [], \"total\": 7, \"count_all\": 120}", 7, API_SIGNS_END, NULL},
	{"a noun and a limit", "$.d.emails", "{\"d\": {\"emails\": []}, \"meta\": {\"results\": 35, \"limit\": 10}}", 7,
	API_SIGNS_MORE_NUMBER, NULL},
	{"a noun in an object for paging", "$.d.emails", "{\"d\": {\"emails\": []}, \"meta\": {\"results\": 35}}", 7,
	API_SIGNS_DOUBTFUL, NULL},
	{"a noun", "$.items", "{\"items\": [], \"results\": 35}", 7, API_SIGNS_NONE, NULL},
	{"a noun that is reached", "$.items", "{\"items\": [], \"page\": 1, \"results\": 7}", 7, API_SIGNS_NONE, NULL},
	{"remaining beside a count", "$.r.results",
		"{\"r\": {\"cursor\": 0, \"results\": [], \"count\": 7, \"remaining\": 93}}", 7,
	API_SIGNS_DOUBTFUL, "pagination 'page_number', page_param 'page'"},
	{"none remaining beside a count", "$.r.results",
	"{\"r\": {\"cursor\": 0, \"results\": [], \"count\": 7, \"remaining\": 0}}", 7, API_SIGNS_NONE, NULL},
	{"remaining of a limit", "$.results",
		"{\"results\": [], \"limit\": 60, \"remaining\": 59}", 7, API_SIGNS_NONE, NULL},
	{"a total of 100 that came", "$.data", "{\"data\": [], \"total\": 100}", 100, API_SIGNS_DOUBTFUL,
	"pagination 'page_number', page_param 'page'"},
	{"a total of 100 of a page", "$.data", "{\"data\": [], \"total\": 100, \"page\": 1}", 100, API_SIGNS_END, NULL},
	{"a total of 50 that came", "$.data", "{\"data\": [], \"total\": 50}", 50, API_SIGNS_END, NULL},
	{"a total of 101 that came", "$.data", "{\"data\": [], \"total\": 101}", 101, API_SIGNS_END, NULL},

	/* no next, but one before */
	{"no next", "$.items", "{\"items\": [], \"next_url\": null, \"prev_url\": null}", 10, API_SIGNS_END, NULL},
	{"no next, but one before", "$.items", "{\"items\": [], \"next_url\": null, \"prev_url\": \"/r?before=x\"}", 10,
	API_SIGNS_NONE, NULL},
	{"no more, and one before", "$.items",
		"{\"items\": [], \"has_more\": false, \"next_url\": null, \"prev_url\": \"/r?before=x\"}", 10,
	API_SIGNS_END_WORD, NULL},
	{"a token that stays", "$.entries", "{\"entries\": [], \"next_stream_position\": \"134879\"}", 7,
	API_SIGNS_WEAK, NULL},
};

static void
weigh(const Case *one, const char *url, ApiSigns *signs)
{
	ApiError	err = API_ERROR_INIT;
	ApiPath    *path = api_path_parse(one->path, &err);
	ApiSignsScope scope = {one->records, one->records, 1, 0, url, false, false};
	ApiSearch  *search = malloc(sizeof(*search));

	api_search_begin(search, path);
	api_search_feed(search, one->body, strlen(one->body));
	api_search_end(search);
	api_weigh(search, &scope, signs);
	free(search);
	api_path_free(path);
}

static void
test_cases(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		ApiSigns	signs;

		weigh(&cases[i], "http://h/r", &signs);
		check_case(signs.verdict == cases[i].verdict, cases[i].name);
		if (cases[i].options != NULL)
			check_text(signs.options, cases[i].options, cases[i].name);
	}
}

/* A size is a page's, but not where a larger one stands beside it. */
static void
test_sizes(void)
{
	Case		full = {"full", "$.a", "{\"a\": [], \"pagination\": {\"size\": 7}}", 7, API_SIGNS_NONE, NULL};
	Case		short_one = {"short", "$.a",
	"{\"a\": [], \"pagination\": {\"max\": 20, \"size\": 7}}", 7, API_SIGNS_NONE, NULL};
	ApiSigns	signs;

	weigh(&full, NULL, &signs);
	check(signs.round);
	weigh(&short_one, NULL, &signs);
	check(!signs.round);
}

/* What the request has of paging is what the hint takes. */
static void
test_requests(void)
{
	static const struct
	{
		const char *url;
		const char *options;
	}			requests[] = {
		{"http://h/r?count=7&offset=0", "pagination 'offset', offset_param 'offset', total_path '$.total'"},
		{"http://h/r?pageNo=1&size=7", "pagination 'page_number', page_param 'pageNo', total_path '$.total'"},
		{"http://h/r?page=0", "pagination 'page_number', page_param 'page', start_page '0', total_path '$.total'"},
		{"http://h/r?q=7", "pagination 'page_number', page_param 'page', total_path '$.total'"},
	};
	Case		one = {"requests", "$.data", "{\"data\": [], \"total\": 95}", 7, API_SIGNS_MORE_NUMBER, NULL};
	ApiSigns	signs;

	for (size_t i = 0; i < sizeof(requests) / sizeof(requests[0]); i++)
	{
		weigh(&one, requests[i].url, &signs);
		check_text(signs.options, requests[i].options, requests[i].url);
	}
}

int
main(void)
{
	test_names();
	test_cases();
	test_sizes();
	test_requests();
	return check_end();
}
