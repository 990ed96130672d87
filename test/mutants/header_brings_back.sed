# breaks: a header that brings a parameter's credential back is shown with it
# file:   src/exec/response.c
# tests:  sql/secrets_placed.sql
s/^\tif \(foreign\)$/\tif (foreign \&\& auth == NULL)/
