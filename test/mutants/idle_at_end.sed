# breaks: the end of a transaction closes nothing
# file:   src/rest/upkeep.c
# tests:  t/015_idle.pl
s/case XACT_EVENT_COMMIT:/case XACT_EVENT_PARALLEL_COMMIT:/
