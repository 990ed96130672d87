# breaks: a time that a pattern cannot hold is sent as another
# file:   src/json/time_text.c
# tests:  sql/time_sent.sql
s/return trip.read == value;/return trip.read <= value;/
