# breaks: records of lists in records are not counted list by list
# file:   src/rest/search.c
# tests:  t/060_situations.pl
s/^\tabove->count = above->count < 0 \? 1 : above->count \+ 1;/\tabove->count = 0;/
