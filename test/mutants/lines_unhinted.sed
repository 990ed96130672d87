# breaks: lines that call themselves JSON are an error without a way out
# file:   src/rest/notjson.c
# tests:  sql/errors_body.sql
s/^\telse if \(has_further_value\(response, err\)\)/\telse if (has_further_value(response, err) \&\& false)/
