# breaks: a link that brings a secret back is shown with it
# file:   src/rest/veil.c
# tests:  t/008_secrets_placed.pl
s/^(\t\tif \(strncmp\(text, veil->value, len\) == 0 &&)/\1 false \&\&/
