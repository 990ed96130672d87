# breaks: a record that has what a param_only column sends is unknown
# file:   src/exec/odd.c
# tests:  sql/odd.sql
s/column->source == API_SOURCE_PARAM\)/column->source == API_SOURCE_DROPPED)/
