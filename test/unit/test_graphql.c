/*
 * test_graphql.c
 *		What a GraphQL document does.
 */
#include "check.h"
#include "rest/graphql.h"

typedef struct Case
{
	const char *document;
	bool		reads;
} Case;

static const Case cases[] = {
	{"{ a }", true},
	{"", true},
	{"query { a }", true},
	{"query Q($n: Int = 1) { a(n: $n) { b } }", true},
	{"mutation { a }", false},
	{"mutation M($x: In) { a(x: $x) }", false},
	{"subscription { a }", false},
	{"query { a } mutation { b }", false},
	{"fragment F on T { a } mutation { b }", false},
	{"# mutation\n{ a }", true},
	{"# {\nmutation { a }", false},
	{"{ mutation }", true},
	{"{ a { mutation subscription } }", true},
	{"query Q($mutation: Int) { a }", true},
	{"query { a(s: \"} mutation {\") }", true},
	{"query { a(s: \"\\\"} mutation {\") }", true},
	{"query { a(s: \"\"\"} \" \\\"\"\" mutation {\"\"\") }", true},
	{"query { a(s: \"x\") } mutation { b }", false},
	{"query { a(s: \"\"\"x\"\"\") }\nmutation { b }", false},
	{"query { a(s: \"\") }\nmutation { b }", false},
	{"query mutations { a }", true},
	{"query my_mutation { a }", true},
	{"\xEF\xBB\xBFmutation { a }", false},
	{"\"description\" mutation { a }", false},
	{"{ a(s: \"open", true},
	{"{ a(s: \"\"\"open", true},
	{"{ a(s: \"\\", true},
};

int
main(void)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check_case(api_graphql_reads(cases[i].document) == cases[i].reads, cases[i].document);
	return check_end();
}
