# breaks: a path in a hint has names that were cut
# file:   src/rest/sighting.c
# tests:  t/062_hints.pl
s/strlen\(step\) >= sizeof\(frame->name\) - 1 \|\| //
