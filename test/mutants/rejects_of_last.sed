# breaks: the warning counts the values of the last rescan alone
# file:   src/exec/fetch.c
# tests:  sql/warnings.sql
s/fetch->past_rejects.values \+= api_reject_values/fetch->past_rejects.values = api_reject_values/
