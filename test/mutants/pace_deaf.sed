# breaks: nobody asks an outer side of ours whether it has a row
# file:   src/exec/join_pace.c
# tests:  t/044_join_pace.pl
s/waits = outer_waits\(join\);/waits = false \&\& outer_waits(join);/
