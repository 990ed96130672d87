/*
 * shippable.h
 *		The one rule of which comparisons may be sent to an API.
 *
 * Only an equality that means the same on both sides is sent: the default btree
 * equality of a type whose values have exactly one spelling (see exec/render).
 * float4 and float8 have none that API and server agree on.  Operators are known
 * by their place in the type's btree operator family, not by name.
 */
#ifndef API_SHIPPABLE_H
#define API_SHIPPABLE_H

#include "postgres.h"

#include "access/stratnum.h"
#include "nodes/nodes.h"

/*
 * The btree strategy (BTLessStrategyNumber ...) of "column op value" if it may be
 * sent, else InvalidStrategy.  columntype and valuetype may be domains.  Equality
 * for all types of the rule, the inequalities for integers and dates only.  An integer
 * column takes a numeric value, a text column one of type name; what they cannot be equal
 * to, the executor leaves out.  The bounds of a range of dates may be points in time.
 */
extern StrategyNumber api_shippable_strategy(Oid opno, Oid collation, Oid columntype,
											 Oid valuetype);

/*
 * May the value, if it is a constant, be one of an integer column as it is written?  One
 * with decimal places is not: 7.0 is another spelling than the API's 7.
 */
extern bool api_shippable_constant(Oid columntype, const Node *value);

/* bool, or a domain over it? */
extern bool api_shippable_is_bool(Oid type);

#endif							/* API_SHIPPABLE_H */
