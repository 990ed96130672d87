# breaks: a cursor's requests count in the statement of its first FETCH alone
# file:   src/rest/stream.c
# tests:  sql/limits_requests.sql
s/^\tapi_queue_read\(stream->queue\);/\t(void) stream;/
