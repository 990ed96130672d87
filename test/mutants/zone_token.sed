# breaks: a time zone's offset is a token
# file:   src/rest/weigh.c
# tests:  t/060_situations.pl
s/ \|\| is_zone\(sign->value\)\)/ || (is_zone(sign->value) \&\& sign->within))/
