# breaks: records of another kind are not told where they have a page for themselves
# file:   src/exec/odd.c
# tests:  t/060_situations.pl
s/odd->others = true;/odd->others = odd->count < 0;/
