# breaks: hexadecimal digits are base64
# file:   src/json/datum_scalar.c
# tests:  sql/types_strict.sql
s/if \(is_hexadecimal\(string\)\)/if (is_hexadecimal(string) \&\& *string == 0)/
