# breaks: keys that return within a page make pages alike
# file:   src/rest/alike.c
# tests:  sql/ends_alike.sql
s/^\t\t\tif \(keys\.keys\[i\] == keys\.keys\[i - 1\]\)/\t\t\tif (keys.keys[i] < keys.keys[i - 1])/
