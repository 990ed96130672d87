# breaks: of a body of several gzip members the first alone is read
# file:   src/net/inflate.c
# tests:  test/unit/test_inflate.c
s/^\telse if \(self->place == BEHIND && byte == GZIP_BEGINS\)/\telse if (false)/
