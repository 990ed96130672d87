# breaks: signs of whole lists fill the room for those of a list that was cut
# file:   src/rest/sublist.c
# tests:  t/060_situations.pl
s/^\t\tif \(i < REMEMBERED \|\| /\t\tif (true || /
