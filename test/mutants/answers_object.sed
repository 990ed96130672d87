# breaks: an object is taken to be a page of them
# file:   src/plan/answers.c
# tests:  sql/answers.sql
s/(answers->one_page \&\&) answers->config->record_path == NULL/\1 false/
