# breaks: nobody hears that the pages behind a failure that was ignored were not read
# file:   src/exec/fetch_end.c
# tests:  sql/ends.sql
s/(kind == API_PAGER_NONE \?) 0 : stats->ends\[API_END_FAILED\];/\1 0 : 0 * stats->ends[API_END_FAILED];/
