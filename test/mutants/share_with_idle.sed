# breaks: a scan waits for the reader of another
# file:   src/net/queue.c
# tests:  t/042_shared.pl
s/^\telse if \(!api_state_traits\(to\)->leads\)/\telse if (to == API_STATE_GONE)/
