# breaks: a row that is read again from a file is in memory that goes before it
# file:   src/exec/scan.c
# tests:  sql/rescan.sql
s/MemoryContextSwitchTo\(kept->tts_mcxt\)/CurrentMemoryContext/
