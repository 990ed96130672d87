# breaks: a spent budget is forgotten by the next answer
# file:   src/net/gates.c
# tests:  test/unit/test_gates.c
s/^\t\t\tif \(gates->items\[i\]\.gate\.open_at <= now \&\& gates->items\[i\]\.probe == NULL\)/\t\t\tif (now > 0)/
