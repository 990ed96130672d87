# breaks: lines that ended with the connection count as whole
# file:   src/net/flight.c
# tests:  sql/lines_cut.sql
s/^\tresponse->open_ended = flight->http_1 \&\& api_response_unframed\(response\);/\tresponse->open_ended = flight->http_1 \&\& api_response_unframed(response) \&\& false;/
