# breaks: what the API says is cut within a character
# file:   src/rest/tale.c
# tests:  t/031_encodings.pl
s/while \(len < told->len \&\& \(\(unsigned char\) told->text\[len\] \& 0xC0\) == 0x80\)/while (len > told->len)/
