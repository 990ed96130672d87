# breaks: whoever is cancelled waits until the look-up has ended
# file:   src/net/handle.c
# tests:  t/018_cancel_states.pl
s/CURLOPT_QUICK_EXIT, 1L/CURLOPT_QUICK_EXIT, 0L/
