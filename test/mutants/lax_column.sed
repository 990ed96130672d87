# breaks: [*] of a column sees nothing where there is no array
# file:   src/json/slice.c
# tests:  sql/lax_paths.sql
s/return \*text != '\[' \&\& !api_text_is_null\(text, len\);/return false;/
