# breaks: drift 'stop' lets records pass that no column knows
# file:   src/exec/odd.c
# tests:  sql/odd.sql
s/odd->others \&\& odd->config->drift == API_DRIFT_STOP/odd->others \&\& odd->config->drift == API_DRIFT_STOP + 99/
