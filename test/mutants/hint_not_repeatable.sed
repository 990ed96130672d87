# breaks: a POST that is not sent again is told to have been, and not what would
# file:   src/rest/remedy.c
# tests:  sql/repeatable.sql
s/^\telse if \(is_sent_once\(transfer, err\)\)/\telse if (is_sent_once(transfer, err) \&\& false)/
