# breaks: a time with a blank in it is two words amid text
# file:   src/rest/safe.c
# tests:  sql/time_sent.sql
s/ && \(quoted \|\| \*p != ' '\)//
