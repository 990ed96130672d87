# breaks: rows that are checked again are read ahead, and keys sent for them
# file:   src/exec/ahead.c
# tests:  t/045_look_ahead.pl
s/estate->es_epq_active == NULL && estate->es_plannedstmt/estate->es_plannedstmt/
