# breaks: a total of all that there are beats one that is reached
# file:   src/rest/weigh.c
# tests:  t/060_situations.pl
s/ && !sign->naming\.grand :/ :/
