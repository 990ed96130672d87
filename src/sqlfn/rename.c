/*
 * rename.c
 *		Columns that are renamed, and read another member from then on.
 */
#include "postgres.h"

#include "sqlfn/rename.h"

#include "catalog/namespace.h"
#include "json/spelling.h"
#include "miscadmin.h"
#include "rest/config.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

/* The two names mean the same members. */
static bool
same_members(const char *a, const char *b)
{
	char		folded[NAMEDATALEN];
	size_t		len = api_spelling_fold(a, strlen(a), folded);

	return api_spelling_folds_to(b, strlen(b), folded, len);
}

/* What the column of that name reads, as a json_path. */
static char *
path_of(const char *name)
{
	ApiPath    *paths[API_PATH_MAX_ALTERNATIVES];
	int			npaths = api_path_alternatives(name, paths, NULL);
	bool		descends = npaths > 1 && paths[1]->nsteps > 1;
	char	   *text = palloc0(NAMEDATALEN * 8);
	int			i;

	if (npaths > 0)
		api_path_format(paths[descends ? 1 : 0], text, NAMEDATALEN * 8);
	for (i = 0; i < npaths; i++)
		api_path_free(paths[i]);
	return text;
}

void
api_rename_warn(Oid relid, const RenameStmt *stmt)
{
	const ApiConfig *config = api_config_load(relid, GetUserId());
	AttrNumber	attnum = get_attnum(relid, stmt->newname);
	const ApiColumn *column;

	if (attnum <= 0)
		return;
	column = &config->columns->columns[attnum - 1];
	if (column->source != API_SOURCE_RECORD || !column->loose || same_members(stmt->subname, stmt->newname))
		return;
	ereport(WARNING,
			(errcode(ERRCODE_WARNING),
			 errmsg("column \"%s\" of foreign table \"%s\" no longer reads the member \"%s\"",
					stmt->newname, get_rel_name(relid), stmt->subname),
			 errhint("ALTER FOREIGN TABLE %s ALTER COLUMN %s OPTIONS (ADD json_path %s) has it read that.",
					 quote_qualified_identifier(get_namespace_name(get_rel_namespace(relid)),
												get_rel_name(relid)),
					 quote_identifier(stmt->newname), quote_literal_cstr(path_of(stmt->subname)))));
}
