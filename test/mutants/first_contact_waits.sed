# breaks: a server that never answered is tried as often as one in an outage
# file:   src/net/transfer.c
# tests:  sql/first_contact.sql
s/ && transfer->tries >= FIRST_TRIES\)/ \&\& false)/
