# breaks: any text at has_more_path says that there are more
# file:   src/rest/ends.c
# tests:  t/060_situations.pl
s/^\ttruth = api_word_truth\(plain\);/\ttruth = api_word_truth(plain) < 0 ? 0 : 1;/
