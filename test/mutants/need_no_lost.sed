# breaks: a condition that no record can pass, for none has its column, is an empty result
# file:   src/exec/fetch_end.c
# tests:  sql/needs_value.sql
s/if \(is_lost\(fetch, lfirst\(lc\)\)\)/if (false \&\& is_lost(fetch, lfirst(lc)))/
