# breaks: a request is given up again and again
# file:   src/net/admission.c
# tests:  t/027_memory.pl
s/ \&\& !transfer->given_up \&\&/ \&\&/
