/*
 * said.h
 *		Foreign words in a message.
 */
#ifndef API_SAID_H
#define API_SAID_H

/*
 * The UTF-8 text in the database's encoding, palloc'd.  What is no UTF-8, or has no
 * character there, is a question mark: to tell an error must not fail.  Within a
 * transaction; backend code.
 */
extern char *api_said(const char *text);

#endif							/* API_SAID_H */
