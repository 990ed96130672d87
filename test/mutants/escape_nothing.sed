# breaks: a quote behind a backslash ends a string in blocks
# file:   src/json/blocks_skip.h
# tests:  test/unit/test_frame.c
s/block\.quotes \&= ~escaped_by\(block\.backslashes\);/block.quotes \&= ~(escaped_by(block.backslashes) >> 63);/
