# breaks: the sum of a cart counts records
# file:   src/rest/weigh.c
# tests:  t/060_situations.pl
s/^\tif \(number > have && api_doubts_sum\(/\tif (number < have \&\& api_doubts_sum(/
