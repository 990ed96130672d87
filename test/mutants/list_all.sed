# breaks: param_in_max is ignored: all values go out in one request
# file:   src/exec/bind.c
# tests:  sql/lists.sql
s/api_bindings_set_group\(bindings, param, values->column->list_max\);/api_bindings_set_group(bindings, param, values->column->list_max > 1 ? 10000000 : 1);/
