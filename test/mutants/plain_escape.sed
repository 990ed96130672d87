# breaks: strings with escapes are taken as they are written
# file:   src/json/datum_plain.c
# tests:  sql/plain_values.sql
s/^\treturn \(found & tops\) == 0;$/\t(void) found;return true;/
