# breaks: a body that lacks memory is taken up again and again, and nobody else has his turn
# file:   src/net/rest.c
# tests:  test/unit/test_network.c
s/^\twhile \(count-- > 0 \&\& /\twhile (count-- > -1000000000 \&\& /
