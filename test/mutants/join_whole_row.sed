# breaks: a whole row of the inner side is looked for in the scan tuple
# file:   src/plan/why.c
# tests:  sql/join_fallback.sql
s/bms_is_empty\(whole->attr_needed\[attnum - whole->min_attr\]\)/true/
