# breaks: a secret that the host begins with makes another host of it
# file:   src/rest/veil.c
# tests:  test/unit/test_marks.c
s/return veil\(veils, url, behind_authority\(url\)\);/return veil(veils, url, url + 0 * strlen(behind_authority(url)));/
