/*
 * test_binding.c
 *		Values and their product.
 */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "rest/binding.h"

static void
add_all(ApiBindings *bindings, int param, const char *const *values)
{
	for (; *values != NULL; values++)
		check(api_bindings_add(bindings, param, *values, NULL));
}

static void
test_unset(void)
{
	ApiBindings *bindings = api_bindings_create(2, NULL);
	ApiBindings *none = api_bindings_create(0, NULL);

	check(api_bindings_count(none) == 1);
	check(api_bindings_count(bindings) == 1);
	check(api_bindings_index(bindings, 0, 1) == -1);
	check(api_bindings_value(bindings, 0, 0) == NULL);
	api_bindings_none(bindings);
	check(api_bindings_count(bindings) == 0);
	api_bindings_free(bindings);
	api_bindings_free(none);
	api_bindings_free(NULL);
}

/* The last parameter runs fastest; an unset one stands between. */
static void
test_product(void)
{
	static const char *const a[] = {"1", "2", NULL};
	static const char *const c[] = {"x", "y", "z", NULL};
	static const char *const wanted[] = {"1x", "1y", "1z", "2x", "2y", "2z"};
	ApiBindings *bindings = api_bindings_create(3, NULL);

	add_all(bindings, 0, a);
	add_all(bindings, 2, c);
	check(api_bindings_count(bindings) == 6);
	for (int i = 0; i < 6; i++)
	{
		char		got[20];

		snprintf(got, sizeof(got), "%s%s", api_bindings_value(bindings, i, 0),
				 api_bindings_value(bindings, i, 2));
		check_text(got, wanted[i], wanted[i]);
		check(api_bindings_index(bindings, i, 0) == i / 3);
		check(api_bindings_index(bindings, i, 2) == i % 3);
		check(api_bindings_value(bindings, i, 1) == NULL);
	}
	api_bindings_none(bindings);
	check(api_bindings_count(bindings) == 0);
	api_bindings_free(bindings);
}

/* The texts of a group, with the number of the first before them. */
static const char *
group_text(const ApiBindings *bindings, int64_t i, int param)
{
	static char text[100];
	int			first;
	int			count;
	const char *const *texts = api_bindings_group(bindings, i, param, &first, &count);

	snprintf(text, sizeof(text), "%d:", first);
	for (int k = 0; k < count; k++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text), " %s", texts[k]);
	return text;
}

/* Groups take the place of values; the last of a list may be smaller. */
static void
test_groups(void)
{
	static const char *const a[] = {"1", "2", "3", "4", "5", NULL};
	static const char *const c[] = {"x", "y", "z", NULL};
	static const char *const wanted[][2] = {
		{"0: 1 2", "0: x"}, {"0: 1 2", "1: y"}, {"0: 1 2", "2: z"},
		{"2: 3 4", "0: x"}, {"2: 3 4", "1: y"}, {"2: 3 4", "2: z"},
		{"4: 5", "0: x"}, {"4: 5", "1: y"}, {"4: 5", "2: z"}
	};
	ApiBindings *bindings = api_bindings_create(3, NULL);
	int			first;
	int			count;

	api_bindings_set_group(bindings, 0, 2);
	check(api_bindings_count(bindings) == 1);
	add_all(bindings, 0, a);
	add_all(bindings, 2, c);
	check(api_bindings_count(bindings) == 9);
	for (int i = 0; i < 9; i++)
	{
		check_text(group_text(bindings, i, 0), wanted[i][0], wanted[i][0]);
		check_text(group_text(bindings, i, 2), wanted[i][1], wanted[i][1]);
		check(api_bindings_index(bindings, i, 0) == i / 3 * 2);
		check_text(api_bindings_value(bindings, i, 0), a[i / 3 * 2], "the first of a group");
	}
	check(api_bindings_group(bindings, 0, 1, &first, &count) == NULL && count == 0);

	api_bindings_set_group(bindings, 0, 5);
	api_bindings_set_group(bindings, 2, 4);
	check(api_bindings_count(bindings) == 1);
	check_text(group_text(bindings, 0, 0), "0: 1 2 3 4 5", "one group");
	check_text(group_text(bindings, 0, 2), "0: x y z", "room left in a group");
	api_bindings_free(bindings);
}

/* 2^64 combinations are told as beyond counting, 2^62 exactly. */
static void
test_beyond(void)
{
	static const char *const two[] = {"0", "1", NULL};
	ApiBindings *bindings = api_bindings_create(64, NULL);

	for (int i = 0; i < 62; i++)
		add_all(bindings, i, two);
	check(api_bindings_count(bindings) == INT64_C(1) << 62);
	check_text(api_bindings_value(bindings, (INT64_C(1) << 62) - 1, 0), "1", "the last");
	add_all(bindings, 62, two);
	add_all(bindings, 63, two);
	check(api_bindings_count(bindings) == INT64_MAX);
	api_bindings_free(bindings);
}

static void
test_equal(void)
{
	static const char *const ab[] = {"a", "b", NULL};
	static const char *const ba[] = {"b", "a", NULL};
	ApiBindings *first = api_bindings_create(1, NULL);
	ApiBindings *second = api_bindings_create(1, NULL);
	ApiBindings *other = api_bindings_create(1, NULL);
	ApiBindings *wider = api_bindings_create(2, NULL);

	add_all(first, 0, ab);
	add_all(second, 0, ab);
	add_all(other, 0, ba);
	add_all(wider, 0, ab);
	check(api_bindings_equal(first, second));
	check(!api_bindings_equal(first, other));
	check(!api_bindings_equal(first, wider));
	api_bindings_set_group(second, 0, 2);
	check(!api_bindings_equal(first, second));
	api_bindings_set_group(first, 0, 2);
	check(api_bindings_equal(first, second));
	api_bindings_none(second);
	check(!api_bindings_equal(first, second));
	api_bindings_free(first);
	api_bindings_free(second);
	api_bindings_free(other);
	api_bindings_free(wider);
}

int
main(void)
{
	test_unset();
	test_product();
	test_groups();
	test_beyond();
	test_equal();
	return check_end();
}
