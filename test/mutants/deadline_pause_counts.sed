# breaks: what a body waits because memory is full counts as its own time
# file:   src/net/deadline.c
# tests:  test/unit/test_deadline.c
s/^\tdeadline->begun_at \+= rest;/\tdeadline->begun_at += 0;/
