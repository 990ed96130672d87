# breaks: a response may come at any pace
# file:   src/net/deadline.c
# tests:  test/unit/test_deadline.c
s/^\t\treturn API_LATE_PACE;/\t\treturn API_LATE_NOT;/
