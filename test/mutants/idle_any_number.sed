# breaks: as many connections rest between statements as were opened
# file:   src/net/idle.c
# tests:  test/unit/test_idle.c t/015_idle.pl
s/if \(open > most && /if (open > most + 10000 \&\& /
