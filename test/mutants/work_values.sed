# breaks: every value beside the records is looked at, however many
# file:   src/rest/search.c
# tests:  test/unit/test_search.c
s/sizeof\(name\) \|\| search->members\+\+ >= API_SEARCH_MEMBERS\)$/sizeof(name))/
