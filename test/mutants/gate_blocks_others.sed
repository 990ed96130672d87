# breaks: a request that is held holds those of other scans
# file:   src/net/launch.c
# tests:  t/013_budgets.pl
s/^\t\t\t\theld = held != NULL \? held : queue;/\t\t\t\treturn;/
