# breaks: pages are kept beyond work_mem
# file:   src/net/shelf.c
# tests:  t/046_kept.pl
s/shelf->taken \+ weight_of\(transfer\) > shelf->most \|\| //
