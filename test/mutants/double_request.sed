# breaks: each request is sent twice
# file:   src/net/transfer.c
# tests:  sql/fanout.sql
s/else if \(excused\(transfer, landing\)\)/else if (excused(transfer, landing) || transfer->excused == 0)/
