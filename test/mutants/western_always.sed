# breaks: UTF-8 that calls itself ISO-8859-1 is converted once more
# file:   src/net/charset.c
# tests:  sql/decoding.sql
s/^\tcharset->mode = is_western\(folded\) \? MODE_GUESS : MODE_CONVERT;/\tcharset->mode = is_western(folded) ? MODE_CONVERT : MODE_CONVERT;/
