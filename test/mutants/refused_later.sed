# breaks: a server that answered before is given up after two refusals
# file:   src/net/transfer.c
# tests:  t/070_faults.pl
s#is_unreached\(failure\) && !pool->heard#is_unreached(failure) && (!pool->heard || true)#
