# breaks: a query is given what another asked for before
# file:   src/net/sharing.c
# tests:  t/042_shared.pl
s/queue->family.query != home->family.query/queue->family.query == NULL/
