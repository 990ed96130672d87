# breaks: messages show the marks that stand for secrets
# file:   src/base/mark.c
# tests:  sql/secrets_placed.sql t/008_secrets_placed.pl
s/^(\twhile \(text != NULL && \(at = .*\) != NULL)\)$/\1 \&\& mark.len == 0)/
