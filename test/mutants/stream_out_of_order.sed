# breaks: in order, a chain comes before the one whose request could not be made
# file:   src/rest/advance.c
# tests:  test/unit/test_order.c
s/^\telse if \(!stream->spec\.keep_order\)$/\telse if (true)/
