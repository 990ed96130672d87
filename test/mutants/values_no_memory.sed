# breaks: values take as much memory as they like
# file:   src/exec/bind_many.c
# tests:  sql/limits_values.sql
s/^\tvalues->too_large = binder->bytes > memory .*/\tvalues->too_large = binder->bytes < 0;/
