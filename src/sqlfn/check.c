/*
 * check.c
 *		The event trigger that sees a foreign table whole: a validator is shown the
 *		table's options and the columns' options apart, never together.
 *
 * What the command changed is read from its parse tree, so that no query runs and a
 * table that was broken before blocks nothing but commands about options: a column
 * that goes or changes its type, or gets another name, is a warning, all else is not
 * looked at.
 *
 * A dump gives a table's columns their options one by one, after the table: as for
 * functions, check_function_bodies off says that things are not whole yet.  What
 * is wrong then shows in the first scan.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "access/xact.h"
#include "catalog/namespace.h"
#include "catalog/pg_inherits.h"
#include "commands/event_trigger.h"
#include "fmgr.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "exec/attempt.h"
#include "rest/config.h"
#include "sqlfn/ours.h"
#include "sqlfn/rename.h"

PG_FUNCTION_INFO_V1(api_fdw_check_tables);

/* What a command may have broken. */
typedef enum Touch
{
	TOUCH_NOTHING,				/* owner, defaults, triggers, ... */
	TOUCH_COLUMNS,				/* what the options are about */
	TOUCH_OPTIONS
} Touch;

static Touch
touch_of(const AlterTableCmd *cmd)
{
	switch (cmd->subtype)
	{
		case AT_GenericOptions:
		case AT_AlterColumnGenericOptions:
			return TOUCH_OPTIONS;
		case AT_AddColumn:
			return ((const ColumnDef *) cmd->def)->fdwoptions != NIL ? TOUCH_OPTIONS : TOUCH_COLUMNS;
		case AT_DropColumn:
		case AT_AlterColumnType:
			return TOUCH_COLUMNS;
		default:
			return TOUCH_NOTHING;
	}
}

static Touch
touch_of_all(const AlterTableStmt *stmt)
{
	Touch		most = TOUCH_NOTHING;
	ListCell   *lc;

	foreach(lc, stmt->cmds)
		most = Max(most, touch_of(lfirst_node(AlterTableCmd, lc)));
	return most;
}

static void
check_table(void *relid)
{
	api_config_check_table(*(const Oid *) relid);
}

/* Is it no matter of what the table is: no memory, a bug? */
static bool
is_foreign_fault(const ErrorData *fault)
{
	int			kind = ERRCODE_TO_CATEGORY(fault->sqlerrcode);

	return kind == ERRCODE_INSUFFICIENT_RESOURCES || kind == ERRCODE_SYSTEM_ERROR ||
		kind == ERRCODE_INTERNAL_ERROR;
}

/* Warns of a table that cannot be read; false: it can. */
static bool
warn_of(Oid relid)
{
	ErrorData  *fault = api_attempt(check_table, &relid, CurrentMemoryContext);

	if (!fault)
		return false;
	if (is_foreign_fault(fault))
		ReThrowError(fault);
	ereport(WARNING,
			(errcode(ERRCODE_WARNING),
			 errmsg("foreign table \"%s\" cannot be read as it is: %s", get_rel_name(relid), fault->message),
			 fault->detail ? errdetail_internal("%s", fault->detail) : 0,
			 fault->hint ? errhint("%s", fault->hint) : 0));
	FreeErrorData(fault);
	return true;
}

/*
 * Looks at the table and at what inherits from it, if they are ours; rename: NULL, or
 * what gave a column another name.
 */
static void
check_all(Oid relid, Touch touch, const RenameStmt *rename)
{
	ListCell   *lc;

	if (!OidIsValid(relid) || touch == TOUCH_NOTHING)
		return;
	foreach(lc, find_all_inheritors(relid, NoLock, NULL))
	{
		Oid			table = lfirst_oid(lc);

		if (!api_ours_table(table))
			continue;
		if (touch == TOUCH_OPTIONS)
			api_config_check_table(table);
		else if (!warn_of(table) && rename)
			api_rename_warn(table, rename);
	}
}

/* The table that was made, not another of its name; none if it was there already. */
static Oid
created(const CreateStmt *stmt)
{
	Oid			relid = get_relname_relid(stmt->relation->relname,
										  RangeVarGetCreationNamespace(stmt->relation));
	HeapTuple	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(relid));

	if (!HeapTupleIsValid(tuple))
		return InvalidOid;
	if (stmt->if_not_exists &&
		!TransactionIdIsCurrentTransactionId(HeapTupleHeaderGetXmin(tuple->t_data)))
		relid = InvalidOid;
	ReleaseSysCache(tuple);
	return relid;
}

static void
check_command(const Node *command)
{
	if (IsA(command, CreateForeignTableStmt))
		check_all(created(&((const CreateForeignTableStmt *) command)->base), TOUCH_OPTIONS, NULL);
	else if (IsA(command, AlterTableStmt))
		check_all(RangeVarGetRelid(((const AlterTableStmt *) command)->relation, NoLock, true),
				  touch_of_all((const AlterTableStmt *) command), NULL);
	else if (IsA(command, RenameStmt) && ((const RenameStmt *) command)->renameType == OBJECT_COLUMN)
		check_all(RangeVarGetRelid(((const RenameStmt *) command)->relation, NoLock, true),
				  TOUCH_COLUMNS, (const RenameStmt *) command);
}

Datum
api_fdw_check_tables(PG_FUNCTION_ARGS)
{
	if (!CALLED_AS_EVENT_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_EVENT_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("api_fdw_check_tables can only be called as an event trigger")));
	if (check_function_bodies)
		check_command(((const EventTriggerData *) fcinfo->context)->parsetree);
	PG_RETURN_NULL();
}
