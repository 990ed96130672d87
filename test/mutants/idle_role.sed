# breaks: a role that is altered keeps its connections
# file:   src/rest/upkeep.c
# tests:  t/015_idle.pl
s/\[API_MARK_ROLE\] = AUTHOID/[API_MARK_ROLE] = TYPEOID/
