# breaks: a row from a file is in memory that goes before it
# file:   src/exec/feed.c
# tests:  t/045_look_ahead.pl
s/MemoryContextSwitchTo\(feed->slot->tts_mcxt\)/CurrentMemoryContext/
