# breaks: rows without a key are rows of another partition
# file:   src/exec/fetch_end.c
# tests:  t/060_situations.pl
s/fetch->without_key == fetch->out_of_bound;/fetch->without_key > fetch->out_of_bound;/
