# breaks: a total of 100 that came is always the end
# file:   src/rest/doubts.c
# tests:  test/unit/test_kinds.c
s/^\t\t!scope->paged && scope->pages == 1 && scope->page_records >= 100;/\t\t!scope->paged \&\& scope->pages == 1 \&\& scope->page_records < 0;/
