# breaks: an epoch may be of another unit
# file:   src/json/datum_time.c
# tests:  sql/types_compared.sql
s/us > API_EPOCH_LAST/false/
