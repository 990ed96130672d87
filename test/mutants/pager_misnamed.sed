# breaks: the name of a parameter tells nothing of who takes it
# file:   src/rest/owed.c
# tests:  t/060_situations.pl
s/^\tif \(!api_owed_misnamed\(paging\) \|\| chain->records < 2/\tif (api_owed_misnamed(paging) || chain->records < 2/
