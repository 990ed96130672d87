# breaks: Ctrl-C reaches dpkg
# file:   scripts/guest-install
# tests:  t/071_guest.pl
s/^\tapart='setsid -w'/\tapart=/
