# breaks: a column that goes is not noticed
# file:   src/sqlfn/check.c
# tests:  sql/check_commands.sql
s/^\t\t\treturn TOUCH_COLUMNS;/\t\t\treturn TOUCH_NOTHING;/
