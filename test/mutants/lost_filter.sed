# breaks: a link that leaves a filter out is followed without a word
# file:   src/rest/pager_link.c
# tests:  t/060_situations.pl
s/^\tif \(!api_kept_lacks\(/\tif (numbered || !api_kept_lacks(/
