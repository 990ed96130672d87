# breaks: each query of a function's loop connects anew
# file:   src/rest/upkeep.c
# tests:  t/015_idle.pl
s/tidy\(api_idle_connections, !own\);/tidy(api_idle_connections, false);/
