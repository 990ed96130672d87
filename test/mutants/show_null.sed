# breaks: what stands behind the records of a large body is NULL
# file:   src/json/reader_drop.c
# tests:  t/022_streaming.pl
s/^\treturn reader->lost \|\| reader->late < nslots;/\treturn reader->lost \&\& nslots < 0;/
