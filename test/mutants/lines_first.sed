# breaks: an error is looked for in the first line only
# file:   src/rest/failure.c
# tests:  sql/lines.sql
s/record < records \&\& found->text == NULL; record\+\+/record < records \&\& record < 1 \&\& found->text == NULL; record++/
