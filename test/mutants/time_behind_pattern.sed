# breaks: text behind a pattern is passed over
# file:   src/json/datum_pattern.c
# tests:  sql/types_compared.sql
s/if \(\*text == '.0' .. \*written == '.0'\)/if (*written == '\\0') return true; else if (*text == '\\0')/
