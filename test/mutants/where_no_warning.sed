# breaks: a warning at the end of a scan does not tell its table
# file:   src/exec/fetch_end.c
# tests:  sql/errors_where.sql
s/\{error_context_stack, api_fetch_context, fetch\}/{error_context_stack, (void (*) (void *)) api_fetch_leave_page, fetch}/
