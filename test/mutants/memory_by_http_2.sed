# breaks: what was given up is asked for by HTTP/2 again
# file:   src/net/handle.c
# tests:  t/027_memory.pl
s/ \|\| transfer->queue->heavy;/;/
