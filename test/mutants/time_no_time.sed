# breaks: the number that stands for no time is one
# file:   src/json/datum_time.c
# tests:  sql/types_strict.sql
s/number_len == strlen\(NO_TIME\)/false/
