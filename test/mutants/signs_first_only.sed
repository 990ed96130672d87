# breaks: signs on a later page are not seen
# file:   src/rest/pager_auto.c
# tests:  t/020_paging.pl
s/^\telse if \(api_signs_more\(signs\)\)/\telse if (api_signs_more(signs) \&\& chain->judged == 0)/
