# breaks: signs that nothing supports are silent
# file:   src/rest/pager_auto.c
# tests:  sql/signs.sql
s/API_SIGNS_DOUBTFUL && chain->judged == 0/API_SIGNS_DOUBTFUL \&\& chain->judged == 1000/
