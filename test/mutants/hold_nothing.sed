# breaks: the bodies of a scan take as much memory as they like
# file:   src/net/pause.c
# tests:  t/023_scan_buffer.pl
s/^\t\t\(queue->limits\.pause_above > 0 \&\& queue->held >=/\t\t(queue->limits.pause_above > 0 \&\& queue->held \/ 1024 >=/
