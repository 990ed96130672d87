# breaks: a memory context of each scan stays until the session ends
# file:   src/exec/fetch.c
# tests:  t/017_soak.pl
s/^\tfetch->parts_memory = AllocSetContextCreate\(CurrentMemoryContext, /\tfetch->parts_memory = AllocSetContextCreate(TopMemoryContext, /
