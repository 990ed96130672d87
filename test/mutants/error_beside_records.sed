# breaks: an error beside records is a warning
# file:   src/rest/shape_error.c
# tests:  t/060_situations.pl
s/else if \(told != NULL\)/else if (false)/
