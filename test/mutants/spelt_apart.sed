# breaks: a member beside the one of the column's name is taken for it
# file:   src/exec/row_spelt.c
# tests:  t/060_situations.pl
s/field->apart = has_own\(row, field, record\);/field->apart = has_own(row, field, record) \&\& record > row->read;/
