# breaks: a quote behind a backslash ends a string in blocks
# file:   src/json/frame.c
# tests:  test/unit/test_frame.c
s/block\.quotes \&= ~escaped_by\(block\.backslashes\);/block.quotes \&= ~(escaped_by(block.backslashes) >> 63);/
