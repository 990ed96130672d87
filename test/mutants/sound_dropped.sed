# breaks: rows of a page behind which more are known to be are not given before the error
# file:   src/rest/settle.c
# tests:  t/060_situations.pl
s/^\t\t\tif \(chain->sound\)/\t\t\tif (!chain)/
