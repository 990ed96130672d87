# breaks: rows of another partition are rows without a key
# file:   src/exec/partition.c
# tests:  t/060_situations.pl
s/if \(!row->tts_isnull\[i - 1\]\)/if (row->tts_nvalid < 0)/
