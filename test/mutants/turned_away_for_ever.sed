# breaks: a server that takes no request is asked again for ever at no cost
# file:   src/net/repeat.c
# tests:  test/unit/test_repeat.c
s/^\t\treturn sent->turned_away->in_vain <= MAX_IN_VAIN \&\& .*$/\t\treturn true;/
