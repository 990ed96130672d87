# breaks: a compressed body that was cut counts as whole
# file:   src/net/flight_body.c
# tests:  sql/lines_cut.sql
s/^\t\tif \(api_inflate_cut\(flight->inflate\)\)/\t\tif (false)/
