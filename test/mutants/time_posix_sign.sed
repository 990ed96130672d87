# breaks: UTC+3 is west
# file:   src/json/datum_strict.c
# tests:  sql/types_strict.sql
s/is_before_offset\(to->p\) \? " "/is_before_offset(to->p) ? " UTC"/
