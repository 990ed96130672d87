# breaks: keys leave when the outer side is read next
# file:   src/exec/join_pace.c
# tests:  t/044_join_pace.pl
s/^	api_join_push\(join\);$//
