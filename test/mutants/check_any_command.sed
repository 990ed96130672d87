# breaks: a table that is broken blocks commands about other things
# file:   src/sqlfn/check.c
# tests:  sql/check_commands.sql
s/^\t\t\treturn TOUCH_NOTHING;/\t\t\treturn TOUCH_OPTIONS;/
