# breaks: ANALYZE of a parent asks for pages of each partition
# file:   src/exec/analyze.c
# tests:  sql/analyze.sql
s/relispartition && !config->analyze_given \? 0/relispartition \&\& false ? 0/
