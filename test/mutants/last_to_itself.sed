# breaks: a last page that leads to itself, behind a total that is reached, is a circle
# file:   src/rest/repeats.c
# tests:  t/060_situations.pl
s/^\tif \(repeats && !paging->pager->countable && chain->said >= 0/\tif (repeats \&\& paging->pager->countable \&\& chain->said >= 0/
