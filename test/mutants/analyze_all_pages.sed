# breaks: ANALYZE asks for more pages than analyze_requests allows
# file:   src/rest/chain.c
# tests:  sql/analyze.sql
s/\(paging->spec.sampled_pages > 0 && chain->asked >= /(false \&\& chain->asked >= /
