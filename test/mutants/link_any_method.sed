# breaks: a link that wants to be POSTed is followed by GET
# file:   src/rest/pager_link.c
# tests:  t/060_situations.pl
s/^\tget = strcasecmp\(plain, "GET"\) == 0;/\tget = true;/
