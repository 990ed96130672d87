# breaks: a column counts that not every arm of an OR names
# file:   src/plan/match_or.c
# tests:  sql/lists_or.sql
s/common = common \&\& match_of/common = common || match_of/
