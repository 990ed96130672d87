# breaks: a body that was delivered in part is asked for again
# file:   src/net/repeat.c
# tests:  t/022_streaming.pl
s/^\tif \(sent->in_use \|\| !is_worth_it\(sent\)\)/\tif (!is_worth_it(sent))/
