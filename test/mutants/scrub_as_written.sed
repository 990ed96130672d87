# breaks: secrets are found only as they stand, not by escapes and entities
# file:   src/rest/scrub.c
# tests:  test/unit/test_auth.c
s/if \(unit->end == NULL \|\| unit->code == 0/if (unit->end != NULL || unit->code == 0/
