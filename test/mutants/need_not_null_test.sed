# breaks: whether a column is NULL cannot be asked without a value
# file:   src/plan/condition.c
# tests:  sql/needs_value.sql
s/nulltesttype == IS_NULL \&\&$/nulltesttype == IS_NULL \&\& reads->relid < 0 \&\&/
