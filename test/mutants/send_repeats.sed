# breaks: a value that IN names twice is asked for twice
# file:   src/exec/bind.c
# tests:  sql/lists.sql
s/^\t\tif \(repeat\[i\]\)$/\t\tif (repeat[i] \&\& i < 0)/
