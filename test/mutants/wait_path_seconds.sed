# breaks: milliseconds at retry_after_path are taken for seconds
# file:   src/rest/wait.c
# tests:  sql/retry_after_path.sql
s/^\t\*in_ms = wait->in_ms;/\t*in_ms = false;/
