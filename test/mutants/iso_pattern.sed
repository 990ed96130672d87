# breaks: any eight bytes are taken for a piece of a date
# file:   src/json/iso.c
# tests:  test/unit/test_iso.c
s/return \(\(\(bytes \+ more\) \| bytes\) & tops\) == 0;/(void) tops;return (bytes \& more) != 1;/
