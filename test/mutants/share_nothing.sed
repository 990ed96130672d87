# breaks: what two scans of a query ask for is sent twice
# file:   src/net/sharing.c
# tests:  t/042_shared.pl
s/for \(ApiQueue \*queue = home->pool->queues;/for (ApiQueue *queue = NULL;/
