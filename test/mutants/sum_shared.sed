# breaks: requests that two scans share count for both
# file:   src/exec/eager.c
# tests:  sql/limits_requests.sql
s/shares_requests\(counted, lfirst\(lc\)\) \|\|/(shares_requests(counted, lfirst(lc)) \&\& false) ||/
