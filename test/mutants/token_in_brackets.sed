# breaks: a token in brackets is a text like others
# file:   src/rest/weigh.c
# tests:  t/060_situations.pl
s/\(sign->string && \*sign->value == .\[.\)/(sign->string \&\& *sign->value == 1)/
