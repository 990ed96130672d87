# breaks: a warning that quotes what the database's encoding lacks is an error
# file:   src/base/said.c
# tests:  t/031_encodings.pl
s/GROWTH \+ 1, true\)/GROWTH + 1, false)/
