# breaks: JSON in a parameter is taken for other text
# file:   src/rest/endpoint.c
# tests:  sql/placement.sql test/unit/test_placement.c
s/if \(\(\*text != '\{' .. \*text != '\['\)/if (true/
