/*
 * test_uuid.c
 *		Random identifiers: their form, and that no two are equal.
 */
#include <string.h>

#include "check.h"
#include "net/uuid.h"

#define MANY 1000

int
main(void)
{
	static char made[MANY][API_UUID_LEN + 1];

	for (int i = 0; i < MANY; i++)
	{
		api_uuid_make(made[i]);
		check(strlen(made[i]) == API_UUID_LEN && made[i][14] == '4' && strchr("89ab", made[i][19]) != NULL);
		for (int k = 0; k < API_UUID_LEN; k++)
			check(k == 8 || k == 13 || k == 18 || k == 23 ? made[i][k] == '-' :
				  strchr("0123456789abcdef", made[i][k]) != NULL);
		for (int k = 0; k < i; k++)
			check(strcmp(made[i], made[k]) != 0);
	}
	return check_end();
}
