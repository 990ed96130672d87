# breaks: what goes wrong with a scan that starts early is raised there
# file:   src/exec/scan.c
# tests:  sql/start_early.sql
s/^\tscan->unread = api_attempt\(start_early, scan, errors\) == NULL;/\tstart_early(scan); scan->unread = true;/
