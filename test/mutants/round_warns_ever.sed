# breaks: the warning comes with every scan
# file:   src/exec/once.c
# tests:  sql/signs.sql
s/^\treturn !found;/\treturn found || !found;/
