# breaks: an outer row without a match is lost
# file:   src/exec/join.c
# tests:  sql/join.sql
s/\(type != JOIN_LEFT \&\& type != JOIN_ANTI\)/type != JOIN_ANTI/
