# breaks: every member of what surrounds the records is looked at, however many
# file:   src/rest/search.c
# tests:  t/026_work.pl
s/above->object && search->members\+\+ >= API_SEARCH_MEMBERS\)$/above->object && search->members++ < 0)/
