# breaks: each scan of a table learns anew that its bodies are too large for HTTP/2
# file:   src/net/queue.c
# tests:  t/027_memory.pl
s/^\tqueue->heavy = .*/\tqueue->heavy = false;/
