# breaks: a POST is sent again in spite of repeatable off
# file:   src/rest/config_repeat.c
# tests:  sql/repeatable.sql
s/^\tspec->repeatable = api_lookup_text\(from, .repeatable.\) != NULL \?/\tspec->repeatable = api_lookup_text(from, \"repeatable\") != NULL \&\& api_lookup_bool(from, \"repeatable\") ?/
