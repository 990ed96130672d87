# breaks: an exact total beside a relation is none
# file:   src/rest/bounds.c
# tests:  t/060_situations.pl
s/^\t\t\treturn is_at_least\(value\);/\t\t\treturn is_at_least(value) || strlen(value) > 0;/
