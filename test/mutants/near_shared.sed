# breaks: a member that a column of a like name reads is no other one's
# file:   src/exec/near.c
# tests:  t/060_situations.pl
s/return same \? is_read/return same \&\& len == 0 ? is_read/
