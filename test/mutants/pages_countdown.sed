# breaks: pages that count those that are left are taken for such as fell
# file:   src/rest/totals.c
# tests:  t/060_situations.pl
s/^\t\tpages \+ chain->judged != chain->planned;/\t\tpages != chain->planned;/
