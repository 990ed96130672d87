/*
 * test_wraps.c
 *		Pages that come again: the first, a circle behind it, and such as are alike by nature.
 */
#include "check.h"
#include "rest/wraps.h"

/* Pages as letters, "abc(de)" turning for good; gives the page that is a wrap, or -1. */
static int64_t
play(const char *way, const char *circle, bool sure, ApiWrap *wrap)
{
	ApiWraps	wraps = {0};
	size_t		before = strlen(way);
	size_t		turn = strlen(circle);

	*wrap = API_WRAP_NONE;
	for (int64_t page = 0; page < 1000; page++)
	{
		char		letter = (size_t) page < before ? way[page] :
			turn > 0 ? circle[((size_t) page - before) % turn] : (char) 0;
		uint64_t	content = letter != 0 ? (uint64_t) letter : (uint64_t) page + 1000;

		*wrap = api_wraps_add(&wraps, page, content, sure && api_wraps_knows(&wraps, content));
		if (*wrap != API_WRAP_NONE)
			return page;
	}
	return -1;
}

int
main(void)
{
	static const struct
	{
		const char *name;
		const char *way;
		const char *circle;
		bool		sure;
		ApiWrap		wrap;
		int64_t		most;			/* by that page it is noticed; -1: it is none */
	}			cases[] = {
		{"none", "", "", true, API_WRAP_NONE, -1},
		{"begins again", "abc", "abc", true, API_WRAP_FIRST, 3},
		{"behind the end the first", "abcda", "", true, API_WRAP_FIRST, 4},
		{"a circle behind the first", "ab", "cde", true, API_WRAP_CIRCLE, 12},
		{"a circle far behind", "abcdefghijklm", "nopq", true, API_WRAP_CIRCLE, 40},
		{"alike by nature", "abab", "", false, API_WRAP_NONE, -1},
		{"alike, but for good", "", "abc", false, API_WRAP_CIRCLE, 300},
		{"alike at uneven distances", "abaab", "", false, API_WRAP_NONE, -1},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
	{
		ApiWrap		wrap;
		int64_t		page = play(cases[i].way, cases[i].circle, cases[i].sure, &wrap);

		check_case(wrap == cases[i].wrap, cases[i].name);
		check_case(cases[i].most < 0 ? page < 0 : page >= 0 && page <= cases[i].most, cases[i].name);
	}
	return check_end();
}
