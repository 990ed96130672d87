# breaks: the status of an answer in a batch is looked at
# file:   src/rest/ancestors.c
# tests:  t/060_situations.pl
s/if \(told == NULL \|\| told->name == NULL\)/if (false)/
