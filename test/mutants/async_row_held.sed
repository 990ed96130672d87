# breaks: a row that is found when an Append prepares its wait may be held until the event of another wrapper
# file:   src/exec/async.c
# tests:  t/045_mixed_append.pl
s/^\tif \(!is_waited_for\(append, request\)\)/\tif (!answered \&\& !is_waited_for(append, request))/
