# breaks: an API that ignores a value gives all its rows for each, and nobody says so
# file:   src/rest/unheeded.c
# tests:  sql/ignored_values.sql
s/return unheeded->varied \&\& /return false \&\& /
