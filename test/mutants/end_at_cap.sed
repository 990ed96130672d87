# breaks: a status that tells of a bound is the end
# file:   src/rest/ends.c
# tests:  t/020_paging.pl
s/if \(tells_of_cap\(&response->body\) \|\| /if ((tells_of_cap(\&response->body) \&\& response->status < 0) || /
