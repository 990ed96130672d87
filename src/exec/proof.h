/*
 * proof.h
 *		Which scans of a statement are sure to be asked for a row.
 */
#ifndef API_PROOF_H
#define API_PROOF_H

#include "postgres.h"

#include "nodes/execnodes.h"

/*
 * Of the scans of ours (ForeignScanState) of a statement those that must be asked for a row,
 * since trigger was; to_end: all rows of the statement are asked for.  *whole: among others
 * those of them that are read to their end, certainly.  In the current memory context.
 */
extern List *api_proof_look(const EState *estate, const List *scans,
							const ForeignScanState *trigger, bool to_end, List **whole);

#endif							/* API_PROOF_H */
