# breaks: a value that falls out with another is dropped
# file:   src/rest/filling.c
# tests:  sql/placement_pairs.sql test/unit/test_placement.c
s/if \(filling->fates\[i\]\.dropped/if (false/
