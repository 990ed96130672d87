# breaks: a member is read that another column reads
# file:   src/exec/near.c
# tests:  sql/names.sql
s/^(\t\t\t)if \(other->paths\[j\]->nsteps > 0 \&\&/\1if (other == column \&\&/
