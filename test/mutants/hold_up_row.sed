# breaks: a row that is there waits for a scan that has none
# file:   src/exec/async.c
# tests:  t/040_async.pl
s/(api_stream_wait_fd\()append->as_nasyncresults > 0/\1false/
