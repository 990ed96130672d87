# breaks: a path below a security barrier shows the value in it
# file:   src/rest/advance.c
# tests:  sql/errors_where.sql
s/if \(filled \&\& stream->spec.hides_values \&\&/if (filled \&\& stream->raised \&\&/
