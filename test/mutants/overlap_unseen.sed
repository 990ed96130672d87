# breaks: a page that begins with what the one before ended with is like others
# file:   src/rest/repeats.c
# tests:  t/020_paging.pl
s/^\ttwice = overlap_of\(chain->tail, chain->ntail, head, nhead\);/\ttwice = nhead > 0 ? 0 : overlap_of(chain->tail, chain->ntail, head, nhead);/
