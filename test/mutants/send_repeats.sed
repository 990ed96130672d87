# breaks: a value that IN names twice is asked for twice
# file:   src/exec/bind_many.c
# tests:  sql/lists.sql
s/repeat\[places\[i\]\] = (same_texts.*);/repeat[places[i]] = \1 \&\& count < 0;/
