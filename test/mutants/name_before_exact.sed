# breaks: the very name is read behind records that were read by another
# file:   src/exec/row_find.c
# tests:  sql/names.sql
s/^(\tif \(field->alias != NULL)\)$/\1 \&\& row->text == NULL)/
