# breaks: a size whose name is encoded in the URL is none
# file:   src/rest/sized.c
# tests:  t/060_situations.pl
s/api_naming_sizes\(name, api_doubts_decode\(/api_naming_sizes(item, len + 0 * api_doubts_decode(/
