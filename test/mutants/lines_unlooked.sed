# breaks: lines without the records' place are not looked at
# file:   src/rest/ancestors.c
# tests:  t/060_situations.pl
s/if \(look->path->nsteps > 1 && look->first == 0\)/if (look->path->nsteps > 100)/
