# breaks: a member of another case that another column reads is told
# file:   src/exec/row_spelt.c
# tests:  t/060_situations.pl
s/if \(!api_near_claimed\(row->columns, field->column, name, \*len\)\)/if (*len > 0)/
