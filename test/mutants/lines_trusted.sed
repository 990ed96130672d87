# breaks: lines that ended with the connection count as whole
# file:   src/net/flight.c
# tests:  sql/lines_cut.sql
s/^\tresponse->open_ended = flight->http_1 \&\& is_unframed\(response\);/\tresponse->open_ended = flight->http_1 \&\& is_unframed(response) \&\& false;/
