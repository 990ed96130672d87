# breaks: a secret that is set by its name drops the others
# file:   src/sqlfn/secret.c
# tests:  sql/set_secret.sql
s/if \(strcmp\(secrets\.items\[i\]\.name, name\) != 0\)/if (strcmp(secrets.items[i].name, name) == 0)/
