# breaks: pages that lead back are no circle where a total is reached on the way
# file:   src/rest/repeats.c
# tests:  t/070_faults.pl
s/^(\t\tif \(chain->steps\[i\] == hash)\)/\1 \&\& false)/
