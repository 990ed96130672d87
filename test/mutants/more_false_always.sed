# breaks: a page that says no more by a number, too, contradicts has_more_path
# file:   src/rest/weigh.c
# tests:  t/060_situations.pl
s/^\tsigns->owes = weight == WEIGHT_NUMBER;/\tsigns->owes = weight == WEIGHT_END;/
