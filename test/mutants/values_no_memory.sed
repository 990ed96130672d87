# breaks: values take as much memory as they like
# file:   src/exec/bind_many.c
# tests:  sql/limits_values.sql
s/^\tif \(values->count < values->look_at \&\& binder->bytes <= memory\)/\tif (values->count < values->look_at)/
