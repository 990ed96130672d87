# breaks: param_in_max is ignored: all values go out in one request
# file:   src/exec/bind.c
# tests:  sql/lists.sql
s/^\tapi_bindings_set_group\(bindings, param, values->column->list_max\);$/\tapi_bindings_set_group(bindings, param, values->column->list_max > 1 ? MAX_VALUES : 1);/
