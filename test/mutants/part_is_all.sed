# breaks: a part whose range has no end is taken as all
# file:   src/rest/pager_auto.c
# tests:  sql/statuses.sql
s/^\telse if \(signs->verdict <= API_SIGNS_WEAK \&\& chain->judged == 0 \&\& ranged\)/\telse if (ranged \&\& false)/
