# breaks: every member of what surrounds the records is looked at, however many
# file:   src/rest/search.c
# tests:  test/unit/test_search.c
s/above->object && search->members\+\+ >= API_SEARCH_MEMBERS\)$/above->object \&\& false)/
