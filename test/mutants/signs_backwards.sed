# breaks: a null is the end whatever leads back
# file:   src/rest/weigh.c
# tests:  test/unit/test_kinds.c
s/^\tif \(weight == WEIGHT_END && !reached && search->back/\tif (weight == WEIGHT_END \&\& !reached \&\& search->depth > 99/
