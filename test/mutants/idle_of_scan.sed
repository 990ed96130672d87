# breaks: the end of a scan closes nothing
# file:   src/exec/fetch.c
# tests:  t/015_idle.pl
s/if \(fetch->begun\)$/if (false)/
