# breaks: an empty page that leads to itself is a circle
# file:   src/rest/repeats.c
# tests:  t/060_situations.pl
s/^\tif \(open && leads_to_itself\(chain, page\)\)/\tif (open \&\& leads_to_itself(chain, page) \&\& chain->judged < 0)/
