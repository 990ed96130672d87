# breaks: heads of responses are not counted
# file:   src/net/pause.c
# tests:  t/027_memory.pl
s/ \+ transfer->response\.headers\.bytes;/;/
