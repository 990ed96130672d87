# breaks: values that a partition cannot have are asked for
# file:   src/exec/bind_values.c
# tests:  sql/partitions.sql
s/goes\[i\] = !api_partition_holds\(binder->partition\);/goes[i] = false;/
