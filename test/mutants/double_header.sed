# breaks: the secret header goes out twice
# file:   src/net/handle.c
# tests:  sql/credentials.sql
s/if \((!add_header\(flight, signer, extra->items\[i\]\.name, extra->items\[i\]\.value\))\)/if (\1 || \1)/
