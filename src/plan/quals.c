/*
 * quals.c
 *		From WHERE clauses to values of request parameters.
 *
 * Each clause is matched (plan/match), matches are gathered by column, and the best of
 * each column is taken.
 */
#include "postgres.h"

#include "optimizer/optimizer.h"
#include "plan/match.h"
#include "plan/quals.h"
#include "plan/spec.h"
#include "utils/lsyscache.h"

/* What is known of one column. */
typedef struct Candidate
{
	ApiMatch   *equal;			/* one value, or NULL */
	ApiMatch   *list;			/* several, or NULL */
	ApiMatch   *guarded;		/* some, unless its guard holds, or NULL */
	List	   *bounds[BTMaxStrategyNumber + 1];	/* of ApiMatch, by strategy */
	bool		taken;
} Candidate;

/* All that is known. */
typedef struct Candidates
{
	const ApiColumns *columns;
	Candidate  *of;				/* by attnum - 1 */
	List	   *pairs;			/* of ApiMatch with several columns */
} Candidates;

static Candidate *
candidate_of(const Candidates *all, const ApiColumn *column)
{
	return &all->of[column->attnum - 1];
}

/* The first of each kind stands; bounds gather. */
static void
add_match(Candidates *all, ApiMatch *match)
{
	Candidate  *candidate = candidate_of(all, linitial(match->columns));
	ApiMatch  **place = match->guard ? &candidate->guarded :
		api_match_is_single(match) ? &candidate->equal : &candidate->list;

	if (match->strategy != BTEqualStrategyNumber)
		candidate->bounds[match->strategy] = lappend(candidate->bounds[match->strategy], match);
	else if (*place == NULL)
		*place = match;
}

static int
take_value(ApiQuals *quals, Expr *value)
{
	quals->values = lappend(quals->values, value);
	return list_length(quals->values) - 1;
}

/*
 * Does a row that has a value its request was asked for satisfy the clause?  The operator is
 * the type's own equality (plan/shippable), and a column shows the record's value, which is
 * held against those, or one of them.  Nothing is asked where the guard is true, and the clause.
 */
static bool
is_rechecked(const ApiMatch *match)
{
	ListCell   *lc;

	if (!match->exact || match->strategy != BTEqualStrategyNumber || api_match_is_single(match))
		return false;
	foreach(lc, match->columns)
	{
		ApiColumnSource source = ((const ApiColumn *) lfirst(lc))->source;

		if (source != API_SOURCE_RECORD && source != API_SOURCE_PARAM)
			return false;
	}
	return true;
}

/* A match is sent: if that is all that its clause says, it is no local one any more. */
static void
take_clause(ApiQuals *quals, const ApiMatch *match)
{
	quals->sent = list_append_unique_ptr(quals->sent, match->rinfo);
	if (match->exact)
		quals->local = list_delete_ptr(quals->local, match->rinfo);
	if (is_rechecked(match))
		quals->rechecked = lappend(quals->rechecked, match->rinfo);
}

/* A column that takes the values in one place of the match's rows. */
static ApiPushed *
take_values(ApiQuals *quals, Candidates *all, const ApiMatch *match, int place)
{
	const ApiColumn *column = list_nth(match->columns, place);
	ApiPushed  *pushed = palloc0(sizeof(ApiPushed));
	ListCell   *lc;

	pushed->attnum = column->attnum;
	pushed->kind = api_match_is_single(match) ? API_PUSH_EQUAL : API_PUSH_ANY;
	pushed->guard = match->guard ? take_value(quals, match->guard) : -1;
	foreach(lc, match->rows)
		pushed->exprs = lappend_int(pushed->exprs, take_value(quals, list_nth(lfirst(lc), place)));
	candidate_of(all, column)->taken = true;
	quals->pushed = lappend(quals->pushed, pushed);
	return pushed;
}

/* Pairs go along with the first of their columns. */
static void
take_pairs(ApiQuals *quals, Candidates *all, const ApiMatch *match)
{
	const ApiColumn *leader = linitial(match->columns);
	int			place;

	for (place = 0; place < list_length(match->columns); place++)
	{
		ApiPushed  *pushed = take_values(quals, all, match, place);

		pushed->kind = API_PUSH_PAIRS;
		pushed->leader = leader->attnum;
	}
	take_clause(quals, match);
}

/* Can the columns of pairs all take their values from them? */
static bool
pairs_are_free(const Candidates *all, const ApiMatch *match)
{
	ListCell   *lc;

	foreach(lc, match->columns)
	{
		const Candidate *candidate = candidate_of(all, lfirst(lc));

		if (candidate->taken || candidate->equal ||
			(match->guard && (candidate->list || candidate->guarded)))
			return false;
	}
	return true;
}

/* Takes pairs as such, or, where one of their columns has its value, as lists. */
static void
add_pairs(ApiQuals *quals, Candidates *all)
{
	ListCell   *lc;
	ListCell   *column;

	foreach(lc, all->pairs)
	{
		ApiMatch   *match = lfirst(lc);

		if (pairs_are_free(all, match))
		{
			take_pairs(quals, all, match);
			continue;
		}
		foreach(column, match->columns)
		{
			if (!candidate_of(all, lfirst(column))->taken)
				add_match(all, api_match_project(match, lfirst(column)));
		}
	}
}

