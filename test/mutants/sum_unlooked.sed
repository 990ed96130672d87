# breaks: a statement whose scans must together send too many requests sends some first
# file:   src/exec/eager.c
# tests:  sql/limits_requests.sql
s/^	if \(list_length\(counted\) > 1 \&\& requests > api_max_requests\)/	if (list_length(counted) < 0)/
