# breaks: a secret that the mapping does not have is sent as nothing
# file:   src/rest/placed.c
# tests:  sql/secrets_placed.sql
s/^\t\tif \(!has\(secrets, &mark\)\)/\t\tif (!has(secrets, \&mark) \&\& mark.len == 0)/
