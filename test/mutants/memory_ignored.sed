# breaks: all scans of a backend together take as much memory as they like
# file:   src/net/memory.c
# tests:  t/027_memory.pl
s/^\tlimit = bytes;/\tlimit = bytes * 16;/
