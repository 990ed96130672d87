# breaks: a scan waits for ever where a value cannot be sent and a large body behind waits to be read in order
# file:   src/rest/lists.c
# tests:  test/unit/test_advance.c
s/^\t\t!first->ended && first->pages.first == NULL;/\t\t!first->ended \&\& first->asked < 0;/
