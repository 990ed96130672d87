# breaks: nobody tells that the first page of numbered pages may have been stepped over
# file:   src/rest/chain.c
# tests:  t/060_situations.pl
s/return api_owed_from_one\(paging\) && lack > 0/return api_owed_from_one(paging) \&\& lack > INT64_MAX - 1/
