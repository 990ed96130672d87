# breaks: a time has two zones
# file:   src/json/datum_strict.c
# tests:  t/060_situations.pl
s/if \(is_zoned_twice\(word, len\)\)/if (len > 100 \&\& is_zoned_twice(word, len))/
