# breaks: a key's rows are forgotten as soon as nobody uses them
# file:   src/exec/join_keys.c
# tests:  t/041_join.pl
s/while \(keys->bytes > keys->most \&\& /while (/
