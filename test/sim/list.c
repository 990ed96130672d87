/*
 * list.c
 *		Lists of records, page by page: what the servers have.
 *
 * A record has its list's number, its own in the list, and in some lists a long text.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim.h"

#define PAGE_RECORDS 5
#define MAX_PAGES 16
#define MAX_RECORD 3100

static SimBody pages[SIM_SHAPES][SIM_LISTS][MAX_PAGES];

int
sim_list_records(int list)
{
	return list * 7 % 50;
}

static int
pages_of(int list)
{
	return (sim_list_records(list) + PAGE_RECORDS - 1) / PAGE_RECORDS;
}

static size_t
write_record(char *to, int list, int number)
{
	int			pad = list % 5 == 0 ? 3000 : list % 5 == 1 ? 300 : 3;

	return (size_t) sprintf(to, "{\"id\": %d, \"n\": %d, \"text\": \"%0*d\"}", list, number, pad, number);
}

static size_t
write_records(char *to, int list, int from, int until)
{
	size_t		len = 0;

	to[len++] = '[';
	for (int number = from; number < until && number < sim_list_records(list); number++)
	{
		if (number > from)
			to[len++] = ',';
		len += write_record(to + len, list, number);
	}
	to[len++] = ']';
	return len;
}

static void
make_page(SimBody *body, SimShape shape, int list, int page)
{
	int			from = page * PAGE_RECORDS;
	char	   *to = body->text = sim_alloc(MAX_RECORD * 52);

	if (shape == SIM_SHAPE_WHOLE)
	{
		body->len = write_records(to, list, 0, sim_list_records(list));
		return;
	}
	body->len = (size_t) sprintf(to, "{\"data\": ");
	body->len += write_records(to + body->len, list, from, from + PAGE_RECORDS);
	if (shape == SIM_SHAPE_PAGES)
		body->len += (size_t) sprintf(to + body->len, ", \"pages\": %d", pages_of(list));
	else if (shape == SIM_SHAPE_LINKS && page + 1 < pages_of(list))
		body->len += (size_t) sprintf(to + body->len, ", \"next\": \"/list/%d?shape=%d&page=%d\"",
									  list, shape, page + 2);
	else if (shape == SIM_SHAPE_LINKS)
		body->len += (size_t) sprintf(to + body->len, ", \"next\": null");
	to[body->len++] = '}';
}

static int
number_behind(const char *url, const char *word, int otherwise)
{
	const char *found = strstr(url, word);

	return found != NULL ? atoi(found + strlen(word)) : otherwise;
}

const SimBody *
sim_list(const char *url)
{
	int			list = number_behind(url, "/list/", -1);
	int			shape = number_behind(url, "?shape=", -1);
	int			page = number_behind(url, "&page=", 1) - 1;
	SimBody    *body;

	sim_must(list >= 0 && list < SIM_LISTS && shape >= 0 && shape < SIM_SHAPES && page >= 0,
			 "%s is no list", url);
	/* behind the end all are empty */
	body = &pages[shape][list][page < MAX_PAGES ? page : MAX_PAGES - 1];
	if (body->text == NULL)
	{
		make_page(body, (SimShape) shape, list, page);
		sim_zip(body);
	}
	return body;
}
