# breaks: a body that is compressed twice is undone once
# file:   src/net/inflate.c
# tests:  test/unit/test_inflate.c
s/^\tif \(twice\)$/\tif (twice \&\& bare)/
