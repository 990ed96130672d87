# breaks: a 401 without a user mapping does not say how to create one
# file:   src/rest/config_auth.c
# tests:  sql/errors_hints.sql
s/^	if \(!OidIsValid\(from.mapping_oid\)\)/	if (from.mapping_oid == PG_UINT32_MAX)/
