# breaks: each request is sent twice
# file:   src/net/transfer.c
# tests:  sql/fanout.sql
s/^\tswitch \(may_repeat\(transfer, landing, response->failure\)\)/\tswitch (transfer->excused == 0 ? API_REPEAT_FREE : may_repeat(transfer, landing, response->failure))/
