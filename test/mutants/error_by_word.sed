# breaks: words that may be of the matter are no refusal
# file:   src/rest/shape_error.c
# tests:  t/060_situations.pl
s/\(said == API_SAID_FAILED && midway && news\);/(said == API_SAID_FAILED);/