static List *
take_bounds(ApiQuals *quals, List *matches)
{
	List	   *numbers = NIL;
	ListCell   *lc;

	foreach(lc, matches)
	{
		const ApiMatch *match = lfirst(lc);

		take_clause(quals, match);
		numbers = lappend_int(numbers, take_value(quals, linitial(linitial(match->rows))));
	}
	return numbers;
}

/* A half-open range cannot be asked; for a required column it is kept, so that the executor can say what is missing. */
static bool
range_is_asked(const ApiColumn *column, const Candidate *candidate)
{
	bool		lower = candidate->bounds[BTGreaterStrategyNumber] ||
		candidate->bounds[BTGreaterEqualStrategyNumber];
	bool		upper = candidate->bounds[BTLessStrategyNumber] ||
		candidate->bounds[BTLessEqualStrategyNumber];

	if (!api_match_counts(column))
		return false;
	return (lower && upper) || (column->required && (lower || upper));
}

static void
take_range(ApiQuals *quals, const ApiColumn *column, const Candidate *candidate)
{
	ApiPushed  *pushed = palloc0(sizeof(ApiPushed));

	pushed->attnum = column->attnum;
	pushed->kind = API_PUSH_RANGE;
	pushed->guard = -1;
	pushed->lower = take_bounds(quals, candidate->bounds[BTGreaterEqualStrategyNumber]);
	pushed->lower_exclusive = take_bounds(quals, candidate->bounds[BTGreaterStrategyNumber]);
	pushed->upper = take_bounds(quals, candidate->bounds[BTLessEqualStrategyNumber]);
	pushed->upper_exclusive = take_bounds(quals, candidate->bounds[BTLessStrategyNumber]);
	quals->pushed = lappend(quals->pushed, pushed);
}

/* Takes the best of what is known of a column. */
static void
take_candidate(ApiQuals *quals, Candidates *all, const ApiColumn *column)
{
	const Candidate *candidate = candidate_of(all, column);
	const ApiMatch *match = candidate->equal ? candidate->equal : candidate->list;

	if (candidate->taken)
		return;
	if (match == NULL && range_is_asked(column, candidate))
	{
		take_range(quals, column, candidate);
		return;
	}
	if (match == NULL)
		match = candidate->guarded;
	if (match == NULL)
		return;
	(void) take_values(quals, all, match, 0);
	take_clause(quals, match);
}

static int
compare_attnums(const ListCell *a, const ListCell *b)
{
	return ((const ApiPushed *) lfirst(a))->attnum - ((const ApiPushed *) lfirst(b))->attnum;
}

Relids
api_quals_outer(const RelOptInfo *rel, const RestrictInfo *clause)
{
	return bms_del_member(bms_copy(clause->clause_relids), (int) rel->relid);
}

const ApiColumn *
api_quals_match(PlannerInfo *root, RelOptInfo *rel, RestrictInfo *clause,
				const ApiColumns *columns)
{
	ApiMatcher	matcher = {root, rel, columns, api_quals_outer(rel, clause)};
	const ApiMatch *match = api_match_clause(&matcher, clause);

	return match ? linitial(match->columns) : NULL;
}

ApiQuals *
api_quals_classify(PlannerInfo *root, RelOptInfo *rel, List *clauses, const ApiColumns *columns,
				   Relids outer)
{
	ApiMatcher	matcher = {root, rel, columns, outer};
	Candidates	all = {columns, palloc0(sizeof(Candidate) * Max(columns->natts, 1)), NIL};
	ApiQuals   *quals = palloc0(sizeof(ApiQuals));
	ListCell   *lc;
	int			i;

	quals->all = clauses;
	quals->local = list_copy(clauses);
	foreach(lc, clauses)
	{
		ApiMatch   *match = api_match_clause(&matcher, lfirst_node(RestrictInfo, lc));

		if (match && list_length(match->columns) > 1)
			all.pairs = lappend(all.pairs, match);
		else if (match)
			add_match(&all, match);
	}

	add_pairs(quals, &all);
	for (i = 0; i < columns->natts; i++)
	{
		if (columns->columns[i].param_number >= 0)
			take_candidate(quals, &all, &columns->columns[i]);
	}
	list_sort(quals->pushed, compare_attnums);
	return quals;
}

ApiGiven
api_quals_given(const ApiQuals *quals, AttrNumber attnum)
{
	ListCell   *lc;

	foreach(lc, quals->pushed)
	{
		const ApiPushed *pushed = lfirst(lc);

		if (pushed->attnum != attnum)
			continue;
		if (pushed->guard >= 0)
			return API_GIVEN_PERHAPS;
		if (pushed->kind == API_PUSH_RANGE &&
			((pushed->lower == NIL && pushed->lower_exclusive == NIL) ||
			 (pushed->upper == NIL && pushed->upper_exclusive == NIL)))
			return API_GIVEN_NOT;
		return API_GIVEN;
	}
	return API_GIVEN_NOT;
}

bool
api_quals_from_outer(PlannerInfo *root, const ApiQuals *quals)
{
	return !bms_is_empty(pull_varnos(root, (Node *) quals->values));
}
