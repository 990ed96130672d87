# breaks: records that are counted only are not looked at
# file:   src/exec/row_end.c
# tests:  t/060_situations.pl
s/if \(!any && api_page_known\(row->page\)\)/if (!any)/
