# breaks: totals are compared with rows, not with records
# file:   src/rest/records.c
# tests:  sql/records.sql
s/^\treturn \(int64_t\) \(api_reader_outer\(page->reader\) \+ .*$/\treturn (int64_t) api_page_records(page);/
