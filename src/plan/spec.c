/*
 * spec.c
 *		The order form as plain nodes, and back.
 *
 * Lists of lists of integers: copyObject, outfuncs and readfuncs all know them.
 */
#include "postgres.h"

#include "nodes/value.h"
#include "plan/spec.h"

/* One pushed column: its numbers, its values, then the four lists of bounds. */
static List *
encode_pushed(const ApiPushed *pushed)
{
	List	   *numbers = list_make4_int(pushed->attnum, pushed->kind, pushed->leader, pushed->guard);
	List	   *list = list_make2(numbers, pushed->exprs);

	list = lappend(list, pushed->lower);
	list = lappend(list, pushed->lower_exclusive);
	list = lappend(list, pushed->upper);
	return lappend(list, pushed->upper_exclusive);
}

static ApiPushed *
decode_pushed(List *list)
{
	ApiPushed  *pushed = palloc0(sizeof(ApiPushed));
	List	   *numbers = linitial(list);

	pushed->attnum = (AttrNumber) linitial_int(numbers);
	pushed->kind = (ApiPushKind) lsecond_int(numbers);
	pushed->leader = (AttrNumber) lthird_int(numbers);
	pushed->guard = lfourth_int(numbers);
	pushed->exprs = lsecond(list);
	pushed->lower = lthird(list);
	pushed->lower_exclusive = lfourth(list);
	pushed->upper = list_nth(list, 4);
	pushed->upper_exclusive = list_nth(list, 5);
	return pushed;
}

static List *
encode_need(const ApiNeed *need)
{
	return list_make2(list_make2_int(need->attnum, need->reasons), need->conditions);
}

static ApiNeed *
decode_need(List *list)
{
	ApiNeed    *need = palloc0(sizeof(ApiNeed));

	need->attnum = (AttrNumber) linitial_int((List *) linitial(list));
	need->reasons = lsecond_int((List *) linitial(list));
	need->conditions = lsecond(list);
	return need;
}

List *
api_scan_spec_encode(const ApiScanSpec *spec)
{
	List	   *pushed = NIL;
	List	   *needs = NIL;
	List	   *wanted = NIL;
	ListCell   *lc;
	int			attnum = -1;

	foreach(lc, spec->pushed)
		pushed = lappend(pushed, encode_pushed(lfirst(lc)));
	foreach(lc, spec->needs)
		needs = lappend(needs, encode_need(lfirst(lc)));
	while ((attnum = bms_next_member(spec->wanted, attnum)) >= 0)
		wanted = lappend_int(wanted, attnum);

	return lappend(list_make5(pushed, wanted, list_make1_oid(spec->user),
							  list_make3_int(spec->security_barrier, spec->strict, spec->keyed),
							  list_make4(list_make5_int((int) spec->limit, spec->limit_exact,
														spec->limit_exprs, spec->counts,
														spec->skips),
										 makeString(pstrdup(spec->loops ? spec->loops : "")),
										 makeFloat(psprintf("%.0f", spec->requests)),
										 makeString(pstrdup(spec->learnt ? spec->learnt : "")))),
				   needs);
}

ApiScanSpec *
api_scan_spec_decode(List *list)
{
	ApiScanSpec *spec = palloc0(sizeof(ApiScanSpec));
	List	   *limit;
	ListCell   *lc;

	foreach(lc, (List *) linitial(list))
		spec->pushed = lappend(spec->pushed, decode_pushed(lfirst(lc)));
	foreach(lc, (List *) lsecond(list))
		spec->wanted = bms_add_member(spec->wanted, lfirst_int(lc));
	spec->user = linitial_oid((List *) lthird(list));
	spec->security_barrier = linitial_int((List *) lfourth(list)) != 0;
	spec->strict = lsecond_int((List *) lfourth(list)) != 0;
	limit = linitial((List *) list_nth(list, 4));
	spec->limit = linitial_int(limit);
	spec->limit_exact = lsecond_int(limit) != 0;
	spec->limit_exprs = lthird_int(limit);
	spec->counts = lfourth_int(limit) != 0;
	spec->skips = list_nth_int(limit, 4) != 0;
	spec->loops = strVal(lsecond((List *) list_nth(list, 4)));
	spec->keyed = lthird_int((List *) lfourth(list)) != 0;
	spec->learnt = strVal(lfourth((List *) list_nth(list, 4)));
	if (*spec->learnt == '\0')
		spec->learnt = NULL;
	spec->requests = floatVal(lthird((List *) list_nth(list, 4)));
	if (*spec->loops == '\0')
		spec->loops = NULL;
	foreach(lc, (List *) list_nth(list, 5))
		spec->needs = lappend(spec->needs, decode_need(lfirst(lc)));
	return spec;
}

List *
api_join_spec_encode(const ApiJoinSpec *spec)
{
	return list_make4(list_make4_int(spec->type, spec->nvalues, spec->ninner, spec->all_rows),
					  list_make1_oid(spec->relid), spec->columns,
					  api_scan_spec_encode(spec->scan));
}

ApiJoinSpec *
api_join_spec_decode(List *list)
{
	ApiJoinSpec *spec = palloc0(sizeof(ApiJoinSpec));
	List	   *numbers = linitial(list);

	spec->type = (JoinType) linitial_int(numbers);
	spec->nvalues = lsecond_int(numbers);
	spec->ninner = lthird_int(numbers);
	spec->all_rows = lfourth_int(numbers) != 0;
	spec->relid = linitial_oid((List *) lsecond(list));
	spec->columns = lthird(list);
	spec->scan = api_scan_spec_decode(lfourth(list));
	return spec;
}

List *
api_ahead_spec_encode(const ApiAheadSpec *spec)
{
	return list_make2_int(spec->for_target, spec->all_rows);
}

ApiAheadSpec
api_ahead_spec_decode(const List *list)
{
	return (ApiAheadSpec) {linitial_int(list) != 0, lsecond_int(list) != 0};
}

List *
api_count_spec_encode(const ApiCountSpec *spec)
{
	return list_make2(list_make1_oid(spec->relid), api_scan_spec_encode(spec->scan));
}

ApiCountSpec *
api_count_spec_decode(List *list)
{
	ApiCountSpec *spec = palloc0(sizeof(ApiCountSpec));

	spec->relid = linitial_oid((List *) linitial(list));
	spec->scan = api_scan_spec_decode(lsecond(list));
	return spec;
}

const ApiColumn *
api_pushed_list(const List *pushed, const ApiColumns *columns)
{
	ListCell   *lc;

	foreach(lc, pushed)
	{
		const ApiPushed *one = lfirst(lc);
		const ApiColumn *column = &columns->columns[one->attnum - 1];

		if (one->kind == API_PUSH_EQUAL && one->guard < 0 && column->list_max > 1)
			return column;
	}
	return NULL;
}
