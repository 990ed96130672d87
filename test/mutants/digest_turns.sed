# breaks: long records whose words changed places have one hash
# file:   src/base/digest_wide.c
# tests:  test/unit/test_digest.c
s/^#define TURN UINT64_C.0x.*$/#define TURN UINT64_C(0)/
