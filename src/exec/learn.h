/*
 * learn.h
 *		What a scan teaches of its table's answers.
 */
#ifndef API_LEARN_H
#define API_LEARN_H

#include "exec/fetch.h"

/*
 * From a stream that is to be closed.  To be called by the fetch's owner, never while another
 * scan's stream is advanced.
 */
extern void api_learn_from(const ApiFetch *fetch);

#endif							/* API_LEARN_H */
