# breaks: values are held against a bound that reads other columns, too
# file:   src/exec/bind_values.c
# tests:  sql/partitions.sql
s/^		if \(leader \&\& \(values->pushed->kind != API_PUSH_PAIRS \|\|$/		if (leader \&\& attnum < 0 \&\& (values->pushed->kind != API_PUSH_PAIRS ||/
