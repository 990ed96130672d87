# breaks: who has no place to look a name up waits for one without end
# file:   src/net/lookups.c
# tests:  test/unit/test_tickets.c t/029_names.pl
s/^\treturn clock - transfer->placeless_since >= .*/\treturn false;/
