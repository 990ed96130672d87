# breaks: half a kilobyte of each scan stays
# file:   src/rest/advance.c
# tests:  t/017_soak.pl
s/^\tapi_auth_free\(spec->auth\);$//
