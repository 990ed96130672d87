# breaks: errors of a GraphQL answer are known by their shape
# file:   src/rest/shape_error.c
# tests:  t/060_situations.pl
s/graphql = told != NULL && .*/graphql = false;/
