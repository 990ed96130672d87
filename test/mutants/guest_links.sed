# breaks: services stay enabled
# file:   scripts/guest-install
# tests:  t/071_guest.pl
s/^.* disable_services$/	:/
