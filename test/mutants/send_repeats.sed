# breaks: a value that IN names twice is asked for twice
# file:   src/exec/bind_values.c
# tests:  sql/lists.sql
s/^\t\trepeat\[places\[i\]\] = same_texts\(.*/\t\trepeat[places[i]] = false;/
