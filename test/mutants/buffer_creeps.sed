# breaks: a buffer grows by single bytes
# file:   src/base/buffer.c
# tests:  test/unit/test_block.c
s/^\t\troom \*= 2;/\t\troom += 1;/
