# breaks: what a busy server turns away now and then fails, as if it had answered nobody meanwhile
# file:   src/net/repeat.c
# tests:  test/unit/test_repeat.c
s/answers > turns->answers \? sends : //
