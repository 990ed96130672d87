# breaks: a cell wants the other outcome
# file:   test/faults/table.txt
# tests:  t/070_faults.pl
s/^(status_429 .*)rows( +53000 +rows +53000)/\153000\2/
