/*
 * origins.c
 *		Where a user mapping's secrets may go.  See origins.h.
 */
#include "postgres.h"

#include "commands/defrem.h"
#include "miscadmin.h"
#include "utils/builtins.h"

#include "base/options.h"
#include "base/raise.h"
#include "net/url.h"
#include "rest/origins.h"

#define OPTION "secret_origins"

bool
api_origins_needed(List *mapping)
{
	ListCell   *lc;

	foreach(lc, mapping)
	{
		const ApiOption *option = api_option_find(lfirst_node(DefElem, lc)->defname, API_ON_MAPPING);

		if (option && option->secret)
			return true;
	}
	return false;
}

char *
api_origins_of(const char *url)
{
	ApiError	err = API_ERROR_INIT;
	char	   *origin = api_url_origin(url, &err);
	char	   *copy;
	char	   *port;

	api_error_check(&err);
	copy = pstrdup(origin);
	free(origin);
	port = strrchr(copy, ':');
	if (strcmp(port, strncmp(copy, "https:", 6) == 0 ? ":443" : ":80") == 0)
		*port = '\0';
	return copy;
}

const char *const *
api_origins_list(List *mapping)
{
	const char *value = api_option_value(OPTION, &mapping, 1);

	return value == NULL ? NULL : (const char *const *)
		api_option_origins(api_option_find(OPTION, API_ON_MAPPING), value);
}

static bool
covers(const char *const *origins, const char *base_url)
{
	for (; origins != NULL && *origins != NULL; origins++)
		if (api_url_same_origin(*origins, base_url))
			return true;
	return false;
}

void
api_origins_check(List *mapping, const char *base_url, const char *words)
{
	const char *bound = api_option_value(OPTION, &mapping, 1);
	char	   *origin;

	if (!api_origins_needed(mapping) || covers(api_origins_list(mapping), base_url))
		return;
	origin = api_origins_of(base_url);
	ereport(ERROR,
			(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
			 errmsg("the secrets of the user mapping are not sent to %s", origin),
			 bound ? errdetail("The mapping binds them to %s, and base_url leads elsewhere.", bound) :
			 errdetail("The mapping has no option secret_origins, which is written where secrets are"
					   " given and event triggers are on."),
			 errhint("If they may go there: ALTER USER MAPPING %s OPTIONS (%s secret_origins %s).",
					 words, bound ? "SET" : "ADD", quote_literal_cstr(origin))));
}

char *
api_origins_words(Oid user, const char *server)
{
	const char *role = !OidIsValid(user) ? "PUBLIC" : user == GetUserId() ? "CURRENT_USER" :
		quote_identifier(GetUserNameFromId(user, false));

	return psprintf("FOR %s SERVER %s", role, quote_identifier(server));
}
