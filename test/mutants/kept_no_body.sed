# breaks: what a POST asked for in its body is not missed in a link
# file:   src/rest/kept_body.c
# tests:  t/060_situations.pl
s/^\tif \(request->method != API_METHOD_POST \|\| /\tif (true || /
