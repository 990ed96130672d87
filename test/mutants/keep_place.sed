# breaks: a body that waits keeps its place in the window from the scan that is read
# file:   src/net/queue.c
# tests:  t/023_scan_buffer.pl
s/^\tqueue->pool->npaused \+= paused;/\tqueue->pool->npaused += 0;/
