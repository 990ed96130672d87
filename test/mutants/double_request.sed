# breaks: each request is sent twice
# file:   src/net/transfer.c
# tests:  sql/fanout.sql
s/^\trepeat = may_repeat\(transfer, landing, response->failure\);/\trepeat = transfer->excused == 0 ? API_REPEAT_FREE : may_repeat(transfer, landing, response->failure);/
